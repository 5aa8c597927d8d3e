namespace Jalon.Grains.Applications;

/// <summary>What each fact makes of the state.</summary>
public static partial class JobApplicationGrain
{
    private static JobApplication Apply(JobApplication? before, JobApplicationFact fact, Stamp stamp)
    {
        var state = fact is ApplicationFiled filed ? Filed(before, filed, stamp) : Changed(before!, fact, stamp);
        return fact.Ball is { } move ? Moved(state, move) : state;
    }

    private static JobApplication Moved(JobApplication state, BallMove move)
    {
        var visits = new Dictionary<string, int>(state.Visits);
        foreach (var step in move.Opens) visits[step.Name] = visits.GetValueOrDefault(step.Name) + 1;
        var moved = state with { Steps = Ball.After(state.Steps, move), Visits = visits };
        return move.ClosesAll && state.Documents.Count > 0 ? moved with { Documents = Asked(state.Documents, move.Opens) } : moved;
    }

    /// <summary>Papers still asked follow the steps opened anew for them, in the same order.</summary>
    private static IReadOnlyList<Document> Asked(IReadOnlyList<Document> documents, IReadOnlyList<Step> opened)
    {
        var steps = new Queue<string>(opened.Where(step => step.Name == DocumentStep).Select(step => step.Id));
        return [.. documents.Select(document => document.Status != DocumentStatus.Asked ? document : document with { StepId = steps.TryDequeue(out var id) ? id : null })];
    }

    /// <summary>A new round starts from nothing but the numbers already given.</summary>
    private static JobApplication Filed(JobApplication? before, ApplicationFiled fact, Stamp stamp) => new()
    {
        VacancyId = fact.VacancyId,
        CandidateId = fact.CandidateId,
        OrganisationId = fact.OrganisationId,
        Status = fact.Status,
        Channel = fact.Channel,
        FiledAt = fact.FiledAt,
        Late = fact.Late,
        Round = fact.Round,
        AwaitsFinding = fact.AwaitsFinding,
        RecruiterId = fact.RecruiterId,
        LineManagerId = fact.LineManagerId,
        NewsDue = fact.NewsDue,
        EscalationDue = fact.EscalationDue,
        ImplicitRefusalDue = fact.ImplicitRefusalDue,
        StageSince = stamp.At,
        Visits = before?.Visits ?? new Dictionary<string, int>(),
        LastAttempt = before?.LastAttempt ?? 0,
        InterviewsPlanned = before?.InterviewsPlanned ?? 0,
        EngagedElsewhereSince = before?.EngagedElsewhereSince,
    };

    private static JobApplication Changed(JobApplication state, JobApplicationFact fact, Stamp stamp) => fact switch
    {
        StageChanged changed => AtStage(state, changed, stamp),
        CaseReopened reopened => Reopened(state, reopened, stamp),
        ApplicationRejected rejected => state with { Outcome = new(OutcomeKind.Rejected, rejected.Reason.ToString(), rejected.Shared, stamp.At) },
        ApplicationWithdrawn withdrawn => state with { Outcome = new(OutcomeKind.Withdrawn, withdrawn.Reason.ToString(), false, stamp.At) },
        PostEnded ended => state with { Outcome = new(OutcomeKind.PostEnded, ended.Reason.ToString(), true, stamp.At) },
        HiredElsewhere => state with { Outcome = new(OutcomeKind.HiredElsewhere, null, true, stamp.At) },
        StageTakenUp up => TakenUp(state, up),
        LateApplicationAdmitted => state with { LateAdmitted = true },
        OtherPostProposed(var post, _) => state with { OtherPosts = [.. state.OtherPosts, new OtherPost(post, stamp.At)] },
        OtherPostAnswered answered => state with { OtherPosts = Answered(state.OtherPosts, answered) },
        BecameExaminable => state with { AwaitsFinding = false },
        EngagedElsewhereNoted noted => state with { EngagedElsewhereSince = noted.Since },
        EngagedElsewhereUndone => state with { EngagedElsewhereSince = null },
        PersonInformed informed => state with { NewsDue = informed.NewsDue },
        NewsOverdue overdue => state with { NewsDue = overdue.NextDue },
        MessageWritten { NewsDue: { } due } => state with { NewsDue = due },
        MessageWritten => state,
        AnswerEscalated => state with { EscalationDue = null },
        ImplicitRefusalReached => state with { ImplicitRefusalDue = null },
        OutcomeTold => state with { Outcome = state.Outcome! with { ToldAt = stamp.At } },
        _ => Reserved(state, fact, stamp),
    };

