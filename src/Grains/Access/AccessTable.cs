namespace Jalon.Grains;

/// <summary>Everything somebody may ask for. Each has one row in <see cref="AccessTable"/>.</summary>
public enum Act
{
    SeeNotice, Apply, SeeVacancy, CreateVacancy, AmendVacancy, SubmitVacancy, ReturnVacancy, ApproveVacancy, PublishVacancy, SuspendVacancy,
    CloseVacancy, ExtendVacancy, CancelVacancy, ConcludeVacancy, RecordUrgency, RecordFinding, ImportVacancies, SeeBoard, AddCandidate,
    SeeApplication, SeeNames, SeeOwnApplication, MoveApplication, AcceptApplication, RejectApplication, UndoRejection, WithdrawApplication,
    SeeDocuments, AskDocument, ProvideDocument, ValidateDocument, NameAssessors, PlanInterview, BookInterview, StateInterests, AssessFile, FileOpinion, SeeOpinions, WriteMessage, RecordPriorities, RecordChoice,
    MakeProposal, AnswerProposal, SeeRequest, AskRelease, AnswerRelease, RecordArrival,
    SeeCandidate, RegisterCandidate, AmendCandidate, MergeCandidates, ManageConsent, ExpressWishes, SearchPool, SeeSensitive,
    RecordSensitive, SeeOwnData, AskErasure, AnswerPersonRequest, SeeAccessLog,
    SeePath, WishPath, AdvancePath, AnswerTrainingRelease,
    SeeOrganisation, CreateOrganisation, AmendOrganisation, RelabelStages, GrantRole, NameSubstitute, AmendRules, SeeStatistics,
    SeeOperations, ReadFacts, CreateApiToken,
}

/// <summary>How far a role reaches for an act.</summary>
internal enum Reach
{
    Never, Everywhere, Tree, OwnPost, Handed, Named, Own, Published, Request, Consenting, NamesGranted,
}

/// <summary>One row of rights.</summary>
/// <param name="Seen">What shows that the thing exists: whoever may do that and not the act is told 403, the others 404.</param>
internal sealed record AccessRow(Act Act, Act Seen, string Letters)
{
    /// <summary>One letter per role, in the order of <see cref="Role"/>, three spaces apart.</summary>
    public Reach Of(Role role) => Letters[(int)role * 4] switch
    {
        '.' => Reach.Never,
        '*' => Reach.Everywhere,
        'T' => Reach.Tree,
        'M' => Reach.OwnPost,
        'H' => Reach.Handed,
        'N' => Reach.Named,
        'S' => Reach.Own,
        'P' => Reach.Published,
        'Q' => Reach.Request,
        'C' => Reach.Consenting,
        'G' => Reach.NamesGranted,
        var letter => throw new InvalidOperationException($"{letter} is not a reach"),
    };
}

