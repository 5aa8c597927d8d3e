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

    /// <summary>Posts enough for three delays to stand out of chance, and few enough to be loaded in a test.</summary>
    private static readonly Size Enough = new(72, 0);

    [Fact]
    public async Task The_three_planted_in_the_demonstration_are_its_first_three_lines()
    {
        await using var engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.All, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        Assert.Null(await new DemonstrationLoad(engine, TextWriter.Null, false).RunAsync(Enough, Ct));
        var (today, tree) = (FrenchCalendar.DayOf(engine.Clock.GetUtcNow()), await Tree.ReadAsync(engine.Database, Ct));
        var blockage = await Blockage.ReadAsync(engine, new Perimeter(new Filters(12), null, today.AddMonths(-12), today, tree, Guid.Empty), Ct);
        Assert.Equal(
            [("opinions", Cast.AlphaInfrastructure.Name), ("release", Cast.Gamma.Name), ("validation", Cast.Beta.Name)],
            blockage.Delays.Take(3).Select(delay => (delay.Line.Place.Step, delay.Said.Organisation)).OrderBy(line => line.Step, StringComparer.Ordinal));
        Assert.All(blockage.Delays.Take(3), delay => Assert.True(delay.Line.Net));
    }
}
