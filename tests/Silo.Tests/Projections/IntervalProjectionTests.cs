using System.Diagnostics;

using Jalon.Grains;
using Jalon.Silo.Feed;
using Jalon.Silo.Projections;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Projections;

public sealed class IntervalProjectionTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Guid A = new("aaaaaaaa-0000-7000-8000-000000000000");

    private NpgsqlDataSource database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = Connections.Open(await cluster.NewDatabaseAsync());

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Intervals_go_on_from_one_page_to_the_next()
    {
        await InsertAsync(1, Facts.Handed(1));
        await InsertAsync(2, Facts.Handed(2, TimeKind.Candidate));
        await CatchUpAsync();
        await InsertAsync(3, new LampCleaned(1));
        await InsertAsync(4, Facts.Handed(4));
        await CatchUpAsync();
        await InsertAsync(5, new LampBroken());
        await CatchUpAsync();

        Assert.Equal("case carry#1 1-2, case carry#2 2-4, case carry#4 4-5, step carry#1 1-2, step carry#2 2-4, step carry#4 4-5", await RowsAsync());
        Assert.Equal(5, await database.ScalarAsync<int>("select version from jalon.case_clock"));
    }

    [Fact]
    public async Task Facts_that_come_again_change_nothing()
    {
        for (var version = 1; version < 4; version++) await InsertAsync(version, Facts.Handed(version));
        await CatchUpAsync();
        var before = await RowsAsync();
        await database.ExecuteAsync("update jalon.subscription set epoch = 0, xid = '0', position = 0, fence = fence + 1, lease_until = '-infinity'");
        await CatchUpAsync();
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task A_missing_version_is_parked_rather_than_guessed()
    {
        await InsertAsync(1, Facts.Handed(1));
        await InsertAsync(3, Facts.Handed(3));
        await CatchUpAsync();
        Assert.Equal("case carry#1 1-, step carry#1 1-", await RowsAsync());
        Assert.StartsWith("VersionHoleException", await database.ScalarAsync<string>("select reason from jalon.parked_fact"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vacancy_is_held_through_its_most_advanced_application()
    {
        await InsertAsync(1, Facts.Handed(1));
        await CatchUpAsync();
        Assert.Null(Assert.Single(await VacancyHolder.CurrentAsync(database, [A], Ct)).ApplicationId);

        await database.ExecuteAsync($$"""
            insert into jalon.job_application (id, version, hash, state)
            select id::uuid, 1, '', '{"vacancyId":"{{A}}"}' from unnest(array['00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002']) id;
            insert into jalon.interval (case_id, case_kind, scope, opened, step, name, stage, kind, from_at) values
                ('00000000-0000-0000-0000-000000000001', 'job_application', 'case', 1, 'x#1', 'x', 'Received', 'Administration', now()),
                ('00000000-0000-0000-0000-000000000002', 'job_application', 'case', 1, 'y#1', 'y', 'Interview', 'ThirdParty', now());
            """);
        var held = Assert.Single(await VacancyHolder.CurrentAsync(database, [A], Ct));
        Assert.Equal(("y#1", TimeKind.ThirdParty), (held.Step, held.Kind));
    }

    [Fact]
    public async Task Many_facts_are_projected_and_every_case_is_whole()
    {
        await database.ExecuteAsync("""
            insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
            select 1, 'vacancy', ('00000000-0000-7000-8000-' || lpad(g::text, 12, '0'))::uuid, v, 'LampHanded',
                json_build_object('turn', v, 'to', case v % 2 when 0 then 'Candidate' else 'Administration' end, 'stage', 'Draft', 'since', to_char(timestamp '2026-11-02' + v * interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
                '', timestamptz '2026-11-02 00:00Z' + v * interval '1 hour', '00000000-0000-0000-0000-000000000000', 'live', '00000000-0000-0000-0000-000000000000'
            from generate_series(1, 5) v, generate_series(1, 4000) g
            """);
        await database.SettledAsync();
        var watch = Stopwatch.StartNew();
        await CatchUpAsync();
        TestContext.Current.SendDiagnosticMessage($"{20_000 / watch.Elapsed.TotalSeconds:F0} facts/s");

        Assert.Equal(4000L, await database.ScalarAsync<long>("""
            select count(*) from (select case_id from jalon.interval where scope = 'case' group by case_id
            having count(*) = 5 and count(to_at) = 4 and sum(to_at - from_at) = interval '4 hours') whole
            """));
    }

    private async Task InsertAsync(int version, Fact fact)
    {
        await using var connection = await database.OpenConnectionAsync(Ct);
        await Facts.InsertAsync(connection, A, version, fact);
    }

    private async Task CatchUpAsync()
    {
        await database.SettledAsync();
        var settings = new FeedSettings { Owner = A, BackOff = (_, _) => Task.CompletedTask };
        await new FactFeed(database, [Lamp.Kind], [IntervalProjection.Subscription(database, [Lamp.Kind])], NullLogger<FactFeed>.Instance, settings).CatchUpAsync(Ct);
    }

    private Task<string> RowsAsync() => database.ScalarAsync<string>("""
        select string_agg(format('%s %s %s-%s', scope, step, extract(hour from from_at)::int - 8, extract(hour from to_at)::int - 8), ', ' order by scope, opened)
        from jalon.interval
        """);
}
