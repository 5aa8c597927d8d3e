using Jalon.Grains;
using Jalon.Grains.Reconversions;

namespace Jalon.Workflows.Cases;

/// <summary>A reconversion path, as procedures see it.</summary>
public static class PathCase
{
    public static readonly CaseKind Kind = new()
    {
        Name = "path",
        Grain = ReconversionPathGrain.Kind,
        Stages = Enum.GetNames<PathStage>(),
        Outcomes =
        [
            new("Abandoned", CaseKind.Fact<PathAbandoned>()), new("Placed", CaseKind.Fact<PersonPlaced>()), new("Completed", CaseKind.Fact<PathCompleted>()),
        ],
        Names =
        [
            CaseKind.Flag("funded"), CaseKind.Flag("keepsPost"), CaseKind.Number("months"), CaseKind.Flag("releaseAsked"), CaseKind.Day("startsOn"), CaseKind.Day("expectedEnd"),
            CaseKind.Flag("tutorNamed"), CaseKind.Flag("targetNamed"), CaseKind.OneOf<PlacementGround>("ground"), CaseKind.Number("attendedMonths"), CaseKind.OneOf<PathStage>("stage"),
        ],
        Holders = new Dictionary<string, TimeKind>
        {
            ["TrainingAdvisor"] = TimeKind.Administration,
            ["HrLead"] = TimeKind.Administration,
            ["OriginAdministration"] = TimeKind.ThirdParty,
            ["Candidate"] = TimeKind.Candidate,
        },
    };

    public static CaseView View(ReconversionPath state) => new(
        new Dictionary<string, object?>
        {
            ["funded"] = state.Template.Funded,
            ["keepsPost"] = state.Template.KeepsPost,
            ["months"] = (decimal)state.Template.Months,
            ["releaseAsked"] = state.ReleaseAsked,
            ["startsOn"] = state.StartsOn,
            ["expectedEnd"] = state.ExpectedEnd,
            ["tutorNamed"] = state.TutorId is not null,
            ["targetNamed"] = state.TargetPost is not null,
            ["ground"] = state.TargetPost?.Ground.ToString(),
            ["attendedMonths"] = (decimal)state.Attendance.Count,
            ["stage"] = state.Stage.ToString(),
        },
        new Dictionary<string, IReadOnlyList<string>>(),
        new Dictionary<string, Holder>
        {
            ["TrainingAdvisor"] = state.Advisor,
            ["HrLead"] = new(Role.HrLead, state.OrganisationId, null),
            ["OriginAdministration"] = new(Role.Approver, state.HomeOrganisationId, null),
            ["Candidate"] = new(Role.Candidate, null, state.CandidateId),
        },
        state.OrganisationId)
    { Steps = state.Steps };
}
