using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Bearer tokens of the API: 256 random bits, valid ninety days. The database holds their hash, so that reading it opens nothing.</summary>
public static class ApiTokens
{
    private const int ValidDays = 90;

    /// <returns>The token, never shown again.</returns>
    public static async Task<string> CreateAsync(NpgsqlDataSource database, Guid personId, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var command = Parameter.Command(database,
            "insert into jalon.api_token (hash, person_id, expires_at) values ($1, $2, clock_timestamp() + make_interval(days => $3))",
            Parameter.Of(Hash(token)), Parameter.Of(personId), Parameter.Of(ValidDays));
        await command.ExecuteNonQueryAsync(ct);
        return token;
    }

    /// <summary>Whose token it is, or null when it is unknown or expired.</summary>
    public static async Task<Guid?> PersonAsync(NpgsqlDataSource database, string token, CancellationToken ct)
    {
        await using var command = Parameter.Command(database,
            "select person_id from jalon.api_token where hash = $1 and expires_at > clock_timestamp()", Parameter.Of(Hash(token)));
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
