namespace Jalon.Silo.Projections;

/// <summary>The rows a page of facts changes, each as it is at the end of the page.</summary>
public sealed class Changes
{
    private readonly Dictionary<(Guid, Scope, int, string), Interval> written = [];
    private readonly Dictionary<(Guid, Scope, int, string), Interval> dropped = [];

    public IReadOnlyCollection<Interval> Written => written.Values;

    /// <summary>Rows that an earlier page may have written and that lasted no time.</summary>
    public IReadOnlyCollection<Interval> Dropped => dropped.Values;

    public void Write(Interval row)
    {
        dropped.Remove(row.Key);
        written[row.Key] = row;
    }

    public void Drop(Interval row)
    {
        written.Remove(row.Key);
        dropped[row.Key] = row;
    }
}
