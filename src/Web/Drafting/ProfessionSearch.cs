using Jalon.Grains;
using Jalon.Grains.Reference;
using Jalon.Web.Search;

namespace Jalon.Web.Drafting;

/// <param name="By">The synonym that answered, where the label did not.</param>
public sealed record FoundProfession(Profession Profession, string? By);

/// <summary>Professions by their label or by the words people use: accents and one typo forgiven. Pure.</summary>
public static class ProfessionSearch
{
    public const int Most = 6;

    /// <summary>Labels before synonyms, exact before near, then in alphabetical order.</summary>
    public static IReadOnlyList<FoundProfession> Find(ProfessionList list, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > SearchText.Longest) return [];
        var sought = new SoughtWords(Folding.Of(typed));
        return
        [
            .. list.All.Select(one => (Profession: one, Label: sought.In(Folding.Of(one.Label)), Best: one.Synonyms.Select(word => (Word: word, How: sought.In(Folding.Of(word)))).OrderByDescending(word => word.How).FirstOrDefault()))
                .Where(one => one.Label != Likeness.No || one.Best.How != Likeness.No)
                .OrderByDescending(one => one.Label == Likeness.Exact).ThenByDescending(one => one.Best.How == Likeness.Exact)
                .ThenBy(one => one.Profession.Label, StringComparer.Create(French.Culture, ignoreCase: true))
                .Take(Most).Select(one => new FoundProfession(one.Profession, one.Label == Likeness.No ? one.Best.Word : null)),
        ];
    }
}
