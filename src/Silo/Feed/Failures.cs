using System.Net.Sockets;
using System.Text.RegularExpressions;

using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>Which failures are a database that is away, and how the others are told to the operator.</summary>
internal static partial class Failures
{
    private const int LongestReason = 400;

    /// <summary>Nothing is wrong with the fact: the same will pass when PostgreSQL is back, so it is never parked for that.</summary>
    public static bool Away(Exception failure) => failure switch
    {
        DatabaseAwayException or SocketException => true,
        PostgresException postgres => postgres.IsTransient || PostgresAway.Is(postgres),
        NpgsqlException { IsTransient: true } => true,
        { InnerException: { } cause } => Away(cause),
        _ => false,
    };

    public static bool LeaseLost(Exception failure) => failure is LeaseLostException or PostgresException { SqlState: Leases.Lost };

    /// <summary>Type and message, without what may name a person: what is quoted, addresses, long numbers.</summary>
    public static string Reason(Exception failure)
    {
        var message = failure is PostgresException postgres ? $"{postgres.SqlState} {postgres.MessageText}" : failure.Message;
        var reason = $"{failure.GetType().Name}\u00A0: {Personal().Replace(message.ReplaceLineEndings(" "), "…")}";
        return reason.Length <= LongestReason ? reason : reason[..LongestReason];
    }

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|«[^»]*»|\S+@\S+|\+?\d[\d .]{7,}\d
        """)]
    private static partial Regex Personal();
}
