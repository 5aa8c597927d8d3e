namespace Jalon.Web.Import;

/// <summary>One column of a layout.</summary>
/// <param name="Limit">Most characters a cell may hold; a longer one sets its line aside, it is never cut.</param>
/// <param name="Required">The file is refused without this column.</param>
public sealed record Column(string Name, int Limit, bool Required = false)
{
    /// <summary>Most characters of a long text.</summary>
    internal const int Text = 20_000;

    /// <summary>Place in the list of its layout.</summary>
    internal int Index { get; private set; }

    /// <summary>The columns of one layout, each told its place.</summary>
    internal static IReadOnlyList<Column> Numbered(Column[] columns)
    {
        for (var i = 0; i < columns.Length; i++) columns[i].Index = i;
        return columns;
    }
}
