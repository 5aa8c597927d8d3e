using System.Net.Sockets;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Why PostgreSQL does not do what is asked of it, where the fault is not in what is asked.</summary>
public enum DatabaseTrouble
{
    /// <summary>Stopped, starting, cut off, or a standby that only reads.</summary>
    Away,

    /// <summary>Takes no further connection (53300).</summary>
    Crowded,

    /// <summary>No room left, on its disk (53100) or in its memory.</summary>
    Full,

    /// <summary>Not within the limits written in <see cref="Connections"/>: a slow disk, a lock that somebody keeps, a connection that is never free.</summary>
    Slow,
}

/// <summary>Tells a database that is away, crowded, full or slow from a fault of ours.</summary>
public static class PostgresAway
{
    private const string IdleSession = "57P05", IdleInTransaction = "25P03";

    public static bool Is(Exception error) => Why(error) is not null;

    /// <returns>Null for a fault of ours.</returns>
    public static DatabaseTrouble? Why(Exception error) => error switch
    {
        PostgresException postgres => OfState(postgres.SqlState),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => DatabaseTrouble.Slow,
        NpgsqlException or SocketException or IOException => DatabaseTrouble.Away,
        DatabaseAwayException away => away.Trouble,
        _ => error.InnerException is { } inner ? Why(inner) : null,
    };

    /// <summary>What is said of it, to people and in problems.</summary>
    public static string Sentence(DatabaseTrouble trouble) => trouble switch
    {
        DatabaseTrouble.Crowded => "La base de données a atteint son nombre de connexions.",
        DatabaseTrouble.Full => "La base de données n’a plus de place, sur son disque ou en mémoire.",
        DatabaseTrouble.Slow => "La base de données met trop longtemps à répondre.",
        _ => "La base de données ne répond pas.",
    };

    /// <summary>Classes of appendix A of PostgreSQL's manual: 08 connection, 53 resources, 57 operator, 58 system.</summary>
    private static DatabaseTrouble? OfState(string state) => state switch
    {
        PostgresErrorCodes.TooManyConnections => DatabaseTrouble.Crowded,
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => DatabaseTrouble.Slow,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction
            or IdleSession or IdleInTransaction => DatabaseTrouble.Away,
        ['5', '3', ..] => DatabaseTrouble.Full,
        ['0', '8', ..] or ['5', '8', ..] => DatabaseTrouble.Away,
        _ => null,
    };
}
