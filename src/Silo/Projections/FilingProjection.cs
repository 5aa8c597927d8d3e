using Jalon.Grains.Applications;
using Jalon.Silo.Feed;

namespace Jalon.Silo.Projections;

/// <summary>
/// Keeps <c>jalon.filing</c>: of each candidacy, the few days and words that figures count, in a narrow row of its own. A state is twenty times as wide, and a year of them takes seconds to
/// read. Rows are written again whole from what the candidacy is now: nothing depends on what was written before.
/// </summary>
public static class FilingProjection
{
    public const string Name = "filings";

    private const string Forget = "delete from jalon.filing where application_id = any ($1)";

    private const string Keep = "insert into jalon.filing select * from jalon.filing_now where application_id = any ($1)";

    /// <summary>The facts after which something counted is another; most facts only open and close steps.</summary>
    public static readonly IReadOnlySet<string> Counted = new HashSet<string>
    {
        nameof(ApplicationFiled), nameof(StageChanged), nameof(StageTakenUp), nameof(OutcomeTold), nameof(ArrivalRecorded),
        nameof(ApplicationRejected), nameof(ApplicationWithdrawn), nameof(PostEnded), nameof(HiredElsewhere),
        nameof(RejectionUndone), nameof(PostReopened), nameof(HiringElsewhereUndone),
    };

    public static Subscription Subscription() => Feed.Subscription.OfTables(Name, (page, writes, _) =>
    {
        Guid[] touched = [.. page.Where(fact => fact.Kind == JobApplicationGrain.Kind.Name && Counted.Contains(fact.Type)).Select(fact => fact.GrainId).Distinct().Order()];
        if (touched.Length == 0) return Task.CompletedTask;
        writes.Add(Forget, Parameter.Of(touched));
        writes.Add(Keep, Parameter.Of(touched));
        return Task.CompletedTask;
    });
}
