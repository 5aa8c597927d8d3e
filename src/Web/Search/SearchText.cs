using System.Globalization;
using System.Text;
using Jalon.Grains;

namespace Jalon.Web.Search;

/// <summary>What somebody typed to find a person or a post. It may be a name: it goes in no address and no log.</summary>
public sealed record SearchText
{
    public const int Longest = 100;

    private static readonly string Nothing = $"Écrivez au moins deux lettres ou chiffres{French.Nbsp}: un nom, un intitulé de poste ou une référence.";

    private static readonly string TooLong = $"Écrivez {Longest} caractères au plus{French.Nbsp}: un nom ou une référence suffit.";

    private const string Unreadable = "Ce texte contient un caractère illisible. Retirez-le, ou écrivez le nom à la main.";

    private SearchText(string typed, string kept) => (Typed, Kept) = (typed, kept);

    /// <summary>As typed, without the spaces around.</summary>
    public string Typed { get; }

    /// <summary>Its letters and digits, with spaces for the rest: no sign means anything in a search.</summary>
    public string Kept { get; }

    /// <returns>The text, or the sentence that says what to change.</returns>
    public static (SearchText? Text, string? Problem) Read(string? typed)
    {
        var trimmed = typed?.Trim() ?? "";
        if (trimmed.Length > Longest) return (null, TooLong);
        if (trimmed.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)))) return (null, Unreadable);
        var kept = string.Concat(trimmed.EnumerateRunes().Select(rune => IsOfWord(rune) ? rune.ToString() : " ")).Trim();
        return kept.EnumerateRunes().Count(Rune.IsLetterOrDigit) < 2 ? (null, Nothing) : (new SearchText(trimmed, kept), null);
    }

    /// <summary>Marks too, an accent may be a character of its own; not the rare letters that count as two, which no name here has.</summary>
    private static bool IsOfWord(Rune rune) =>
        rune.IsBmp && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
