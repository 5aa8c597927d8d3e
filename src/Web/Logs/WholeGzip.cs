using System.Buffers.Binary;
using System.IO.Compression;

namespace Jalon.Web.Logs;

/// <summary>
/// A gzip file that must be read to its very end: the framework's stream ends without a word where the file was cut, and figures of half a log are wrong figures. The length
/// that ends the file (RFC 1952, ISIZE) is compared with what came out; a file of several members may give more.
/// </summary>
internal sealed class WholeGzip : Stream
{
    private readonly GZipStream text;
    private readonly uint announced;
    private long given;

    /// <param name="file">A whole gzip file by its first bytes: never shorter than its last four.</param>
    public WholeGzip(Stream file)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        file.Position = 0;
        announced = BinaryPrimitives.ReadUInt32LittleEndian(end);
        text = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The file was cut or changed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = text.Read(buffer);
        given += count;
        if (count == 0 && buffer.Length > 0 && (uint)given < announced) throw new InvalidDataException("The compressed file ends too early.");
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}
