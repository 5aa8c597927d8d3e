namespace Jalon.Grains.Applications;

/// <summary>The only place that knows when a candidacy may move.</summary>
public static partial class JobApplicationGrain
{
    public static readonly GrainKind Kind = GrainKind.Of<JobApplication, JobApplicationCommand, JobApplicationFact, ApplicationCircumstances>(
        "job_application", Decide, Apply, NeedsCircumstances, Deadlines, fact => fact.Ball);

    /// <summary>True where a guard reads something that lives elsewhere; the frequent moves read nothing.</summary>
    private static bool NeedsCircumstances(JobApplication? state, Command command) => command switch
    {
        Applications.Apply => true,
        null => false,
        _ when state is null => false,
        Move move => move.To switch
        {
            Stage.Admissible => state is { Stage: Stage.Received, AwaitsFinding: true },
            Stage.Interview => state.Stage == Stage.Preselected,
            Stage.Confirmed => state.Stage == Stage.Finalising,
            _ => false,
        },
        AdmitLate or AskAcceptance or BecomeExaminable or UndoRejection => true,
        ReopenAfterLoss => state.Outcome?.Kind == OutcomeKind.PostEnded,
        ProposeInterview or BookInterview => state.Stage is Stage.Preselected or Stage.Interview,
        ReleaseAssessor or DeclareConflict => state.Stage == Stage.Interview,
        NameAssessor or ReplaceAssessor => state.Interview is { IsBooked: true } || state.Steps.Any(step => step.Name == PanelStep),
        UndoEngagedElsewhere => state.Outcome?.Kind == OutcomeKind.HiredElsewhere,
        AnswerProposal answer => answer.Answer == ProposalAnswer.Accept,
        _ => false,
    };

    private static Decision Decide(JobApplication? state, Command command, ApplicationCircumstances? read, Context context)
    {
        if (command is Applications.Apply apply) return FileApplication(state, apply, read!, context);
        if (state is null) return command is DeadlineReached ? Decision.AlreadySo : Refusals.Unknown;
        return Always(state, command, read, context) ?? (state.Outcome is not null ? AfterOutcome(state, command, read, context)
            : state.Stage == Stage.InPost ? InPost(state, command, context) : Live(state, command, read, context));
    }

    /// <summary>What does not depend on whether the case is over.</summary>
    private static Decision? Always(JobApplication state, Command command, ApplicationCircumstances? read, Context context) => command switch
    {
        AddNote(var text) => Add(state, text, context),
        WriteMessage(var text) => Write(state, text, context),
        ProposeOtherPost propose => ProposeElsewhere(state, propose, context),
        AnswerOtherPost answer => AnswerElsewhere(state, answer, context),
        InformPerson(var what) => Inform(state, what, context),
        DeadlineReached(var key) => Reached(state, key, context),
        ReleaseConfirmed(var attempt) => ConfirmRelease(state, attempt),
        UndoEngagedElsewhere => UndoElsewhere(state, read, context),
        _ => null,
    };

    private static Decision Live(JobApplication state, Command command, ApplicationCircumstances? read, Context context) => command switch
    {
        Move move => MoveTo(state, move, read, context),
        TakeUpStage up => TakeUp(state, up, context),
        AdmitLate(var reason) => Admit(state, reason, read!, context),
        BecomeExaminable => Examine(state, read!, context),
        AskDocument or ReceiveDocument or ValidateDocument => OnDocuments(state, command, context),
        AssessFile assess => AssessOne(state, assess, context),
        NameAssessor or ReleaseAssessor or ReplaceAssessor or DeclareConflict or DeclareImpartiality or FileOpinion or OpenInterviewRound => OnInterview(state, command, read, context),
        ProposeInterview or BookInterview or AskOtherTimes or CancelInterview or TellPracticalNeeds => OnPlanning(state, command, read, context),
        AskAcceptance or AttemptCommand => OnAcceptance(state, command, read, context),
        ExaminePriorities or ValidateChoice or SendProposal or AnswerProposal => OnChoice(state, command, read, context),
        SecureEngagement or PostponeArrival or RecordNoShow or RecordArrival => OnArrival(state, command, context),
        Reject reject => RejectPerson(state, reject, context),
        Withdraw withdraw => WithdrawPerson(state, withdraw, context),
        EndPost(var reason) => EndForPost(state, reason),
        NoteEngagedElsewhere(var since) => NoteElsewhere(state, since),
        HireElsewhere => Hired(state),
        OpenStep open => OpenOne(state, open, context),
        CloseStep(var id) => CloseOne(state, id),
        ReopenAfterLoss => Decision.AlreadySo,
        UndoRejection => Refusals.NothingToUndo,
        EndTrial or RecordPresence => Refusals.NotInPost,
        _ => throw new InvalidOperationException($"no decision for {command.GetType().Name}"),
    };

    /// <summary>A case that is over only comes back by undoing its own outcome; what the program sends to every case changes nothing here.</summary>
    private static Decision AfterOutcome(JobApplication state, Command command, ApplicationCircumstances? read, Context context) => (state.Outcome!.Kind, command) switch
    {
        (OutcomeKind.Rejected, UndoRejection) => Reopen(state, read!, context),
        (OutcomeKind.PostEnded, ReopenAfterLoss) => Reopen(state, read!, context),
        (OutcomeKind.Withdrawn, Withdraw) => Decision.AlreadySo,
        (_, EndPost or HireElsewhere or NoteEngagedElsewhere or BecomeExaminable or ReopenAfterLoss or ReleaseAttempt) => Decision.AlreadySo,
        (_, AttemptCommand) => Refusals.StaleAttempt,
        (_, UndoRejection) => Refusals.NothingToUndo,
        _ => Refusals.Closed(state.Outcome!),
    };

    /// <summary>A side row for what a person wrote; its id follows from the command, so that a retry names the same row.</summary>
    private static NoteRow Note(JobApplication state, Context context, string kind, string text) =>
        new(DerivedId.Of("note", context.CommandId, kind), DerivedId.Application(state.VacancyId, state.CandidateId), kind, context.By.Id, text);

    private static NoteRow? NoteOrNone(JobApplication state, Context context, string kind, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : Note(state, context, kind, text);

    private static IReadOnlyList<SideRow> Rows(NoteRow? note) => note is null ? [] : [note];
}
