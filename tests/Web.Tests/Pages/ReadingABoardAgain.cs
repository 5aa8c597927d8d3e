using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Tests;
using Jalon.Web.Board;

namespace Jalon.Web.Tests.Pages;

/// <summary>A board read a second time reads what changed, and nothing else.</summary>
public sealed class ReadingABoardAgain(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync() => (site, ministry) = await Ministry.OnASiteAsync(cluster);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private Guid Alice => ministry.Applications["Alice Denis"];

    private Guid Manon => ministry.Applications["Manon Leclerc"];

    [Fact]
    public async Task What_kept_its_version_is_what_was_read_before_and_what_ended_is_gone()
    {
        using var memory = new SeenCandidacies();
        var before = await ReadAsync(memory);
        Assert.Equal([.. ministry.Applications.Values.Order()], before.Keys.Order());

        await ministry.DoAsync(Manon, new Move(Stage.Admissible), ministry.Claire);
        await ministry.DoAsync(Alice, new Withdraw(WithdrawalReason.NotSaid), ministry.Claire);
        var after = await ReadAsync(memory);

        Assert.Equal([.. before.Keys.Where(id => id != Alice).Order()], after.Keys.Order());
        Assert.All(after.Keys.Where(id => id != Manon), id => Assert.Same(before[id], after[id]));
        Assert.Equal((Stage.Received, Stage.Admissible), (before[Manon].Stage, after[Manon].Stage));
    }

    private async Task<IReadOnlyDictionary<Guid, SeenCandidacy>> ReadAsync(SeenCandidacies memory)
    {
        await using var connection = await site.Engine.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var live = await connection.QueryAsync<(Guid, int)>(SeenCandidacies.LiveSql.Replace("$1", "@Post", StringComparison.Ordinal), new { ministry.Post });
        return await memory.ReadAsync(site.Engine.Database, ministry.Post, [.. live], TestContext.Current.CancellationToken);
    }
}
