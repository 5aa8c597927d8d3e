using System.Globalization;
using System.Text;

namespace Jalon.Grains;

/// <summary>Words as they are compared: no accents, no capitals, one space for anything that is neither letter nor digit.</summary>
public static class Folding
{
    private const int CodeLength = 40;

    /// <summary>« Chef·fe d’Œuvre » → « chef fe d oeuvre ».</summary>
    public static string Of(string text)
    {
        var plain = text.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark).Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        return string.Join(' ', string.Concat(plain).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What a profession or a place is kept under in somebody's wishes: its words joined by hyphens, forty signs at most. « Chef·fe d’Œuvre » → « chef-fe-d-oeuvre ».</summary>
    public static string Code(string label)
    {
        var words = Of(label);
        return (words.Length > CodeLength ? words[..CodeLength].TrimEnd() : words).Replace(' ', '-');
    }
}
