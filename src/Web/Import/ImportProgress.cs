using System.Diagnostics;
using Jalon.Grains;

namespace Jalon.Web.Import;

/// <summary>One line rewritten in place on a terminal: share of the bytes read, lines, rate. Five times a second at most.</summary>
internal sealed class ImportProgress(TextWriter terminal, Stream file)
{
    private const int Width = 30;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private readonly long began = Stopwatch.GetTimestamp();
    private long shown;

    public void Show(int lines)
    {
        if (Stopwatch.GetElapsedTime(shown) < Pace || !file.CanSeek) return;
        shown = Stopwatch.GetTimestamp();
        var share = file.Length == 0 ? 1 : Math.Min(1, (double)file.Position / file.Length);
        var done = (int)(share * Width);
        var rate = lines / Math.Max(0.001, Stopwatch.GetElapsedTime(began).TotalSeconds);
        terminal.Write($"\r[{new string('#', done)}{new string('.', Width - done)}] ");
        terminal.Write($"{share.ToString("P0", French.Culture),6}  {French.Count(lines, "ligne", "lignes")}, {rate.ToString("N0", French.Culture)} par seconde   ");
        terminal.Flush();
    }

    /// <summary>Leaves the line empty for what is said next.</summary>
    public void Clear()
    {
        terminal.Write($"\r{new string(' ', Width + 60)}\r");
        terminal.Flush();
    }
}
