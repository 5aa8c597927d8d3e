namespace Jalon.Insights.Logs;

/// <summary>A fingerprint of a sequence of numbers, grown one by one: FNV-1a on 128 bits (Fowler, Noll and Vo).</summary>
internal readonly record struct SequenceHash(UInt128 Value)
{
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013B);

    public static readonly SequenceHash Empty = new(new UInt128(0x6c62272e07bb0142, 0x62b821756295c58d));

    public SequenceHash Then(int number)
    {
        var hash = Value;
        for (var shift = 0; shift < 32; shift += 8) hash = (hash ^ (byte)(number >> shift)) * Prime;
        return new SequenceHash(hash);
    }
}
