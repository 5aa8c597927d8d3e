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
        private int at, record;

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (at == current.Length)
            {
                if (record++ == records) return 0;
                current = Encoding.UTF8.GetBytes(ExportText.Record(("Offer_Reference_", $"2026-{record}"), ("JobDescriptionTranslation_Description1_", Missions)) + "\n");
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

    [Fact]
    public async Task Twenty_thousand_lines_take_a_few_megabytes()
    {
        using var file = new Generated(20_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, most) = (0, 0L);
        await foreach (var line in new ImportReader().Read(file, TestContext.Current.CancellationToken))
        {
            Assert.IsType<Notice>(line);
            if (++count % 4_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(20_000, count);
        Assert.True(file.Given > 40_000_000);
        Assert.InRange(most, 1, 16_000_000);
    }
}
