using Jalon.Grains;

namespace Jalon.Web.Demonstration;

/// <summary>
/// Chance that is the same every time: each thing draws from its own name, so that one more post changes nothing to the others. SplitMix64 (Steele, Lea and
/// Flood, 2014); whole arithmetic and fractions only, so that every machine draws the same.
/// </summary>
internal sealed class Dice(params ReadOnlySpan<object> name)
{
    private ulong state = BitConverter.ToUInt64(DerivedId.Of([Cast.Seed, .. name]).ToByteArray());

    /// <summary>From 0 to 1, 1 excluded.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + (int)(Share() * (high - low + 1));

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>Days around a usual duration: from half of it to half as much again, and one time in twelve a slow one.</summary>
    public int Around(int usual)
    {
        var near = usual * (0.5 + ((Share() + Share()) / 2));
        return (int)(near + 0.5) + (Chance(1.0 / 12) ? usual / 2 : 0);
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
