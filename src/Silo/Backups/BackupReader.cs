using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

using Jalon.Grains;

namespace Jalon.Silo.Backups;

/// <summary>Reads a backup from its first line to its last, in bounded memory whatever the length of its rows, and checks that it is whole.</summary>
internal sealed class BackupReader : IDisposable
{
    /// <summary>No line of JSON is longer.</summary>
    private const int BufferSize = 1 << 17;

    private readonly GZipStream unpacked;
    private readonly Action<long> progress;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[BufferSize];
    private int start, end;

    private BackupReader(Stream file, Action<long>? progress) =>
        (unpacked, this.progress) = (new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), progress ?? (_ => { }));

    public BackupHeader Header { get; private set; } = null!;

    /// <summary>Read so far.</summary>
    public int Tables { get; private set; }

    /// <summary>Read so far.</summary>
    public long Rows { get; private set; }

    /// <param name="progress">Told how many rows were read so far.</param>
    /// <exception cref="BackupException">The file is not a backup, or one of a later format.</exception>
    public static async Task<BackupReader> OpenAsync(Stream file, Action<long>? progress, CancellationToken ct)
    {
        var reader = new BackupReader(file, progress);
        try
        {
            var line = await reader.LineAsync(ct);
            reader.Header = Parse<BackupHeader>(line) is { Format: BackupFile.Format } header ? header : throw new BackupException(BackupSentences.NotABackup);
            if (reader.Header.Version != BackupFile.Version) throw new BackupException(BackupSentences.LaterFormat);
            reader.Take(line.Length + 1);
            return reader;
        }
        catch (Exception other) when (other is BackupException { InnerException: not null } or JsonException)
        {
            reader.Dispose();
            throw new BackupException(BackupSentences.NotABackup, other);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads the whole file once and keeps nothing.</summary>
    /// <exception cref="BackupException">It is not a backup, or it is not whole.</exception>
    public static async Task<BackupHeader> CheckAsync(Stream file, CancellationToken ct)
    {
        using var reader = await OpenAsync(file, null, ct);
        while (await reader.NextAsync(ct) is not null) await reader.RowsAsync(Stream.Null, ct);
        file.Position = 0;
        return reader.Header;
    }

    /// <summary>The next table, whose rows must then be read; null once the last line has proven that nothing is missing or altered.</summary>
    public async Task<BackupTable?> NextAsync(CancellationToken ct)
    {
        var line = await LineAsync(ct);
        if (Parse<BackupTable>(line) is { Table: not null, Columns: not null } table)
        {
            Take(line.Length);
            Tables++;
            return table;
        }

        var proof = Parse<BackupEnd>(line);
        if (proof != new BackupEnd(Tables, Rows, Convert.ToHexStringLower(hash.GetHashAndReset()))) throw Damaged();
        start += line.Length + 1;
        return start == end && !await FillAsync(ct) ? null : throw Damaged();
    }

    /// <summary>Hands over the rows of the table just announced.</summary>
    public async Task RowsAsync(Stream into, CancellationToken ct)
    {
        // The end is searched with the line feed before it; the first of all ends the announcement and belongs to no row.
        var foreign = 1;
        while (true)
        {
            var read = buffer.AsMemory(start, end - start);
            var found = read.Span.IndexOf("\n\\.\n"u8);
            var sure = found >= 0 ? found + 1 : Math.Max(0, read.Length - BackupFile.EndOfRows.Length);
            if (sure > foreign) await HandAsync(read[foreign..sure], into, ct);
            if (sure > 0) foreign = 0;
            Take(found >= 0 ? sure + BackupFile.EndOfRows.Length : sure);
            if (found >= 0) return;
            if (!await FillAsync(ct)) throw Damaged();
        }
    }

    public void Dispose()
    {
        unpacked.Dispose();
        hash.Dispose();
    }

    private async Task HandAsync(ReadOnlyMemory<byte> some, Stream into, CancellationToken ct)
    {
        await into.WriteAsync(some, ct);
        Rows += some.Span.Count((byte)'\n');
        progress(Rows);
    }

    /// <summary>The line that comes next, left where it is: whether it counts in the hash depends on what it says.</summary>
    private async Task<byte[]> LineAsync(CancellationToken ct)
    {
        while (true)
        {
            if (buffer.AsSpan(start, end - start).IndexOf((byte)'\n') is >= 0 and var length) return buffer[start..(start + length)];
            if (!await FillAsync(ct)) throw Damaged();
        }
    }

    private void Take(int count)
    {
        hash.AppendData(buffer, start, count);
        start += count;
    }

    /// <returns>False at the end of the file, or when the buffer holds no line.</returns>
    private async Task<bool> FillAsync(CancellationToken ct)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length) return false;
        try
        {
            var read = await unpacked.ReadAsync(buffer.AsMemory(end), ct);
            end += read;
            return read > 0;
        }
        catch (InvalidDataException damaged)
        {
            throw new BackupException(BackupSentences.Damaged, damaged);
        }
    }

    private static T? Parse<T>(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json.Options);
        }
        catch (JsonException damaged)
        {
            throw new BackupException(BackupSentences.Damaged, damaged);
        }
    }

    private static BackupException Damaged() => new(BackupSentences.Damaged, new EndOfStreamException());
}
