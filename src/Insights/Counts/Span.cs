namespace Jalon.Insights.Counts;

/// <summary>
/// All the sums and differences of some figures, each figure being a set of parts: rows kept in echelon form. Exact, modulo a prime: what is no combination modulo it is
/// none at all.
/// </summary>
internal sealed class Span
{
    private const long Prime = 2_147_483_647;

    private readonly List<(int Lead, long[] Row)> rows = [];

    public void Add(bool[] parts)
    {
        var row = Reduce(parts);
        var lead = Array.FindIndex(row, value => value != 0);
        if (lead < 0) return;
        var inverse = Inverse(row[lead]);
        for (var i = lead; i < row.Length; i++) row[i] = row[i] * inverse % Prime;
        rows.Add((lead, row));
    }

    public bool Gives(bool[] parts) => Array.TrueForAll(Reduce(parts), value => value == 0);

    private long[] Reduce(bool[] parts)
    {
        var row = Array.ConvertAll(parts, part => part ? 1L : 0L);
        foreach (var (lead, kept) in rows)
        {
            var times = row[lead];
            if (times == 0) continue;
            for (var i = lead; i < row.Length; i++) row[i] = (row[i] + ((Prime - times) * kept[i])) % Prime;
        }

        return row;
    }

    /// <summary>a^(p − 2) (Fermat).</summary>
    private static long Inverse(long value)
    {
        var (result, power) = (1L, Prime - 2);
        for (var square = value; power > 0; power >>= 1, square = square * square % Prime)
            if ((power & 1) == 1) result = result * square % Prime;
        return result;
    }
}
