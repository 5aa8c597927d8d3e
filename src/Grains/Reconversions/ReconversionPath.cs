namespace Jalon.Grains.Reconversions;

/// <summary>Where a reconversion path stands.</summary>
public enum PathStage { Wished, Assessed, Eligible, Agreed, Funded, InTraining, Interrupted, Certified, NotCertified, Placed, Completed, Abandoned }

/// <summary>Why a path stops before its end. Health is never a reason here: it would be in the facts for ever.</summary>
public enum AbandonReason { NotEligible, ReleaseRefused, FundingRefused, PersonalChoice, TrainingStopped, PostLost, LeftService }

/// <summary>Why a training stops for a while. The nature of a leave is never said here: it would be in the facts for ever.</summary>
public enum InterruptionReason { Leave, ServiceNeeds, TrainingPostponed, Personal }

/// <summary>How the person will come to the post at the end: moved by their own administration, or through the published procedure with all its guards.</summary>
public enum PlacementGround { InternalReassignment, PublishedProcedure }

/// <summary>
/// What a kind of path was when this one began: dated reference data, copied into the path. A later version of the template changes
/// nothing to what was promised to the people already on their way, and the facts can be replayed without looking anything up.
/// </summary>
/// <param name="Version">First day this version applies.</param>
/// <param name="Profession">Code of the profession it leads to.</param>
/// <param name="Tracks">Tracks a person may follow: work-study, full time, remote…</param>
/// <param name="Prerequisites">What the assessment must find.</param>
/// <param name="Funded">Whether a fund must agree before the training starts.</param>
/// <param name="KeepsPost">Whether the person keeps their post, so that the path ends completed and not placed.</param>
public sealed record PathTemplate(string Code, DateOnly Version, string Profession, int Months, IReadOnlyList<string> Tracks, IReadOnlyList<string> Prerequisites,
    IReadOnlyList<string> Modules, bool Funded, bool KeepsPost);

/// <summary>The post the path leads to. Nothing tells other candidates that it is meant for somebody, and its procedure stays open.</summary>
public sealed record TargetPost(Guid VacancyId, PlacementGround Ground, Guid? ApplicationId);

/// <summary>Half-days planned and attended in one month.</summary>
/// <param name="Month">First day of the month.</param>
public sealed record Attendance(DateOnly Month, int Planned, int Attended);

/// <summary>The way of one agent from a wish to another profession.</summary>
/// <param name="OrganisationId">The organisation that accompanies the path.</param>
/// <param name="AdvisorId">The training advisor, where known.</param>
/// <param name="Met">Prerequisites the assessment found.</param>
/// <param name="HomeOrganisationId">The administration whose release for training was asked.</param>
/// <param name="Steps">What is open, and who has to do it.</param>
/// <param name="Visits">How many times each step was opened, so that its ids never repeat.</param>
public sealed record ReconversionPath(
    Guid Id,
    Guid CandidateId,
    Guid OrganisationId,
    Guid? AdvisorId,
    PathTemplate Template,
    string? Track,
    PathStage Stage,
    DateTimeOffset StageSince,
    AbandonReason? Reason,
    IReadOnlyList<string> Met,
    Guid? HomeOrganisationId,
    bool ReleaseAsked,
    string? Cohort,
    Guid? TutorId,
    DateOnly? StartsOn,
    DateOnly? ExpectedEnd,
    IReadOnlyList<Attendance> Attendance,
    TargetPost? TargetPost,
    IReadOnlyList<Step> Steps,
    IReadOnlyDictionary<string, int> Visits)
{
    /// <summary>Five years of months: no path lasts that long.</summary>
    public const int MostMonths = 60;

    public Holder Advisor => new(Role.TrainingAdvisor, OrganisationId, AdvisorId);

    public bool IsFinal => PathStages.IsFinal(Stage);
}

/// <summary>The only place that knows which stage follows which. What is final is what nothing follows.</summary>
public static class PathStages
{
    private static readonly Dictionary<PathStage, PathStage[]> Next = new()
    {
        [PathStage.Wished] = [PathStage.Assessed, PathStage.Abandoned],
        [PathStage.Assessed] = [PathStage.Eligible, PathStage.Abandoned],
        [PathStage.Eligible] = [PathStage.Agreed, PathStage.Abandoned],
        [PathStage.Agreed] = [PathStage.Funded, PathStage.InTraining, PathStage.Abandoned],
        [PathStage.Funded] = [PathStage.InTraining, PathStage.Abandoned],
        [PathStage.InTraining] = [PathStage.Interrupted, PathStage.Certified, PathStage.NotCertified, PathStage.Abandoned],
        [PathStage.Interrupted] = [PathStage.InTraining, PathStage.Abandoned],
        [PathStage.Certified] = [PathStage.Placed, PathStage.Completed, PathStage.Abandoned],
        [PathStage.NotCertified] = [PathStage.Placed, PathStage.Completed, PathStage.Abandoned],
    };

    public static bool LeadsTo(this PathStage from, PathStage to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    public static bool IsFinal(PathStage stage) => !Next.ContainsKey(stage);
}
