using Jalon.Grains;
using Jalon.Grains.Reference;
using Jalon.Web.Board;

namespace Jalon.Web.Pages.Vacancies;

/// <param name="Count">Live candidacies of the board that answer to it; null for the line that takes the choice back.</param>
public sealed record BoardChoice(string Label, int? Count, string Url, bool IsCurrent);

/// <summary>One thing the candidacies of a board are narrowed by.</summary>
/// <param name="Label">What was chosen, else what there is to choose.</param>
public sealed record BoardMenu(string Label, IReadOnlyList<BoardChoice> Choices)
{
    /// <summary>Only the menus that offer a choice, or hold one already made.</summary>
    public static IEnumerable<BoardMenu> Of(BoardView view, BoardAddress address, ProfessionList professions)
    {
        var all = address with { Page = 1 };
        if (view.Statuses.Count > 1 || address.Status is not null)
            yield return Of("Statut", "Tous", all with { Status = null }, address.Status?.Label(), view.Statuses.Select(pair => (pair.Key.Label(), pair.Value, all with { Status = pair.Key })));
        if (view.Professions.Count > 0 || address.Profession is not null)
            yield return Of("Métier souhaité", "Tous", all with { Profession = null }, Named(address.Profession, professions),
                view.Professions.Select(pair => (Named(pair.Key, professions)!, pair.Value, all with { Profession = pair.Key })));
        if (view.Origins.Count > 1 || address.Origin is not null)
            yield return Of("Origine", "Toutes", all with { Origin = null }, address.Origin?.Label(), view.Origins.Select(pair => (pair.Key.Label(), pair.Value, all with { Origin = pair.Key })));
    }

    private static BoardMenu Of(string label, string every, BoardAddress none, string? chosen, IEnumerable<(string Label, int Count, BoardAddress Address)> choices) =>
        new(chosen ?? label, [new(every, null, none.Url, false), .. choices.Select(one => new BoardChoice(one.Label, one.Count, one.Address.Url, one.Label == chosen))]);

    /// <summary>A code that the list in force no longer holds is told by its own words.</summary>
    private static string? Named(string? code, ProfessionList professions) => code is null ? null : professions.All.FirstOrDefault(one => one.Code == code)?.Label ?? code.Replace('-', ' ');
}
