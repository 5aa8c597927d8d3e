using System.Security.Cryptography;
using System.Text;

namespace Jalon.Silo.Tests;

public sealed class FactHashTests
{
    [Fact]
    public void The_hash_is_what_its_documentation_says()
    {
        var grain = new Guid("0198a1b2-0000-7000-8000-00000000000a");
        var command = new Guid("0198A1B2-0000-7000-8000-00000000000B");
        var at = new DateTimeOffset(2026, 11, 27, 9, 15, 0, TimeSpan.FromHours(1)).AddMicroseconds(123456);
        var header = "vacancy\n0198a1b2-0000-7000-8000-00000000000a\n12\nPublié\n2026-11-27T08:15:00.123456Z\n00000000-0000-0000-0000-000000000000\nlive\n0198a1b2-0000-7000-8000-00000000000b";
        byte[] previous = [.. Enumerable.Repeat((byte)7, 32)];

        var hash = FactHash.Of(previous, "vacancy", grain, 12, "Publié", at, Guid.Empty, "live", command, "{\"on\":1}"u8);

        Assert.Equal(SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(header), .. "{\"on\":1}"u8]), hash);
    }
}