    private static JobApplication AtStage(JobApplication state, StageChanged fact, Stamp stamp)
    {
        var entered = Entering(state, fact.To) with { Stage = fact.To, StageSince = stamp.At, Interview = fact.To < Stage.Interview && fact.To < fact.From ? null : state.Interview };
        if (fact.To == Stage.Interview && fact.From < Stage.Interview) entered = entered with { InterviewRound = entered.InterviewRound + 1 };
        return fact.To < Stage.Selected ? Unchosen(entered) : entered;
    }

    private static JobApplication Reopened(JobApplication state, CaseReopened fact, Stamp stamp) => Unchosen(state) with
    {
        Stage = fact.At,
        StageSince = stamp.At,
        Outcome = null,
        AwaitsFinding = fact.Opened.Any(step => step.Name == "finding"),
    };

    /// <summary>Before Selected there is no choice, no proposal, no engagement.</summary>
    private static JobApplication Unchosen(JobApplication state) =>
        state with { ChoiceNoteId = null, SecondChoiceId = null, Proposal = null, SecuredBy = null, ArrivalPlanned = null };

    private static JobApplication Reserved(JobApplication state, JobApplicationFact fact, Stamp stamp) => fact switch
    {
        AcceptanceAsked asked => state with { Acceptance = new(asked.Attempt, AcceptancePhase.Asked, asked.Until), LastAttempt = asked.Attempt },
        AcceptanceHeld held => state with { Acceptance = new(held.Attempt, AcceptancePhase.Held) },
        AcceptanceRefused refused => state with { Acceptance = new(refused.Attempt, AcceptancePhase.Released) },
        EngagementAsked asked => state with
        {
            Acceptance = state.Acceptance! with { Phase = AcceptancePhase.EngagementAsked, Engagement = asked.Attempt, Until = asked.Until },
            LastAttempt = asked.Attempt,
        },
        EngagementRecorded => state with { Acceptance = state.Acceptance! with { Phase = AcceptancePhase.Engaged, Until = null } },
        EngagementDenied => state with { Acceptance = new(state.Acceptance!.Attempt, AcceptancePhase.Held) },
        EngagementReleaseAsked => state with { Acceptance = state.Acceptance! with { Phase = AcceptancePhase.ReleasingEngagement, Until = null } },
        ReleaseAsked asked => state with { Acceptance = new(asked.Attempt, AcceptancePhase.Releasing, null, asked.Engagement, asked.Cause) },
        AttemptReleased => state with
        {
            Acceptance = new(state.Acceptance!.Attempt, state.Acceptance.Phase == AcceptancePhase.ReleasingEngagement ? AcceptancePhase.Held : AcceptancePhase.Released),
        },
        _ => Chosen(state, fact, stamp),
    };

