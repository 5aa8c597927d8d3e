using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Jalon.Grains;

namespace Jalon.Silo;

/// <summary>
/// The chain that makes the journal verifiable by anyone who has its facts. Each fact of a grain carries
/// <c>SHA-256(previous ‖ header ‖ data)</c>, where ‖ puts bytes end to end and
/// <list type="bullet">
/// <item><c>previous</c> is the hash of the grain's fact of the version before: 32 bytes, all zero for version 1;</item>
/// <item><c>header</c> is the UTF-8 text of eight fields joined by a line feed (0x0A), none after the last: kind, grain id, version in decimal, type,
/// instant (UTC, six decimals, <c>2026-11-27T08:15:00.123456Z</c>), id of the actor, origin (<c>live</c>, <c>import</c> or <c>demo</c>), id of the command;
/// ids in lower case with hyphens;</item>
/// <item><c>data</c> is the fact's JSON, in UTF-8, byte for byte as it is stored (column <c>data</c>).</item>
/// </list>
/// The header ends with an id, whose length is fixed, so that no two facts give the same bytes.
/// </summary>
public static class FactHash
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Three ids of 36 characters, an instant of 27, a version of at most 10, seven line feeds.</summary>
    private const int FixedPart = (3 * 36) + 27 + 10 + 7;

    /// <summary>What stands before the first fact of a grain.</summary>
    public static ReadOnlySpan<byte> None => Zero;

    private static readonly byte[] Zero = new byte[Length];

    /// <param name="previous">32 bytes; <see cref="None"/> before the first fact.</param>
    /// <param name="at">Whole microseconds: what is beyond is not stored, and would make a hash nobody can find again.</param>
    public static byte[] Of(ReadOnlySpan<byte> previous, string kind, Guid grainId, int version, string type, DateTimeOffset at, Guid actor, string origin,
        Guid commandId, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(previous.Length, Length);
        var size = Length + FixedPart + Encoding.UTF8.GetMaxByteCount(kind.Length + type.Length + origin.Length) + data.Length;
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var end = Length;
            previous.CopyTo(rented);
            Text(rented, ref end, kind);
            Id(rented, ref end, grainId);
            version.TryFormat(rented.AsSpan(end), out var digits, default, CultureInfo.InvariantCulture);
            End(rented, ref end, digits);
            Text(rented, ref end, type);
            Text(rented, ref end, Json.Instant(at));
            Id(rented, ref end, actor);
            Text(rented, ref end, origin);
            Id(rented, ref end, commandId);
            end--;
            data.CopyTo(rented.AsSpan(end));
            return SHA256.HashData(rented.AsSpan(0, end + data.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Text(byte[] into, ref int end, string text) => End(into, ref end, Encoding.UTF8.GetBytes(text, into.AsSpan(end)));

    private static void Id(byte[] into, ref int end, Guid id)
    {
        id.TryFormat(into.AsSpan(end), out var written, "D");
        End(into, ref end, written);
    }

    private static void End(byte[] into, ref int end, int written)
    {
        into[end + written] = (byte)'\n';
        end += written + 1;
    }
}
