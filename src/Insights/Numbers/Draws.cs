namespace Jalon.Insights.Numbers;

/// <summary>Numbers that look drawn and are the same for ever for one seed: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
public struct Draws(ulong seed)
{
    private ulong state = seed;

    /// <summary>A seed made of another one, mixed first so that neighbours do not meet, and of what it is for: FNV-1a on 64 bits.</summary>
    public static ulong Seed(ulong seed, string purpose, int number)
    {
        var hash = new Draws(seed).Next();
        foreach (var letter in purpose) hash = (hash ^ letter) * 1099511628211UL;
        return (hash ^ (uint)number) * 1099511628211UL;
    }

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Between 0 (included) and 1 (not).</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 to <paramref name="count"/> − 1. The bias of the remainder is under 2⁻⁵⁰ for small counts.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);
}
