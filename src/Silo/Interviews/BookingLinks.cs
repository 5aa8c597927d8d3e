using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

using Npgsql;

namespace Jalon.Silo.Interviews;

/// <summary>
/// The link by which a person chooses the hour of their interview without an account: the candidacy and a signature of this database. It says nothing of them, cannot be
/// guessed nor made for another candidacy, and gives access to the hour of the interview alone.
/// </summary>
public sealed class BookingLinks(NpgsqlDataSource database)
{
    public const string Path = "/entretien";

    private const int SignatureLength = 24;

    private byte[]? key;

    public async Task<string> TokenAsync(Guid application, CancellationToken ct)
    {
        var id = application.ToByteArray(bigEndian: true);
        return Base64Url.EncodeToString([.. id, .. await SignAsync(id, ct)]);
    }

    public async Task<string> PathAsync(Guid application, CancellationToken ct) => $"{Path}/{await TokenAsync(application, ct)}";

    /// <summary>The candidacy of a link; null where the link is not one of ours.</summary>
    public async Task<Guid?> ReadAsync(string token, CancellationToken ct)
    {
        Span<byte> bytes = stackalloc byte[16 + SignatureLength + 1];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != 16 + SignatureLength) return null;
        var (id, signature) = (bytes[..16].ToArray(), bytes[16..length].ToArray());
        return CryptographicOperations.FixedTimeEquals(await SignAsync(id, ct), signature) ? new Guid(id, bigEndian: true) : null;
    }

    private async Task<byte[]> SignAsync(byte[] id, CancellationToken ct)
    {
        if (key is null)
        {
            await using var command = Parameter.Command(database, "select key from jalon.link_key");
            key = (byte[])(await command.ExecuteScalarAsync(ct))!;
        }

        byte[] signed = [.. "interview"u8, .. id];
        return HMACSHA256.HashData(key, signed)[..SignatureLength];
    }
}
