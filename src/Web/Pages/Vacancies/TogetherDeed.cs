using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Web.Deeds;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Something that can be done to several candidacies at once.</summary>
/// <param name="Probe">The command with harmless values: says to whom it can be done now.</param>
/// <param name="Undo">What takes it back, where it can be.</param>
public sealed record TogetherDeed(string Key, string Title, Act Act, Func<JobApplication, Command> Probe, Func<Typed, TogetherCommand> Read, Func<JobApplication, Command?>? Undo)
{
    public const string Undone = "annule";

    /// <summary>A message alone: nothing changes on the case until it has left.</summary>
    public const string Writing = "message";

    /// <summary>A step back that only undoes what was just done to several.</summary>
    private const string Slip = "Avancée avec d’autres par erreur, annulée aussitôt.";

    private static readonly TogetherDeed[] All =
    [
        new("avancer", "Avancer d’une étape", Act.MoveApplication, Next, _ => new TogetherCommand(Next), state => Transitions.Next(state.Stage) is null || state.Stage == Stage.Received ? null : new Move(state.Stage - 1, Slip)),
        new("refuser", "Refuser", Act.RejectApplication, _ => new Reject(RejectionReason.Profile, false, null, true), Rejecting, _ => new UndoRejection()),
        new("piece", "Demander une pièce", Act.AskDocument, _ => new AskDocument(DocumentType.Other), Asking, null),
        new(Writing, "Écrire", Act.MoveApplication, _ => new AddNote("message"), _ => new TogetherCommand(_ => new AddNote("message")), null),
    ];

    public static TogetherDeed? Named(string? key) => Array.Find(All, deed => deed.Key == key);

    /// <summary>One stage forward; from the interview on a choice is made one by one, and the grain says so.</summary>
    private static Move Next(JobApplication state) => new(Transitions.Next(state.Stage) ?? state.Stage);

    private static TogetherCommand Rejecting(Typed typed)
    {
        var (reason, shared) = (typed.NeededChoice<RejectionReason>("reason"), typed.Ticked("shared"));
        var text = typed.Text("text");
        return new TogetherCommand(_ => new Reject(reason, shared, text, true));
    }

    private static TogetherCommand Asking(Typed typed)
    {
        var type = typed.NeededChoice<DocumentType>("type");
        return new TogetherCommand(_ => new AskDocument(type));
    }
}

/// <summary>The command each candidacy is sent, from its state.</summary>
public sealed record TogetherCommand(Func<JobApplication, Command> Of)
{
    private static readonly JobApplication Nobody = new() { VacancyId = Guid.AllBitsSet, CandidateId = Guid.AllBitsSet, OrganisationId = Guid.AllBitsSet };

    public IEnumerable<FieldProblem> Problems() => Of(Nobody).Problems();
}

public enum TogetherResult { Possible, Done, Already, Impossible, Gone }

/// <summary>One person of a deed done to several.</summary>
/// <param name="Why">What was done, or why it was not.</param>
public sealed record TogetherLine(Guid ApplicationId, string Name, string Stage, TogetherResult Result, string Why)
{
    public string Icon => Result switch { TogetherResult.Done or TogetherResult.Possible => "tick", TogetherResult.Already => "dash", TogetherResult.Impossible => "lock", _ => "cross" };
}
