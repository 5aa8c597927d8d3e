using Jalon.Grains;

namespace Jalon.Web.Components;

/// <summary>A link inside a sentence: what it does, where it goes.</summary>
public sealed record PageLink(string Label, string Url);

/// <summary>A guard said no: the reason, the law after it, and the ways out there are.</summary>
public sealed record RefusalAlert(Refusal Refusal, params IReadOnlyList<PageLink> WaysOut)
{
    public string Title => Refusal.PossibleFrom is null ? "Ce n’est pas possible" : "Pas encore possible";
}

/// <summary>The service could not do it: what was not done, what is kept, how to try again.</summary>
public sealed record FailureAlert(string Title, string Sentence, PageLink? Retry = null, string? Reference = null);

/// <summary>What was just done, with its undo where there is one.</summary>
public sealed record Toast(string Sentence, PageAction? Undo = null);

/// <summary>Nothing to show: say whether it is good news, and what comes next.</summary>
public sealed record EmptyState(string Title, string Sentence, PageLink? Next = null);

/// <summary>Something the operator has to look at: a parked fact, a subscription that lags.</summary>
/// <param name="Detail">The technical line, shown folded. Never personal data.</param>
public sealed record Problem(string Title, string Sentence, string Code, string Since, string? Detail = null, params IReadOnlyList<PageAction> Actions);
