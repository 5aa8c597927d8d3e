using System.Text.RegularExpressions;

namespace Jalon.Grains.Vacancies;

/// <summary>A title speaks to women and men (domain §2.6): it ends with F/H or carries both genders, and is never cut by a point médian, which screen readers stumble on.</summary>
public static partial class TwoGenders
{
    public static bool Carries(string title) => Mark().IsMatch(title) || Doublet().IsMatch(title);

    /// <summary>How the title could be written instead; null when it is right, or empty.</summary>
    public static string? Suggest(string? title)
    {
        if (string.IsNullOrWhiteSpace(title)) return null;
        var whole = Cut().Replace(title.Trim(), "");
        var suggested = Carries(whole) ? whole : $"{whole} F/H";
        return suggested == title.Trim() || suggested.Length > VacancySheet.TitleLength ? null : suggested;
    }

    [GeneratedRegex(@"\b(F\s?/\s?H|H\s?/\s?F)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    /// <summary>« développeur ou développeuse », « chargée ou chargé »: two words of one family around « ou », « et » or a slash.</summary>
    [GeneratedRegex(@"\b(\w{3})\w*(\s+(ou|et)\s+|\s?/\s?)(l[ae]s?\s+|une?\s+)?\1\w*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Doublet();

    /// <summary>« ·e », « ·trice·s », « .euse », « (e) », « (ne) »: an ending hung on a word.</summary>
    [GeneratedRegex(@"(?<=\p{L})(\s?\((e|ne|se|te|le|ère|rice|trice|euse|ienne)s?\)|[·•‧∙⋅](e|ne|se|te|le|ère|rice|trice|euse|ienne)(s|[·•‧∙⋅]s)?(?!\p{L}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cut();
}
