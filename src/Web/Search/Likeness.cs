namespace Jalon.Web.Search;

/// <summary>How well a name answers what was typed.</summary>
public enum Likeness
{
    No,

    /// <summary>But for one letter too many, missing, wrong, or swapped with its neighbour.</summary>
    Near,

    /// <summary>The word, or how it begins.</summary>
    Exact,
}

/// <summary>One word typed beside one word of a name, both without accents and capitals. Pure.</summary>
public static class Spelling
{
    /// <summary>A name this short or shorter is taken letter by letter: with one letter changed it is another name.</summary>
    private const int ShortestForgiven = 4;

    /// <summary>From so many letters on, a beginning may hold a mistake too.</summary>
    private const int ShortestBeginning = 6;

    /// <param name="whole">The typed word must be all of the other: where two letters alone would begin a tenth of all names.</param>
    public static Likeness Compare(string typed, string word, bool whole = false)
    {
        if (whole ? word == typed : word.StartsWith(typed, StringComparison.Ordinal)) return Likeness.Exact;
        if (whole || word.Length < ShortestForgiven || typed.Length < ShortestForgiven - 1) return Likeness.No;
        return OneApart(typed, word, typed.Length >= ShortestBeginning) ? Likeness.Near : Likeness.No;
    }

    /// <summary>Whether one change of one letter, or one swap of neighbours, makes the typed word the other, or its beginning.</summary>
    private static bool OneApart(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, bool beginning)
    {
        var same = typed.CommonPrefixLength(word);
        var left = typed[same..];
        var right = word[same..];
        return Rest(left, right, 1, 1) || Rest(left, right, 1, 0) || Rest(left, right, 0, 1)
            || (left.Length > 1 && right.Length > 1 && left[0] == right[1] && left[1] == right[0] && Rest(left, right, 2, 2));

        bool Rest(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int skipLeft, int skipRight) =>
            left.Length >= skipLeft && right.Length >= skipRight
            && (beginning ? right[skipRight..].StartsWith(left[skipLeft..]) : right[skipRight..].SequenceEqual(left[skipLeft..]));
    }

    /// <summary>The keys of <c>jalon.word_keys</c> under which every word that answers this one is found, and some that do not.</summary>
    public static IEnumerable<string> Keys(string typed, bool whole = false)
    {
        if (whole || typed.Length < 3) return [$"{typed[..Math.Min(typed.Length, 3)]}*"];
        if (typed.Length == 3) return [$"{typed}*", typed];
        var head = typed[..Math.Min(typed.Length, 6)];
        IEnumerable<string> keys = [head, .. Without(head)];
        if (typed.Length == 4) return keys.Append($"{typed}*");
        return typed.Length > 6 ? keys.Concat(Without(typed[..7])) : keys;
    }

    private static IEnumerable<string> Without(string word) => Enumerable.Range(0, word.Length).Select(place => word.Remove(place, 1));
}
