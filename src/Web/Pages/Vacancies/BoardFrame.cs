using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Reading;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>A stage of the board: open with its cards, or folded in the rail.</summary>
/// <param name="Target">« cible 5 j ouvrés »; null where the stage has none.</param>
/// <param name="MoreUrl">The cards not shown, or the next ones.</param>
public sealed record ShownColumn(Stage Stage, string Label, int Count, string? Target, IReadOnlyList<Card> Cards, string? MoreUrl, int Others, string? LockedUntil);

/// <summary>What the columns and cards of a board are made of, from what was read.</summary>
public sealed class BoardFrame(BoardAsked asked, Names names, Rules rules, Func<Stage, string> label, BoardAddress address, bool mayMove, bool mayReject, bool mayAccept)
{
    /// <summary>Four open columns fit a screen; the rest waits in the rail.</summary>
    private const int Open = 4;

    private static readonly Dictionary<Stage, string> Steps = new()
    {
        [Stage.Received] = "admissibility", [Stage.Admissible] = "preselection", [Stage.Preselected] = "convocation", [Stage.Interview] = "opinions", [Stage.Selected] = "answer",
    };

    /// <summary>The stages shown at length: the one asked for, then those that have cards, then the first of the spine.</summary>
    public static IReadOnlySet<Stage> OpenStages(BoardView view, Stage? wanted) =>
        view.Columns.OrderByDescending(column => column.Stage == wanted).ThenByDescending(column => column.Count > 0).ThenBy(column => column.Stage)
            .Take(Open).Select(column => column.Stage).ToHashSet();

    public ShownColumn Column(BoardColumn column)
    {
        var (page, size) = asked.Opened is { } opened && opened.Stage == column.Stage ? (opened.Page, opened.Size) : (1, asked.Limit);
        var others = asked.Opened?.Stage == column.Stage ? Math.Max(0, column.Count - (page * size)) : column.Count - column.Cards.Count;
        var next = others == 0 ? null : $"{address.At(column.Stage, asked.Opened?.Stage == column.Stage ? page + 1 : 1).Url}#etape-{(int)column.Stage}";
        return new ShownColumn(column.Stage, label(column.Stage), column.Count, Target(column.Stage), [.. column.Cards.Select(Card)], next, others, Locked(column));
    }

    private string? Locked(BoardColumn column) => column.Stage == Stage.Selected && column.Count == 0 && asked.Vacancy.AcceptanceFrom(rules) is { } from && from > asked.Now
        ? $"possible dès le {Days.Short(from, asked.Now)}" : null;

    private string? Target(Stage stage)
    {
        if (!Steps.TryGetValue(stage, out var step)) return null;
        var row = rules.On(FrenchCalendar.DayOf(asked.Now), $"target.{step}", asked.Vacancy.OrganisationId);
        return $"cible {row.Amount}{French.Nbsp}j{(row.Unit == ParameterUnit.WorkingDays ? " ouvrés" : "")}";
    }

    public Card Card(BoardCard card)
    {
        var mark = card.Step is null ? null : Whose.Mark(card.Step, card.IsReader, names);
        var task = card.Step is null ? "" : Whose.Task(card.Step.Name);
        var name = card.Name ?? Pseudonym.Of(card.ApplicationId);
        var share = card.Step is null ? null : Whose.Share(card.Step, asked.Now);
        IReadOnlyList<CardNote> notes = [.. card.Blocks.Select(block => new CardNote(block.PossibleFrom is null ? "octagon" : "lock", block.Sentence)),
            .. card.Interview is { } interview ? (CardNote[])[new CardNote("calendar", $"Entretien {Days.ShortSlot(interview.From, asked.Now)}, {interview.Mode.Label().ToLower(French.Culture)}")] : []];
        return new Card(card.ApplicationId, (int)card.Stage, $"carte-{card.ApplicationId}", name, $"/candidatures/{card.ApplicationId}", StatusWord(card.Status), mark, task, share, notes, [.. Actions(card, name)]);
    }

    private IEnumerable<PageAction> Actions(BoardCard card, string name)
    {
        if (!mayMove || card.Stage == Stage.InPost) yield break;
        if (Forward(card) is { } verb)
            yield return new(verb, address.For("avancer"), ActionWeight.Primary, Fields(card), name) { Touch = "principale", Key = "A" };
        yield return new("Déplacer", $"/candidatures/{card.ApplicationId}/deplacer?de=tableau", ActionWeight.Tertiary, null, name) { Touch = "deplacer", Key = "M" };
        if (mayReject) yield return new("Refuser", $"/candidatures/{card.ApplicationId}/refuser?de=tableau", ActionWeight.Tertiary, null, name) { Touch = "refuser", Key = "R" };
    }

    private string? Forward(BoardCard card) => Transitions.HowForward(card.Stage) switch
    {
        Transitions.By.Move => "Avancer",
        Transitions.By.Acceptance when mayAccept => "Retenir",
        _ => null,
    };

    private static Dictionary<string, string> Fields(BoardCard card) => new()
    {
        ["candidature"] = card.ApplicationId.ToString(),
        ["etape"] = card.Stage.ToString(),
        [Acting.CommandField] = Guid.CreateVersion7().ToString(),
    };

    private static string StatusWord(CandidateStatus status) => status == CandidateStatus.ContractAgent ? "Contractuel" : status.Label();
}
