namespace Jalon.Web.Search;

/// <summary>
/// The words somebody typed, in any order: each must answer a word of the name, the last one may be only begun. Short words are also read run together with
/// the next, since « de la Tour » is written « Delatour » too.
/// </summary>
public sealed class SoughtWords
{
    /// <summary>A particle, at most: longer words run together make names of their own.</summary>
    private const int LongestParticle = 3;

    /// <summary>So many words are looked up in the index, the longest; all are compared.</summary>
    private const int MostLookedUp = 4;

    private readonly string[][] readings;

    /// <param name="folded">Words without accents and capitals, one space between two.</param>
    public SoughtWords(string folded)
    {
        string[] words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var joined = Joined(words);
        readings = joined.Length == words.Length ? [words] : [words, joined];
    }

    /// <summary>For each reading, the keys of each word looked up: a name that answers has one of each.</summary>
    public IEnumerable<IReadOnlyList<string[]>> Lookups => readings.Where(words => words.Length > 0)
        .Select(words => (words, whole: AllShort(words)))
        .Select(reading => (IReadOnlyList<string[]>)
        [
            .. reading.words.Where(word => reading.whole || word.Length > 2).Distinct().OrderByDescending(word => word.Length).Take(MostLookedUp)
                .Select(word => Spelling.Keys(word, reading.whole).Distinct().ToArray()),
        ]);

    /// <param name="name">Words of a name, as <c>jalon.name_words</c> gives them.</param>
    public Likeness In(string name)
    {
        var parts = name.Split(' ');
        return readings.Max(words => Compare(words, parts));
    }

    private static Likeness Compare(string[] words, string[] parts)
    {
        var whole = AllShort(words);
        return words.Length == 0 ? Likeness.No : words.Min(word => parts.Max(part => Spelling.Compare(word, part, whole)));
    }

    private static bool AllShort(string[] words) => words.All(word => word.Length <= 2);

    private static string[] Joined(string[] words)
    {
        var joined = new List<string>();
        var pending = "";
        foreach (var word in words)
        {
            pending += word;
            if (word.Length <= LongestParticle) continue;
            joined.Add(pending);
            pending = "";
        }

        if (pending.Length > 0) joined.Add(pending);
        return [.. joined];
    }
}
