using System.Net.Sockets;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Tells a database that is away, starting, stopping or full of connections from a fault of ours.</summary>
public static class PostgresAway
{
    public static bool Is(Exception error) => error switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ReadOnlySqlTransaction
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => true,
        SocketException or IOException or TimeoutException => true,
        DatabaseAwayException => true,
        _ => error.InnerException is { } inner && Is(inner),
    };
}
