using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Search;
using Npgsql;

namespace Jalon.Bench;

/// <summary>
/// Searching one person among 100 000 by given and family name, without accents and with a mistake in the family name, as a recruiter of a ministry: the whole
/// search, posts included, rights applied. Half of the people apply in another ministry.
/// </summary>
internal sealed class SearchRow : IRow
{
    private const int People = 100_000;

    /// <summary>Milliseconds, 95 times in a hundred.</summary>
    private const double Target = 40;

    private static readonly string[] Starts = ["Ca", "Du", "Ma", "Mo", "Be", "Ro", "Pé", "Gi", "Fo", "La", "De", "Ché", "Lu", "Bo"];
    private static readonly string[] Middles = ["rou", "che", "ti", "ber", "na", "ra", "mou", "gué", "lan", "ve"];
    private static readonly string[] Ends = ["lin", "reau", "nel", "tet", "ssard", "chier", "don", "mand"];
    private static readonly string[] Given = ["Élodie", "Anaïs", "Chloé", "Hervé", "Inès", "Joël", "Maëlle", "Noémie", "Paul", "Claire", "Luc", "Zoé", "Gaël", "Loïc", "Rémi", "Théo", "Agnès", "Cécile", "Raphaël", "Hélène"];

    public string Name => "search";

    public IReadOnlyList<string> Beside => [];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var crowd = await ground.SharedAsync(async () => await CrowdAsync(await ground.DatabaseAsync("search", ct), ct));
        var waits = new List<double>();
        var sample = await Load.RunAsync(ground, 1, length, async () =>
        {
            var name = crowd.Names[Random.Shared.Next(crowd.Names.Length)];
            var text = SearchText.Read(Mistyped(name)).Text!;
            var asked = Stopwatch.GetTimestamp();
            var found = await SearchQuery.ReadAsync(crowd.Database, crowd.Reader, text, ct);
            waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            return found.People.Count > 0 ? true : throw new BenchException($"«\u00A0{text.Kept}\u00A0» ne trouve personne.");
        }, ct);
        return sample with { More = new Dictionary<string, double> { ["p95"] = waits.Order().ElementAt((int)(waits.Count * 0.95)) } };
    }

    public IEnumerable<Line> Lines(Figures figures) =>
        [figures.Alone(Name, "p95", "ms", Target, note: figures.Note(Name))];

    /// <summary>Without accents, with one letter of the family name left out.</summary>
    private static string Mistyped((string Given, string Family) name)
    {
        var family = name.Family.Remove(Random.Shared.Next(1, name.Family.Length), 1);
        return string.Concat($"{name.Given} {family}".Normalize(NormalizationForm.FormD).Where(one => CharUnicodeInfo.GetUnicodeCategory(one) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();
    }

    /// <summary>One post and one candidacy by real commands; the others are theirs again under other ids, copied outside any measure.</summary>
    private static async Task<Crowd> CrowdAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        var (ministry, other, post, person) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await using var silo = new SiloHost(new SiloParts(database, Kinds.All, Circumstances.Readers(() => Rules.Default), () => Rules.Default, TimeProvider.System, 1, () => { }));
        foreach (var (id, command) in new (Guid, Command)[]
        {
            (ministry, new CreateOrganisation(ministry, "Ministère Alpha", null, OrganisationLevel.Ministry)), (other, new CreateOrganisation(other, "Ministère Bêta", null, OrganisationLevel.Ministry)),
            (post, new ImportNotice(post, ministry, new VacancySheet(Title: "Développeuse ou développeur F/H", Profession: "Développement", Openness: Openness.CivilServantsOnly), "BENCH-1", today, today, today.AddMonths(2))),
            (person, new Register(person, "Camille", "Exemple", null, null, CandidateStatus.CivilServant)),
            (DerivedId.Application(post, person), new Apply(post, person, ministry, CandidateStatus.CivilServant, Channel.Jalon)),
        })
        {
            if (await silo.SendAsync(new Envelope(id, command, Guid.CreateVersion7(), Actor.System), ct) is var reply and not Done) throw new BenchException($"{command.GetType().Name}\u00A0: {reply}");
        }

        var random = new Random(20261125);
        var names = Enumerable.Range(0, People).Select(_ => (Given[random.Next(Given.Length)], Starts[random.Next(Starts.Length)] + Middles[random.Next(Middles.Length)] + Ends[random.Next(Ends.Length)])).ToArray();
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("set statement_timeout = 0");
        await CopyAsync(connection, names, ct);
        await connection.ExecuteAsync(Multiply, new { post, application = DerivedId.Application(post, person), ministry, other });
        await connection.ExecuteAsync("vacuum analyze");
        return new Crowd(database, new Who(Guid.CreateVersion7(), [new HeldRole(Role.Recruiter, ministry, Guid.CreateVersion7())]), [.. names.Where((_, index) => index % 2 == 0)]);
    }

    private const string Multiply = """
        create temp table place as select n, gen_random_uuid() as id, case when n % 2 = 0 then @ministry else @other end as organisation from generate_series(0, 999) n;
        insert into jalon.vacancy (id, version, hash, state)
        select p.id, 1, v.hash, v.state || jsonb_build_object('id', p.id, 'organisationId', p.organisation, 'reference', 'BENCH-' || p.n) from place p, jalon.vacancy v where v.id = @post;
        insert into jalon.job_application (id, version, hash, state)
        select gen_random_uuid(), 1, a.hash, a.state || jsonb_build_object('vacancyId', p.id, 'candidateId', c.id, 'organisationId', p.organisation)
        from crowd c join place p on p.n = c.n % 1000, jalon.job_application a where a.id = @application;
        insert into jalon.person (id, given_name, family_name) select id, given, family from crowd;
        """;

    private static async Task CopyAsync(NpgsqlConnection connection, (string Given, string Family)[] names, CancellationToken ct)
    {
        await connection.ExecuteAsync("create temp table crowd (n int, id uuid, given text, family text)");
        await using var rows = await connection.BeginBinaryImportAsync("copy crowd (n, id, given, family) from stdin (format binary)", ct);
        foreach (var (index, name) in names.Index())
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(index, ct);
            await rows.WriteAsync(Guid.CreateVersion7(), ct);
            await rows.WriteAsync(name.Given, ct);
            await rows.WriteAsync(name.Family, ct);
        }

        await rows.CompleteAsync(ct);
    }

    private sealed record Crowd(NpgsqlDataSource Database, Who Reader, (string Given, string Family)[] Names);
}
