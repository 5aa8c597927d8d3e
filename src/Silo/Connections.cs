using System.Data;
using System.Data.Common;
using System.Diagnostics;

using Dapper;

using Npgsql;

namespace Jalon.Silo;

/// <summary>How every connection to PostgreSQL is made: prepared statements, short limits, UTC.</summary>
public static class Connections
{
    /// <summary>No statement of ours needs ten seconds, and a transaction left open would hide facts from every reader.</summary>
    private const string Limits = "-c statement_timeout=10s -c idle_in_transaction_session_timeout=10s -c TimeZone=UTC";

    /// <summary>Seconds to open a connection, or to wait for one that is free.</summary>
    private const int OpensWithin = 5;

    /// <summary>Seconds for one answer. A server at work gives up first, by its own limit; past this one it is hanging, and the connection is given up.</summary>
    private const int AnswersWithin = 12;

    /// <summary>Two processes and their commands fit in the server's hundred, or in the eighty of the private one.</summary>
    private const int MostConnections = 30;

    /// <summary>Under which the server knows us, with what a long work calls itself behind it: a restore refuses to go on while it sees one.</summary>
    public const string ApplicationName = "jalon";

    static Connections() => SqlMapper.AddTypeHandler(new DayHandler());

    public static NpgsqlDataSource Open(string connectionString) => Open(connectionString, null);

    /// <summary>For one long work on a connection of its own: it sets its limits itself.</summary>
    internal static NpgsqlDataSource OpenUnlimited(string connectionString) =>
        Open(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, MaxPoolSize = 1 }.ConnectionString);

    /// <param name="watch">Asked about each connection when it is opened.</param>
    /// <param name="work">What a long work calls itself, apart from those it gives way to.</param>
    internal static NpgsqlDataSource Open(string connectionString, EpochWatch? watch, string? work = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ApplicationName = work is null ? ApplicationName : $"{ApplicationName} {work}",
        };
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!given.ContainsKey("Maximum Pool Size")) settings.MaxPoolSize = MostConnections;
        if (!given.ContainsKey("Timeout")) settings.Timeout = OpensWithin;
        if (!given.ContainsKey("Command Timeout")) settings.CommandTimeout = AnswersWithin;
        settings.Options = string.IsNullOrEmpty(settings.Options) ? Limits : $"{Limits} {settings.Options}";
        // Statements are traced inside a click or an effect only: the looks of every second would fill the traces with nothing.
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = ApplicationName }
            .ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Inside).ConfigureBatchFilter(_ => Inside));
        if (watch is not null) builder.UsePhysicalConnectionInitializer(watch.Check, watch.CheckAsync);
        return builder.Build();
    }

    private static bool Inside => Activity.Current is not null;

    /// <summary>Dapper does not know local days by itself.</summary>
    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value;

        public override DateOnly Parse(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);
    }
}
