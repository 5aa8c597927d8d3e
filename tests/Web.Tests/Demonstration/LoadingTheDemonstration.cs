using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Silo.Histories;
using Jalon.Silo.Verification;
using Jalon.Tests;
using Jalon.Web.Demonstration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Web.Tests.Demonstration;

/// <summary>A short demonstration, loaded into real databases.</summary>
public sealed class LoadingTheDemonstration(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Size Short = new(10, 12);

    private readonly List<Engine> engines = [];

    private readonly StringWriter said = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in engines) await engine.DisposeAsync();
    }

    [Fact]
    public async Task Loaded_twice_and_once_in_two_goes_it_is_the_same_to_the_last_hash_and_nothing_was_refused()
    {
        var (whole, cut) = (await EngineAsync(), await EngineAsync());
        Assert.Null(await LoadAsync(whole));
        await LoadHalfAsync(cut);
        Assert.True((await DemonstrationLoad.StateAsync(cut.Database, Ct)).Unfinished);
        Assert.Null(await LoadAsync(cut));

        Assert.DoesNotContain("Action non prise", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(await FactsAsync(whole), await FactsAsync(cut));
        Assert.Equal(0, await CountAsync(whole, "jalon.fact where origin <> 'demo'"));
        Assert.Equal(0, await CountAsync(whole, "jalon.parked_fact"));
        Assert.Equal(0, await CountAsync(whole, "jalon.deadline where due <= now()"));
        Assert.Equal(0, await CountAsync(whole, "jalon.fact where at > date_trunc('day', now() at time zone 'Europe/Paris') at time zone 'Europe/Paris'"));
        Assert.Equal(0, await CountAsync(whole, OpenCasesWithoutHolder));
        Assert.True((await JournalVerification.RunAsync(whole.Database, HostedKinds.All, _ => { }, Ct)).Whole);

        Assert.Contains("déjà dans cette base", await LoadAsync(whole), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_holds_something_else_is_left_as_it_is()
    {
        var engine = await EngineAsync();
        var person = Cast.Players[0];
        await engine.Silo.SendAsync(new Envelope(person.Id, new Grains.Candidates.Register(person.Id, "Ada", "Martin", null, null, CandidateStatus.External), Guid.CreateVersion7(), Actor.System), Ct);

        Assert.Contains("contient déjà des données", await LoadAsync(engine), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(engine, "jalon.fact"));
    }

    private const string OpenCasesWithoutHolder = """
        jalon.job_application a where a.outcome is null and a.stage <> 'InPost'
            and (select count(*) from jalon.interval i where i.case_id = a.id and i.scope = 'case' and i.to_at is null) <> 1
        """;

    private async Task<Engine> EngineAsync()
    {
        // Three loads beside the tests of other classes: the server has eighty places.
        var address = new NpgsqlConnectionStringBuilder(await cluster.NewDatabaseAsync()) { MaxPoolSize = 12 }.ConnectionString;
        var engine = await Engine.StartAsync(address, ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        engines.Add(engine);
        return engine;
    }

    private Task<string?> LoadAsync(Engine engine) => new DemonstrationLoad(engine, said, terminal: false).RunAsync(Short, Ct);

    /// <summary>Stopped where the notes of the load say half of it was played.</summary>
    private static async Task LoadHalfAsync(Engine engine)
    {
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        await using var begun = engine.Database.CreateCommand($"insert into jalon.demonstration (today) values ('{today:yyyy-MM-dd}')");
        await begun.ExecuteNonQueryAsync(Ct);
        await DemonstrationLoad.KeepReferencesAsync(engine, today, Ct);
        using var stop = new CancellationTokenSource();
        var half = today.AddMonths(-7);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new History(engine, Origin.Demo).PlayAsync(Scenario.Write(today, Short), null, Scenario.End(today), async day =>
        {
            if (day.Day >= half) await stop.CancelAsync();
            else await NoteAsync(engine, day.Day);
        }, stop.Token));
    }

    private static async Task NoteAsync(Engine engine, DateOnly day)
    {
        await using var note = engine.Database.CreateCommand($"update jalon.demonstration set played = '{day:yyyy-MM-dd}'");
        await note.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<string> FactsAsync(Engine engine)
    {
        await using var query = engine.Database.CreateCommand(
            "select string_agg(concat_ws(' ', kind, grain_id, version, type, encode(hash, 'hex'), at, actor, origin, command_id), E'\n' order by grain_id, version) from jalon.fact");
        return (string)(await query.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<long> CountAsync(Engine engine, string from)
    {
        await using var query = engine.Database.CreateCommand($"select count(*) from {from}");
        return (long)(await query.ExecuteScalarAsync(Ct))!;
    }
}
