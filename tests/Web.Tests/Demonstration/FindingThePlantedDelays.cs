using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Cockpit;
using Jalon.Web.Demonstration;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Web.Tests.Demonstration;

/// <summary>What « Blocages » says of the demonstration, and what was planted in it (<see cref="Durations"/>).</summary>
public sealed class FindingThePlantedDelays(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Fewer posts do not bring the smallest of the three out of chance: half a minute to load, so only <c>./test --long</c> asks for it.</summary>
    private static readonly Size Enough = Size.Whole with { Paths = 0 };

    [Fact(Explicit = true)]
    public async Task The_three_planted_in_the_demonstration_are_its_first_three_lines()
    {
        await using var engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.All, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        Assert.Null(await new DemonstrationLoad(engine, TextWriter.Null, false).RunAsync(Enough, Ct));
        var (today, tree) = (FrenchCalendar.DayOf(engine.Clock.GetUtcNow()), await Tree.ReadAsync(engine.Database, Ct));
        var blockage = await Blockage.ReadAsync(engine, new Perimeter(new Filters(), null, today.AddMonths(-Filters.Usual), today, tree, Guid.Empty), Ct);
        var first = blockage.Delays.Take(3).Select(delay => (delay.Line.Place.Step, Where: Guid.Parse(delay.Line.Place.Organisation))).OrderBy(line => line.Step, StringComparer.Ordinal).ToList();
        Assert.Equal(["opinions", "release", "validation"], first.Select(line => line.Step));
        Assert.Equal([Cast.AlphaInfrastructure.Id, Cast.Gamma.Id, Cast.Beta.Id], [first[0].Where, tree.Root(first[1].Where), tree.Root(first[2].Where)]);
        Assert.All(blockage.Delays.Take(3), delay => Assert.True(delay.Line.Net));
    }
}
