using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reference;

using Outcomes = Jalon.Grains.Applications.OutcomeKind;

namespace Jalon.Workflows.Cases;

/// <summary>A candidacy, as procedures see it.</summary>
public static class ApplicationCase
{
    public static readonly CaseKind Kind = new()
    {
        Name = "application",
        Grain = JobApplicationGrain.Kind,
        Stages = Enum.GetNames<Stage>(),
        Outcomes =
        [
            new(nameof(Outcomes.Rejected), CaseKind.Fact<ApplicationRejected>(), CaseKind.Fact<RejectionUndone>()),
            new(nameof(Outcomes.Withdrawn), CaseKind.Fact<ApplicationWithdrawn>()),
            new(nameof(Outcomes.HiredElsewhere), CaseKind.Fact<HiredElsewhere>(), CaseKind.Fact<HiringElsewhereUndone>()),
            new(nameof(Outcomes.PostEnded), CaseKind.Fact<PostEnded>(), CaseKind.Fact<PostReopened>()),
        ],
        Names =
        [
            CaseKind.OneOf<CandidateStatus>("status"), CaseKind.Flag("late"), CaseKind.Flag("awaitsFinding"), CaseKind.OneOf<Channel>("channel"), CaseKind.OneOf<WayIn>("wayIn"),
            CaseKind.Day("startDate"), CaseKind.Day("answerBy"), CaseKind.Flag("engaged"), CaseKind.Number("interviewRound"), CaseKind.Number("assessorCount"), CaseKind.Flag("opinionsIn"), CaseKind.Flag("interviewPlanned"), CaseKind.Flag("interviewOffered"),
            CaseKind.Flag("prioritiesExamined"), CaseKind.Flag("secured"), CaseKind.Day("arrivedOn"), CaseKind.Day("trialEnds"), CaseKind.OneOf<TrialEnd>("trial"), CaseKind.Flag("permanent"),
            CaseKind.Number("contractMonths"), CaseKind.Number("freeOpenings"), CaseKind.OneOf<BudgetVisa>("budgetVisa"),
        ],
        Lists = ["assessors"],
        Holders = new Dictionary<string, TimeKind>
        {
            ["Recruiter"] = TimeKind.Administration,
            ["LineManager"] = TimeKind.Administration,
            ["HrLead"] = TimeKind.Administration,
            ["Assessor"] = TimeKind.Administration,
            ["Approver"] = TimeKind.ThirdParty,
            ["OriginAdministration"] = TimeKind.ThirdParty,
            ["Candidate"] = TimeKind.Candidate,
        },
        TakesSteps = true,
    };

    /// <summary>What a procedure reads of a candidacy and of its vacancy; the vacancy's part is unknown where it is null.</summary>
    public static CaseView View(JobApplication state, VacancyView? vacancy, Rules rules) => new(
        Read(state, vacancy, rules),
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["assessors"] = [.. state.Assessors.Where(assessor => assessor is { Conflicted: false, OpinionId: null }).Select(assessor => assessor.PersonId.ToString())],
        },
        HoldersOf(state), state.OrganisationId)
    { Steps = state.Steps };

    private static Dictionary<string, object?> Read(JobApplication state, VacancyView? vacancy, Rules rules) => new()
    {
        ["status"] = state.Status.ToString(),
        ["late"] = state is { Late: true, LateAdmitted: false },
        ["awaitsFinding"] = state.AwaitsFinding,
        ["channel"] = state.Channel.ToString(),
        ["wayIn"] = state.Proposal?.WayIn.ToString(),
        ["budgetVisa"] = state.Proposal?.Visa?.ToString(),
        ["startDate"] = state.ArrivalPlanned ?? state.Proposal?.StartDate,
        ["answerBy"] = state.Proposal?.AnswerBy,
        ["engaged"] = state.Acceptance is { Phase: AcceptancePhase.Engaged },
        ["interviewRound"] = (decimal)state.InterviewRound,
        ["assessorCount"] = (decimal)state.Assessors.Count(assessor => !assessor.Conflicted),
        ["opinionsIn"] = state.Assessors.Any(assessor => !assessor.Conflicted) && state.Assessors.All(assessor => assessor.Conflicted || assessor.OpinionId is not null),
        ["interviewPlanned"] = state.Interview is { From: not null },
        ["interviewOffered"] = state.Interview is { IsOffered: true },
        ["prioritiesExamined"] = state.PrioritiesExaminedAt is not null,
        ["secured"] = state.SecuredBy is not null,
        ["arrivedOn"] = state.ArrivedOn,
        ["trialEnds"] = TrialEnds(state, vacancy, rules),
        ["trial"] = state.Trial?.ToString(),
        ["permanent"] = vacancy?.Permanent,
        ["contractMonths"] = (decimal?)vacancy?.ContractMonths,
        ["freeOpenings"] = (decimal?)vacancy?.FreeOpenings,
    };

    /// <summary>Last day of the trial of a contract (CGFP, art. R. 332-20 to R. 332-23), its renewal left aside; null where there is none.</summary>
    private static DateOnly? TrialEnds(JobApplication state, VacancyView? vacancy, Rules rules)
    {
        if (state.ArrivedOn is not { } arrived || state.Proposal?.WayIn.IsContract() != true) return null;
        DateOnly After(string rule) => rules.On(arrived, rule, state.OrganisationId).After(arrived);
        return vacancy?.ContractMonths switch
        {
            _ when state.Proposal!.WayIn == WayIn.OpenEnded => After("trial-open-ended"),
            null => null,
            <= 6 and var months => Earlier(FrenchCalendar.AddWorkingDays(arrived, ((months * 52) + 11) / 12), After("trial-six-months")),
            <= 12 => After("trial-one-year"),
            <= 24 => After("trial-two-years"),
            _ => After("trial-longer"),
        };
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static Dictionary<string, Holder> HoldersOf(JobApplication state) => new()
    {
        ["Recruiter"] = new(Role.Recruiter, state.OrganisationId, state.RecruiterId),
        ["LineManager"] = new(Role.LineManager, state.OrganisationId, state.LineManagerId),
        ["HrLead"] = new(Role.HrLead, state.OrganisationId, null),
        ["Assessor"] = new(Role.Assessor, state.OrganisationId, null),
        ["Approver"] = new(Role.Approver, state.OrganisationId, null),
        ["OriginAdministration"] = new(Role.Approver, null, null),
        ["Candidate"] = new(Role.Candidate, null, state.CandidateId),
    };
}