/// <summary>
/// The rights, whole. Letters: T in their organisation and below, M their own posts (line manager), N files they are asked to assess, H those handed to them once they said they have no conflict of interest, S their own,
/// Q requests made to them, C people who consented to the talent pool, G names the organisation grants, P published, * everywhere, . never.
/// What is neither S nor P is the internal side, closed to whoever applies to the post or declared a conflict of interest on the file.
/// </summary>
internal static class AccessTable
{
    private static readonly AccessRow[] Rows =
    [
        //                                                       Rec HrL Mgr Ass Can Fil Car Tra App Sen Dpo Adm
        // Posts and notices
        new(Act.SeeNotice,             Act.SeeNotice,           ".   .   .   .   P   .   .   .   .   .   .   ."),
        new(Act.Apply,                 Act.SeeNotice,           ".   .   .   .   P   .   .   .   .   .   .   ."),
        new(Act.SeeVacancy,            Act.SeeVacancy,          "T   T   M   H   .   *   .   .   Q   .   .   ."),
        new(Act.CreateVacancy,         Act.SeeOrganisation,     "T   T   T   .   .   .   .   .   .   .   .   ."),
        new(Act.AmendVacancy,          Act.SeeVacancy,          "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.SubmitVacancy,         Act.SeeVacancy,          "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.ReturnVacancy,         Act.SeeVacancy,          ".   T   .   .   .   .   .   .   Q   .   .   ."),
        new(Act.ApproveVacancy,        Act.SeeVacancy,          ".   T   .   .   .   .   .   .   Q   .   .   ."),
        new(Act.PublishVacancy,        Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.SuspendVacancy,        Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.CloseVacancy,          Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.ExtendVacancy,         Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.CancelVacancy,         Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.ConcludeVacancy,       Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.RecordUrgency,         Act.SeeVacancy,          ".   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.RecordFinding,         Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.ImportVacancies,       Act.SeeOrganisation,     "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.SeeBoard,              Act.SeeVacancy,          "T   T   M   .   .   *   .   .   .   .   .   ."),
        new(Act.AddCandidate,          Act.SeeVacancy,          "T   T   .   .   .   .   .   .   .   .   .   ."),
        // Applications
        new(Act.SeeApplication,        Act.SeeApplication,      "T   T   M   H   .   *   .   .   .   .   .   ."),
        new(Act.SeeNames,              Act.SeeApplication,      "T   T   M   H   .   G   .   .   .   .   .   ."),
        new(Act.SeeOwnApplication,     Act.SeeOwnApplication,   ".   .   .   .   S   .   .   .   .   .   .   ."),
        new(Act.MoveApplication,       Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.AcceptApplication,     Act.SeeApplication,      "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.RejectApplication,     Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.UndoRejection,         Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.WithdrawApplication,   Act.SeeApplication,      "T   T   .   .   S   .   .   .   .   .   .   ."),
        new(Act.SeeDocuments,          Act.SeeApplication,      "T   T   M   H   S   .   .   .   .   .   .   ."),
        new(Act.AskDocument,           Act.SeeApplication,      "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.ProvideDocument,       Act.SeeApplication,      "T   T   .   .   S   .   .   .   .   .   .   ."),
        new(Act.ValidateDocument,      Act.SeeApplication,      "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.NameAssessors,         Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.PlanInterview,         Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.BookInterview,         Act.SeeApplication,      "T   T   .   .   S   .   .   .   .   .   .   ."),
        new(Act.StateInterests,        Act.StateInterests,      ".   .   .   N   .   .   .   .   .   .   .   ."),
        new(Act.AssessFile,            Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.FileOpinion,           Act.SeeApplication,      ".   .   .   H   .   .   .   .   .   .   .   ."),
        new(Act.SeeOpinions,           Act.SeeApplication,      "T   T   M   H   .   .   .   .   .   .   .   ."),
        new(Act.WriteMessage,          Act.SeeApplication,      "T   T   .   .   S   .   .   .   .   .   .   ."),
        new(Act.RecordPriorities,      Act.SeeApplication,      "T   T   .   .   .   .   .   .   .   T   .   ."),
        new(Act.RecordChoice,          Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        new(Act.MakeProposal,          Act.SeeApplication,      "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.AnswerProposal,        Act.SeeApplication,      "T   T   .   .   S   .   .   .   .   .   .   ."),
        new(Act.SeeRequest,            Act.SeeRequest,          "T   T   .   .   .   .   .   .   Q   .   .   ."),
        new(Act.AskRelease,            Act.SeeApplication,      "T   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.AnswerRelease,         Act.SeeRequest,          "T   T   .   .   .   .   .   .   Q   .   .   ."),
        new(Act.RecordArrival,         Act.SeeApplication,      "T   T   M   .   .   .   .   .   .   .   .   ."),
        // People
        new(Act.SeeCandidate,          Act.SeeCandidate,        "T   T   .   .   S   .   C   T   .   .   .   ."),
        new(Act.RegisterCandidate,     Act.SeeOrganisation,     "T   T   .   .   .   .   T   T   .   .   .   ."),
        new(Act.AmendCandidate,        Act.SeeCandidate,        "T   T   .   .   S   .   .   .   .   .   .   ."),
        new(Act.MergeCandidates,       Act.SeeCandidate,        ".   T   .   .   .   .   .   .   .   .   .   ."),
        new(Act.ManageConsent,         Act.SeeCandidate,        ".   .   .   .   S   .   .   .   .   .   .   ."),
        new(Act.ExpressWishes,         Act.SeeCandidate,        ".   .   .   .   S   .   C   .   .   .   .   ."),
        new(Act.SearchPool,            Act.SearchPool,          ".   .   .   .   .   .   *   .   .   .   .   ."),
        new(Act.SeeSensitive,          Act.SeeSensitive,        ".   .   .   .   .   .   .   .   .   T   .   ."),
        new(Act.RecordSensitive,       Act.SeeSensitive,        ".   .   .   .   .   .   .   .   .   T   .   ."),
        new(Act.SeeOwnData,            Act.SeeOwnData,          ".   .   .   .   S   .   .   .   .   .   .   ."),
        new(Act.AskErasure,            Act.SeeCandidate,        ".   .   .   .   S   .   .   .   .   .   *   ."),
        new(Act.AnswerPersonRequest,   Act.AnswerPersonRequest, ".   .   .   .   .   .   .   .   .   .   *   ."),
        new(Act.SeeAccessLog,          Act.SeeAccessLog,        ".   .   .   .   .   .   .   .   .   .   *   ."),
        // Paths
        new(Act.SeePath,               Act.SeePath,             ".   T   .   .   S   *   .   T   Q   .   .   ."),
        new(Act.WishPath,              Act.SeeCandidate,        ".   .   .   .   S   .   C   T   .   .   .   ."),
        new(Act.AdvancePath,           Act.SeePath,             ".   .   .   .   .   .   .   T   .   .   .   ."),
        new(Act.AnswerTrainingRelease, Act.SeePath,             ".   .   .   .   .   .   .   T   Q   .   .   ."),
        // Settings and operation
        new(Act.SeeOrganisation,       Act.SeeOrganisation,     "T   T   T   T   .   *   T   T   T   T   *   T"),
        new(Act.CreateOrganisation,    Act.SeeOrganisation,     ".   .   .   .   .   .   .   .   .   .   .   T"),
        new(Act.AmendOrganisation,     Act.SeeOrganisation,     ".   .   .   .   .   .   .   .   .   .   .   T"),
        new(Act.RelabelStages,         Act.SeeOrganisation,     ".   T   .   .   .   .   .   .   .   .   .   T"),
        new(Act.GrantRole,             Act.SeeOrganisation,     ".   .   .   .   .   .   .   .   .   .   .   T"),
        new(Act.NameSubstitute,        Act.SeeOrganisation,     ".   T   .   .   .   .   .   .   .   .   .   T"),
        new(Act.AmendRules,            Act.AmendRules,          ".   .   .   .   .   .   .   .   .   .   .   *"),
        new(Act.SeeStatistics,         Act.SeeStatistics,       ".   T   .   .   .   *   .   .   .   .   .   ."),
        new(Act.SeeOperations,         Act.SeeOperations,       ".   .   .   .   .   .   .   .   .   .   .   *"),
        new(Act.ReadFacts,             Act.ReadFacts,           ".   .   .   .   .   *   .   .   .   .   .   *"),
        new(Act.CreateApiToken,        Act.CreateApiToken,      ".   .   .   .   S   .   .   .   .   .   .   *"),
    ];

    private static readonly Dictionary<Act, AccessRow> ByAct = Rows.ToDictionary(row => row.Act);

    public static AccessRow Row(Act act) => ByAct[act];
}
