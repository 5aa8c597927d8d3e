using System.Text.Json;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Jalon.Bench;

/// <summary>
/// Candidacies to move. The post, the first person and the first candidacy come by real commands; the others are decided by the grain itself on the same
/// circumstances, hashed as the silo does, and copied in bulk outside any measure, as the past of a demonstration: procedures begin on them when a row asks.
/// </summary>
internal sealed class Pool(NpgsqlDataSource database)
{
    /// <summary>Ids are handed out in blocks, each in an order of chance: what moves at one time is spread over the pages of a block.</summary>
    public const int Block = 10_000;

    private static readonly Actor Recruiter = new(Guid.CreateVersion7());
    private static readonly Holder Reader = new(Role.LineManager, null, null);
    private static readonly GrainKind Kind = JobApplicationGrain.Kind;

    private readonly Guid organisation = Guid.CreateVersion7();
    private readonly Guid vacancy = Guid.CreateVersion7();

    public NpgsqlDataSource Database => database;

    public static Task<Pool> OfAsync(Ground ground, CancellationToken ct) => ground.SharedAsync(async () => await MakeAsync(await ground.DatabaseAsync("durable", ct), ct));

    public static async Task<Pool> MakeAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        var pool = new Pool(database);
        await using var silo = pool.Silo();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var sheet = new VacancySheet(Title: "Développeuse ou développeur F/H", Profession: "Développement", Openness: Openness.CivilServantsOnly, Openings: 16, Recruiter: Recruiter.Id);
        await SendAsync(silo, pool.vacancy, new ImportNotice(pool.vacancy, pool.organisation, sheet, "BENCH-1", today, today, today.AddMonths(2)), ct);
        return pool;
    }

    /// <summary>A silo of its own, that keeps everything in memory: no feed runs beside it.</summary>
    public SiloHost Silo(TimeProvider? clock = null) => new(
        new SiloParts(database, Kinds.All, Circumstances.Readers(() => Rules.Default), () => Rules.Default, clock ?? TimeProvider.System, 1, () => { })
        {
            MostActive = 1_000_000,
            Idle = TimeSpan.FromHours(1),
        });

    /// <summary>A step opened on even rounds, closed on odd ones.</summary>
    public static Envelope Stepping(Guid application, int round) => new(
        application, round % 2 == 0 ? new OpenStep("relecture", TimeKind.Administration, Reader) : new CloseStep($"relecture#{(round / 2) + 1}"), Guid.CreateVersion7(), Recruiter);

    /// <summary>News given: the next is owed a month later.</summary>
    public static Envelope Informing(Guid application) => new(application, new InformPerson(Information.News), Guid.CreateVersion7(), Recruiter);

    /// <summary>What five rounds do to a candidacy just filed: forward, a step opened and closed, forward again and back.</summary>
    public static Envelope Living(Guid application, int round) => new(
        application,
        round switch
        {
            0 => new Move(Stage.Admissible),
            1 => new OpenStep("relecture", TimeKind.Administration, Reader),
            2 => new CloseStep("relecture#1"),
            3 => new Move(Stage.Preselected),
            _ => new Move(Stage.Admissible, "Une pièce manque au dossier."),
        },
        Guid.CreateVersion7(), Recruiter);

    /// <summary>The state and the last fact of a candidacy that went through two moves, as stored.</summary>
    public async Task<(string State, string Fact)> SampleAsync(CancellationToken ct)
    {
        await using var silo = Silo();
        var person = Guid.CreateVersion7();
        var id = DerivedId.Application(vacancy, person);
        await SendAsync(silo, person, new Register(person, "Camille", "Exemple", "camille.exemple@exemple.fr", null, CandidateStatus.CivilServant), ct);
        await SendAsync(silo, id, Filing(person), ct);
        await SendAsync(silo, id, new Move(Stage.Admissible), ct);
        await SendAsync(silo, id, new Move(Stage.Preselected), ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleAsync<(string, string)>(
            "select state::text, data::text from jalon.job_application a join jalon.fact f on f.grain_id = a.id and f.version = a.version where a.id = @id", new { id });
    }

    /// <summary>Makes candidacies that never moved, at least so many.</summary>
    /// <returns>Their ids, block after block.</returns>
    public async Task<Guid[]> MakeAsync(int least, CancellationToken ct)
    {
        var ids = new List<Guid>();
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("set statement_timeout = 0");
        var view = await ViewAsync(connection);
        while (ids.Count < least)
        {
            var born = Enumerable.Range(0, Block).Select(_ => Born(view, Guid.CreateVersion7())).ToList();
            await CopyAsync(connection, born, ct);
            var block = born.ConvertAll(one => one.GrainId).ToArray();
            Random.Shared.Shuffle(block);
            ids.AddRange(block);
        }

        await connection.ExecuteAsync("vacuum analyze");
        await connection.ExecuteAsync("set statement_timeout = '10s'");
        return [.. ids];
    }

    /// <summary>A candidacy for each of these people.</summary>
    /// <returns>Their ids, in the order of the people.</returns>
    public async Task<Guid[]> MakeAsync(Guid[] people, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var view = await ViewAsync(connection);
        var born = people.Select(person => Born(view, person)).ToList();
        await CopyAsync(connection, born, ct);
        return [.. born.Select(one => one.GrainId)];
    }

    private Apply Filing(Guid person) => new(vacancy, person, organisation, CandidateStatus.CivilServant, Channel.Jalon);

    private async Task<VacancyView> ViewAsync(NpgsqlConnection connection)
    {
        var state = await connection.QuerySingleAsync<string>("select state::text from jalon.vacancy where id = @vacancy", new { vacancy });
        return VacancyView.Of(JsonSerializer.Deserialize<Vacancy>(state, Json.Options)!, Rules.Default, DateOnly.FromDateTime(DateTime.UtcNow));
    }

    private Pending Born(VacancyView view, Guid person)
    {
        var id = DerivedId.Application(vacancy, person);
        var context = new Context(Recruiter, Json.Truncate(DateTimeOffset.UtcNow), Guid.CreateVersion7(), Rules.Default);
        var accepted = (Accepted)Kind.Decide(null, Filing(person), new ApplicationCircumstances(view, null, 0), context);
        var fact = accepted.Facts.Single();
        var data = JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Json.Options);
        var hash = FactHash.Of(FactHash.None, Kind.Name, id, 1, fact.GetType().Name, context.At, context.By.Id, "demo", context.CommandId, data);
        var state = Kind.Replay(null, accepted.Facts, new Stamp(context.At, context.By, context.CommandId));
        return new Pending
        {
            Kind = Kind,
            GrainId = id,
            Expected = 0,
            Facts = [new FactLine(1, fact.GetType().Name, data, hash)],
            Rows = [],
            Awaited = [],
            NoLongerAwaited = [],
            State = JsonSerializer.SerializeToUtf8Bytes(state, Kind.State, Json.Options),
            CommandId = context.CommandId,
            BodyHash = hash,
            At = context.At,
            By = context.By,
            Origin = Origin.Demo,
        };
    }

    private static async Task CopyAsync(NpgsqlConnection connection, List<Pending> born, CancellationToken ct)
    {
        await using (var rows = await connection.BeginBinaryImportAsync("copy jalon.job_application (id, version, hash, changed_at, state) from stdin (format binary)", ct))
        {
            foreach (var one in born)
            {
                await rows.StartRowAsync(ct);
                await rows.WriteAsync(one.GrainId, ct);
                await rows.WriteAsync(1, ct);
                await rows.WriteAsync(one.Hash, ct);
                await rows.WriteAsync(one.At.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
                await rows.WriteAsync(one.State, NpgsqlDbType.Jsonb, ct);
            }

            await rows.CompleteAsync(ct);
        }

        const string Facts = "copy jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id) from stdin (format binary)";
        await using var facts = await connection.BeginBinaryImportAsync(Facts, ct);
        foreach (var one in born)
        {
            await facts.StartRowAsync(ct);
            await facts.WriteAsync(1, ct);
            await facts.WriteAsync(one.Kind.Name, ct);
            await facts.WriteAsync(one.GrainId, ct);
            await facts.WriteAsync(1, ct);
            await facts.WriteAsync(one.Facts[0].Type, ct);
            await facts.WriteAsync(one.Facts[0].Data, NpgsqlDbType.Json, ct);
            await facts.WriteAsync(one.Hash, ct);
            await facts.WriteAsync(one.At.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            await facts.WriteAsync(one.By.Id, ct);
            await facts.WriteAsync("demo", ct);
            await facts.WriteAsync(one.CommandId, ct);
        }

        await facts.CompleteAsync(ct);
    }

    public static async Task SendAsync(SiloHost silo, Guid id, Command command, CancellationToken ct, Actor? by = null)
    {
        if (await silo.SendAsync(new Envelope(id, command, Guid.CreateVersion7(), by ?? Recruiter), ct) is var reply and not Done)
            throw new BenchException($"{command.GetType().Name}\u00A0: {reply}");
    }
}
