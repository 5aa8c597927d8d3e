using System.Text;
using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public class StreamingALargeFile
{
    /// <summary>A file that is made while it is read, so that only the reader's own memory counts.</summary>
    private sealed class Generated(int records) : Stream
    {
        private static readonly string Missions = new('x', 2_000);
        private byte[] current = Encoding.UTF8.GetBytes(ExportText.Header + "\n");
        private int at;

        public long Given { get; private set; }

        public int Records { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (at == current.Length)
            {
                if (Records == records) return 0;
                Records++;
                current = Encoding.UTF8.GetBytes(ExportText.Record(("Offer_Reference_", $"2026-{Records}"), ("JobDescriptionTranslation_Description1_", Missions)) + "\n");
                at = 0;
            }

            var count = Math.Min(buffer.Length, current.Length - at);
            current.AsSpan(at, count).CopyTo(buffer);
            at += count;
            Given += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>
    /// Counted from the file and from the lines themselves, because the memory of the whole process is also that of the tests beside this one.
    /// </summary>
    [Fact]
    public async Task Twenty_thousand_lines_are_read_as_they_are_asked_for_and_let_go()
    {
        using var file = new Generated(20_000);
        var (count, ahead) = (0, 0);
        var given = new List<WeakReference>();
        await foreach (var line in new ImportReader().Read(file, TestContext.Current.CancellationToken))
        {
            Assert.IsType<Notice>(line);
            count++;
            ahead = Math.Max(ahead, file.Records - count);
            if (count % 1_000 == 0) given.Add(new WeakReference(line));
        }

        Assert.Equal(20_000, count);
        Assert.True(file.Given > 40_000_000);
        Assert.InRange(ahead, 0, 500);
        GC.Collect();
        Assert.InRange(given.Count(line => line.IsAlive), 0, 1);
    }
}
