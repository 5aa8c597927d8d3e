namespace Jalon.Web.Components;

public enum ActionWeight { Primary, Secondary, Tertiary, Plain }

/// <summary>Something the reader can do from where it is read: a link, or a form that posts what it names.</summary>
/// <param name="Label">A verb, and its object or count where the line does not say it.</param>
/// <param name="Fields">Null: a link. Otherwise a POST to <paramref name="Url"/> with these fields.</param>
/// <param name="About">Who or what the action is for, added for who hears the page without seeing it.</param>
public sealed record PageAction(string Label, string Url, ActionWeight Weight, IReadOnlyDictionary<string, string>? Fields = null, string? About = null)
{
    /// <summary>What a single key calls it by; null where no key does.</summary>
    public string? Touch { get; init; }

    /// <summary>The key, as the button shows it.</summary>
    public string? Key { get; init; }

    public string Class => Weight switch
    {
        ActionWeight.Primary => "fr-btn",
        ActionWeight.Secondary => "fr-btn fr-btn--secondary",
        ActionWeight.Tertiary => "fr-btn fr-btn--tertiary",
        _ => "fr-btn fr-btn--tertiary-no-outline",
    };
}

/// <summary>A line at the foot of a card.</summary>
/// <param name="Icon"><c>octagon</c> blocks, <c>lock</c> not yet possible, <c>calendar</c> a date.</param>
public sealed record CardNote(string Icon, string Sentence);

/// <summary>A candidacy on a board: whose move, what to do, how late, what blocks.</summary>
/// <param name="ApplicationId">What its keys and its box to tick name.</param>
/// <param name="Stage">Number of its stage.</param>
/// <param name="Status">« Titulaire », « Contractuel », « Externe ».</param>
/// <param name="Mark">Null when the candidacy is over and nobody holds it.</param>
public sealed record Card(
    Guid ApplicationId, int Stage, string Id, string Name, string Url, string Status, HolderMark? Mark, string Task, ShareOfTarget? Share, IReadOnlyList<CardNote> Notes, IReadOnlyList<PageAction> Actions);
