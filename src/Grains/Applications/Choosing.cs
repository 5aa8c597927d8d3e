using System.Text.Json;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>The choice and its note, the written proposal and the person's answer.</summary>
public static partial class JobApplicationGrain
{
    private static Decision OnChoice(JobApplication state, Command command, ApplicationCircumstances? read, Context context) => command switch
    {
        ExaminePriorities => state.PrioritiesExaminedAt is not null ? Decision.AlreadySo
            : state.Stage is Stage.Interview or Stage.Selected ? new PrioritiesExamined() : Refusals.NotSelected,
        ValidateChoice choice => Validate(state, choice, context),
        SendProposal proposal => Propose(state, proposal, context),
        AnswerProposal answer => Answer(state, answer, read, context),
        _ => throw new InvalidOperationException($"no decision for {command.GetType().Name}"),
    };

    private static Decision Validate(JobApplication state, ValidateChoice choice, Context context)
    {
        if (state.Stage != Stage.Selected) return Refusals.NotSelected;
        if (state.ChoiceNoteId is not null) return Refusals.ChoiceFrozen;
        var missing = MissingParts(choice).ToList();
        if (missing.Count > 0) return Refusals.ChoiceIncomplete(missing);
        if (state is { Status: CandidateStatus.CivilServant, PrioritiesExaminedAt: null }) return Refusals.PrioritiesNotExamined;
        var note = Note(state, context, "choice", JsonSerializer.Serialize(choice, Json.Options));
        var proposal = Open(state, "proposal", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context);
        return new Accepted([new ChoiceValidated(note.Id, choice.SecondChoice, Named(state, "choice"), [proposal])], [note]);
    }

    private static IEnumerable<string> MissingParts(ValidateChoice choice)
    {
        if (string.IsNullOrWhiteSpace(choice.Criteria)) yield return "les critères";
        if (string.IsNullOrWhiteSpace(choice.Assessments)) yield return "les appréciations";
        if (choice.Persons is null or []) yield return "les personnes qui ont choisi";
        if (choice.Dates is null or []) yield return "les dates";
        if (choice.SecondChoice is not null && string.IsNullOrWhiteSpace(choice.SecondReasons)) yield return "le motif du second choix";
    }

    private static Decision Propose(JobApplication state, SendProposal proposal, Context context)
    {
        if (state.Stage != Stage.Selected) return Refusals.NotSelected;
        if (state.ChoiceNoteId is null) return Refusals.ChoiceNotValidated;
        if (state.Acceptance is { Phase: AcceptancePhase.EngagementAsked or AcceptancePhase.ReleasingEngagement }) return Refusals.EngagementInProgress;
        var today = FrenchCalendar.DayOf(context.At);
        var answerBy = proposal.AnswerBy ?? context.Rules.On(today, "proposal-answer", state.OrganisationId).After(today);
        if (answerBy < today) return Refusals.AnswerDatePast;
        if (proposal.ValidUntil < answerBy) return Refusals.ValidTooShort(answerBy);
        if (proposal.Pay is { FixedPay: { } part, VariablePay: { } variable } && context.Rules.On(today, "variable-pay", state.OrganisationId) is { Amount: var most } && variable * 100L > (long)part * most)
            return Refusals.VariableTooHigh(most);
        var grid = context.Rules.PayGrid(today);
        var note = NoteOrNone(state, context, "proposal", ProposalTerms.Written(proposal.Pay, proposal.Terms));
        var answer = OpenForPerson(state, "answer", context) with { Target = new(Math.Max(1, answerBy.DayNumber - today.DayNumber), false), Due = FrenchCalendar.EndOf(answerBy) };
        var sent = new ProposalSent(proposal.WayIn, proposal.StartDate, answerBy, note?.Id, Named(state, "proposal", "answer"), [answer], state.ProposalCount + 1, proposal.ValidUntil,
            PayOffer.VisaOf(proposal.WayIn, proposal.Pay, grid), proposal.WayIn.IsContract() ? grid?.Version : null);
        return new Accepted([sent], Rows(note));
    }

    private static Decision Answer(JobApplication state, AnswerProposal answer, ApplicationCircumstances? read, Context context)
    {
        if (state.Stage > Stage.Selected && answer.Answer == ProposalAnswer.Accept) return Decision.AlreadySo;
        if (state.Stage != Stage.Selected || state.Proposal is null) return Refusals.NoProposal;
        return answer.Answer switch
        {
            ProposalAnswer.Accept => SayYes(state, read!, context),
            ProposalAnswer.Discuss => TalkItOver(state, answer.Reason, context),
            _ => Leave(state, WithdrawalReason.ProposalDeclined, answer.Reason, OpeningRelease.ProposalDeclined, context),
        };
    }

    /// <summary>Guard 4: a person binds themself once; what each administration selects does not count.</summary>
    private static Decision SayYes(JobApplication state, ApplicationCircumstances read, Context context)
    {
        if (state.Acceptance!.Phase == AcceptancePhase.EngagementAsked) return Decision.AlreadySo;
        if (state.Acceptance.Phase == AcceptancePhase.ReleasingEngagement) return Refusals.ReleaseInProgress;
        if (read.Vacancy is null or { Ended: true }) return Refusals.VacancyEnded;
        if (state.Proposal!.ValidUntil is { } until && until < FrenchCalendar.DayOf(context.At)) return Refusals.ProposalExpired(until);
        if ((read.EngagedElsewhereSince ?? state.EngagedElsewhereSince) is { } since) return Refusals.EngagedElsewhere(since);
        return new EngagementAsked(state.LastAttempt + 1, AttemptEnds(context));
    }

    private static Decision TalkItOver(JobApplication state, string? reason, Context context)
    {
        if (state.Acceptance!.Phase != AcceptancePhase.Held) return Refusals.EngagementInProgress;
        var note = NoteOrNone(state, context, "reason", reason);
        var proposal = Open(state, "proposal", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context);
        return new Accepted([new ProposalDiscussed(note?.Id, Named(state, "answer"), [proposal])], Rows(note));
    }
}
