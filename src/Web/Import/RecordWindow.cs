namespace Jalon.Web.Import;

/// <summary>The part of a file that is in memory: one megabyte, whatever the size of the file.</summary>
internal sealed class RecordWindow(Stream source)
{
    /// <summary>A record and, after an unbalanced quote, a candidate that begins anywhere inside it must both fit.</summary>
    private const int Wanted = 2 * RecordScan.Limit;

    private readonly byte[] buffer = new byte[2 * Wanted];
    private int start;
    private int end;
    private bool ended;

    public ReadOnlyMemory<byte> Text => buffer.AsMemory(start, end - start);

    /// <summary>Line (from 1) the text starts on.</summary>
    public int Line { get; private set; } = 1;

    public async ValueTask Fill(CancellationToken cancel)
    {
        if (ended || end - start >= Wanted) return;
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        while (end < buffer.Length && !ended)
        {
            var read = await source.ReadAsync(buffer.AsMemory(end), cancel);
            end += read;
            ended = read == 0;
        }
    }

    public void Skip(int count)
    {
        Line += RecordScan.CountBreaks(buffer.AsSpan(start, count));
        start += count;
    }
}
