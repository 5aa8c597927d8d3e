using Jalon.Grains.Organisations;
using Jalon.Silo.Journal;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Journal;

/// <summary>Two processes that know of each other write the same grains at once, each batch in an order of its own.</summary>
public sealed class LockingInOrder(TestCluster cluster)
{
    private const int Grains = 60;

    private const int Rounds = 25;

    /// <summary>Facts of the grain they met on.</summary>
    private const int Met = 2;

    [Fact]
    public async Task Overlapping_batches_never_wait_for_each_other_in_a_circle()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = Connections.Open(await cluster.NewDatabaseAsync());
        await using var one = new JournalWriter(database, [OrganisationGrain.Kind, Lamp.Kind], 1, () => { });
        await using var other = new JournalWriter(database, [OrganisationGrain.Kind, Lamp.Kind], 1, () => { });
        await MeetAsync(one, other, ct);
        var grains = Enumerable.Range(0, Grains).Select(_ => Guid.NewGuid()).ToArray();
        var random = new Random(7);
        for (var version = 0; version < Rounds; version++)
        {
            var asked = new[] { one, other }.SelectMany(journal =>
            {
                random.Shuffle(grains);
                return grains.Select(grain => (Grain: grain, Written: journal.CommitAsync(Of(grain, version), ct))).ToList();
            }).ToList();
            await Task.WhenAll(asked.Select(commit => commit.Written));
            foreach (var pair in asked.GroupBy(commit => commit.Grain))
                Assert.Equal([CommitResult.Won, CommitResult.Lost], pair.Select(commit => commit.Written.Result.Result).Order());
        }

        await database.ExecuteAsync("select pg_stat_force_next_flush()");
        Assert.Equal(0, await database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()"));
        Assert.Equal((Grains * Rounds) + Met, await database.ScalarAsync<long>("select count(*) from jalon.fact"));
    }

    /// <summary>Each comes second once: until then a process takes itself to be alone, and may meet the other in a circle (ADR 0018).</summary>
    private static async Task MeetAsync(JournalWriter one, JournalWriter other, CancellationToken ct)
    {
        var grain = Guid.NewGuid();
        foreach (var (version, first, second) in new[] { (0, one, other), (1, other, one) })
        {
            Assert.Equal(CommitResult.Won, (await first.CommitAsync(Of(grain, version), ct)).Result);
            Assert.Equal(CommitResult.Lost, (await second.CommitAsync(Of(grain, version), ct)).Result);
        }
    }

    /// <summary>Half of the grains of each kind, so that the order of kinds counts too.</summary>
    private static Pending Of(Guid grain, int version) => Commits.Of(grain, version, kind: grain.ToByteArray()[0] % 2 == 0 ? Lamp.Kind : OrganisationGrain.Kind);
}
