using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Workflows.Cases;

/// <summary>A post to fill, as procedures see it.</summary>
public static class VacancyCase
{
    public static readonly CaseKind Kind = new()
    {
        Name = "vacancy",
        Grain = VacancyGrain.Kind,
        Stages = Enum.GetNames<VacancyStage>(),
        Outcomes =
        [
            new("Cancelled", CaseKind.Fact<VacancyCancelled>()),
            new("Filled", CaseKind.Fact<OpeningEngaged>(("fills", "true")), CaseKind.Fact<OpeningReleased>(("reopens", "true"))),
            new("Concluded", CaseKind.Fact<RecruitmentConcluded>()),
        ],
        Names =
        [
            CaseKind.OneOf<NeedKind>("needKind"), CaseKind.OneOf<Openness>("openness"), CaseKind.Flag("permanent"), CaseKind.Number("contractMonths"), CaseKind.Flag("complete"),
            CaseKind.Flag("urgency"), CaseKind.Flag("needsFinding"), CaseKind.Flag("findingRecorded"), CaseKind.Flag("public"), CaseKind.Day("publicSince"),
            CaseKind.Day("applicationsUntil"), CaseKind.Number("openings"), CaseKind.Number("freeOpenings"),
        ],
        Holders = new Dictionary<string, TimeKind>
        {
            ["Recruiter"] = TimeKind.Administration,
            ["LineManager"] = TimeKind.Administration,
            ["HrLead"] = TimeKind.Administration,
            ["Approver"] = TimeKind.ThirdParty,
        },
        Pauses = [CaseKind.Fact<VacancySuspended>()],
        Resumes = [CaseKind.Fact<VacancyResumed>(), CaseKind.Fact<SuspensionExpired>()],
    };

    /// <summary>What a procedure reads of a vacancy on a day, under the rules in force.</summary>
    public static CaseView View(Vacancy state, Rules rules, DateOnly today) => new(
        new Dictionary<string, object?>
        {
            ["needKind"] = state.Sheet.NeedKind?.ToString(),
            ["openness"] = state.Sheet.Openness?.ToString(),
            ["permanent"] = state.Sheet.Permanent ?? state.Sheet.ContractMonths is null,
            ["contractMonths"] = (decimal?)state.Sheet.ContractMonths,
            ["complete"] = state.Sheet.Missing.Count == 0,
            ["urgency"] = state.Urgency is not null,
            ["needsFinding"] = state.NeedsFinding(rules, today),
            ["findingRecorded"] = state.Finding is not null,
            ["public"] = state.PublicSince is not null,
            ["publicSince"] = state.PublicSince,
            ["applicationsUntil"] = state.ApplicationsUntil,
            ["openings"] = (decimal)state.Openings.Count,
            ["freeOpenings"] = (decimal)state.FreeOpenings,
        },
        new Dictionary<string, IReadOnlyList<string>>(),
        new Dictionary<string, Holder>
        {
            ["Recruiter"] = new(Role.Recruiter, state.OrganisationId, state.Sheet.Recruiter),
            ["LineManager"] = new(Role.LineManager, state.OrganisationId, state.Sheet.LineManager),
            ["HrLead"] = new(Role.HrLead, state.OrganisationId, null),
            ["Approver"] = new(Role.Approver, state.OrganisationId, null),
        },
        state.OrganisationId)
    { Steps = state.Steps };
}
