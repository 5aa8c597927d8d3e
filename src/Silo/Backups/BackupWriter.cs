using System.IO.Compression;
using System.Security.Cryptography;

namespace Jalon.Silo.Backups;

/// <summary>Writes a backup from its first line to its last.</summary>
internal sealed class BackupWriter(Stream file) : IDisposable
{
    private const int BufferSize = 1 << 16;

    /// <summary>The program goes on serving meanwhile: a third more bytes cost less than five times the processor.</summary>
    private readonly GZipStream packed = new(file, CompressionLevel.Fastest, leaveOpen: true);

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[BufferSize];
    private int tables;
    private long rows;

    public Task HeaderAsync(BackupHeader header, CancellationToken ct) => WriteAsync(BackupFile.Line(header), ct);

    /// <param name="copied">Rows as COPY gives them.</param>
    public async Task TableAsync(BackupTable table, Stream copied, CancellationToken ct)
    {
        await WriteAsync(BackupFile.Line(table), ct);
        while (await copied.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, ct) is > 0 and var read)
        {
            rows += buffer.AsSpan(0, read).Count((byte)'\n');
            await WriteAsync(buffer.AsMemory(0, read), ct);
        }

        await WriteAsync(BackupFile.EndOfRows.ToArray(), ct);
        tables++;
    }

    public async Task<BackupEnd> EndAsync(CancellationToken ct)
    {
        var end = new BackupEnd(tables, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
        await packed.WriteAsync(BackupFile.Line(end), ct);
        await packed.DisposeAsync();
        return end;
    }

    public void Dispose()
    {
        packed.Dispose();
        hash.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        hash.AppendData(bytes.Span);
        await packed.WriteAsync(bytes, ct);
    }
}
