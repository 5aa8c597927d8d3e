using Jalon.Grains.Applications;
using Jalon.Silo.Projections;

namespace Jalon.Silo.Tests.Projections;

/// <summary>No database: what the projection listens to is asked of the facts themselves.</summary>
public sealed class CountingFilings
{
    [Fact]
    public void Whatever_files_moves_ends_reopens_or_answers_a_candidacy_is_counted_again()
    {
        var all = typeof(JobApplicationFact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JobApplicationFact)) && !type.IsAbstract).ToList();
        var moving = all.Where(type => type.IsSubclassOf(typeof(CaseEnded)) || type.IsSubclassOf(typeof(CaseReopened)) || !type.IsSubclassOf(typeof(StepsMoved)) && type.GetProperty("To") is not null)
            .Concat([typeof(ApplicationFiled), typeof(StageTakenUp), typeof(OutcomeTold), typeof(ArrivalRecorded)]).Select(type => type.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(moving, FilingProjection.Counted.Order(StringComparer.Ordinal));
        Assert.All(FilingProjection.Counted, name => Assert.Contains(all, type => type.Name == name));
    }
}