    private static JobApplication Chosen(JobApplication state, JobApplicationFact fact, Stamp stamp) => fact switch
    {
        PrioritiesExamined => state with { PrioritiesExaminedAt = stamp.At },
        ChoiceValidated choice => state with { ChoiceNoteId = choice.NoteId, SecondChoiceId = choice.SecondChoice },
        ProposalSent sent => state with
        {
            Proposal = new(sent.WayIn, sent.StartDate, sent.AnswerBy, sent.NoteId, stamp.At, state.ProposalCount + 1, sent.ValidUntil, sent.Visa),
            ProposalCount = state.ProposalCount + 1,
            ArrivalPlanned = sent.StartDate,
        },
        ProposalDiscussed => state with { Proposal = null },
        EngagementSecured secured => state with { SecuredBy = secured.Kind },
        ArrivalPostponed postponed => state with { ArrivalPlanned = postponed.Date },
        ArrivalRecorded arrived => state with { ArrivedOn = arrived.Date },
        TrialConcluded trial => state with { Trial = trial.Result },
        PresenceRecorded presence => state with { Presence = [.. state.Presence, presence.Months] },
        FileAssessed read => state with { FileNotes = new Dictionary<string, Guid>(state.FileNotes ?? new Dictionary<string, Guid>()) { [read.Criterion] = read.NoteId } },
        DocumentAsked asked => With(state, new(asked.Type, DocumentStatus.Asked, stamp.At, asked.Opened[0].Id, Known(state, asked.Type)?.FileId)),
        DocumentReceived received => With(state, new(received.Type, DocumentStatus.Received, Known(state, received.Type)?.AskedAt, null, received.FileId)),
        DocumentValidated validated => With(state, new(validated.Type, DocumentStatus.Validated, Known(state, validated.Type)?.AskedAt, null, Known(state, validated.Type)?.FileId, stamp.By.Id)),
        PracticalNeedsTold(var needs) => state with { NeedsId = needs },
        InterviewProposed(var planned, _, _) => state with { Interview = planned, InterviewsPlanned = planned.Number },
        InterviewBooked(var planned, _, _, _) => state with { Interview = planned },
        InterviewCancelled(var planned, _, _, _, _) => state with { Interview = planned.TakenBack() },
        OtherTimesAsked => state with { Interview = state.Interview!.TakenBack() },
        InterviewOver => state with { Interview = state.Interview! with { Over = true } },
        InterviewRoundOpened(var round, _, _) => state with { Assessors = NewRound(state).Assessors, InterviewRound = round, Interview = null },
        _ => Met(state with { Assessors = Assessed(state, fact) }, fact),
    };

    /// <summary>Who comes changes an interview to come as its hour would.</summary>
    private static JobApplication Met(JobApplication state, JobApplicationFact fact) =>
        state.Interview is { IsBooked: true } booked && fact is AssessorNamed or AssessorReleased or AssessorReplaced or ConflictDeclared
            ? state with { Interview = state.Interview! with { Sequence = state.Interview.Sequence + 1 } } : state;

    private static Document? Known(JobApplication state, Vacancies.DocumentType type) => state.Documents.FirstOrDefault(document => document.Type == type);

    private static JobApplication With(JobApplication state, Document document) =>
        state with { Documents = [.. state.Documents.Where(other => other.Type != document.Type), document] };

    private static IReadOnlyList<Assessor> Assessed(JobApplication state, JobApplicationFact fact) => fact switch
    {
        AssessorNamed named => [.. state.Assessors, new(named.PersonId)],
        AssessorReleased released => [.. state.Assessors.Where(assessor => assessor.PersonId != released.PersonId)],
        AssessorReplaced replaced => [.. state.Assessors.Select(assessor => assessor.PersonId == replaced.PersonId ? new(replaced.With) : assessor)],
        ConflictDeclared conflict => [.. state.Assessors.Select(assessor => assessor.PersonId == conflict.PersonId ? new(conflict.PersonId, null, true) : assessor)],
        OpinionFiled filed => [.. state.Assessors.Select(assessor => assessor.PersonId == filed.PersonId ? assessor with { OpinionId = filed.NoteId } : assessor)],
        ImpartialityDeclared declared => [.. state.Assessors.Select(assessor => assessor.PersonId == declared.PersonId ? assessor with { Impartial = true } : assessor)],
        _ => state.Assessors,
    };
}
