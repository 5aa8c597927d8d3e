using System.Data;

using Jalon.Grains;
using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo.Verification;

/// <summary>Something wrong with a grain.</summary>
/// <param name="Version">The fact it shows at; null when it is the grain's row.</param>
public sealed record Finding(string Kind, Guid GrainId, int? Version, string What)
{
    public override string ToString() => Version is { } version ? $"{Kind} {GrainId}, version {version}\u00A0: {What}" : $"{Kind} {GrainId}\u00A0: {What}";
}

/// <summary>What was read, and how much of it is wrong.</summary>
public sealed record Verified(long Grains, long Facts, long Findings)
{
    public bool Whole => Findings == 0;

    public override string ToString() => string.Create(French.Culture,
        $"{Grains:N0}{French.Nbsp}{(Grains < 2 ? "dossier lu" : "dossiers lus")}, {Facts:N0}{French.Nbsp}{(Facts < 2 ? "fait" : "faits")}, {(Whole ? "aucune anomalie" : Findings == 1 ? $"1{French.Nbsp}anomalie" : $"{Findings:N0}{French.Nbsp}anomalies")}.");
}

/// <summary>
/// Checks that the journal is whole: versions 1 to n of each grain, hashes chained, rows equal to the replay of their facts. Rows and facts are read side by side in
/// the order of their ids, from one snapshot, so that memory stays bounded and commands may go on meanwhile.
/// </summary>
public static class JournalVerification
{
    private const string Facts = """
        select epoch, xid, position, kind, grain_id, version, type, data::text, at, actor, origin, command_id, hash
        from jalon.fact order by grain_id, version
        """;

    private const string Unlimited = "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

    /// <param name="found">Told at once, one by one.</param>
    public static async Task<Verified> RunAsync(NpgsqlDataSource database, IReadOnlyList<GrainKind> kinds, Action<Finding> found, CancellationToken ct)
    {
        var types = new FactTypes(kinds);
        await using var first = await database.OpenConnectionAsync(ct);
        await using var second = await database.OpenConnectionAsync(ct);
        await using var rowsRead = await first.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var factsRead = await second.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await ShareSnapshotAsync(first, second, ct);
        await using var rows = await ReadAsync(first, RowsOf(kinds), ct);
        await using var facts = await ReadAsync(second, Facts, ct);
        return await new Merge(rows, facts, types, found).RunAsync(ct);
    }

    /// <summary>Both readers see the same instant, read only: nothing is locked and no reader of the feed waits.</summary>
    private static async Task ShareSnapshotAsync(NpgsqlConnection first, NpgsqlConnection second, CancellationToken ct)
    {
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", first);
        await ExecuteAsync(first, $"set transaction read only; {Unlimited}", ct);
        var snapshot = (string)(await export.ExecuteScalarAsync(ct))!;
        await ExecuteAsync(second, $"set transaction snapshot '{snapshot}'", ct);
        await ExecuteAsync(second, $"set transaction read only; {Unlimited}", ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<NpgsqlDataReader> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteReaderAsync(ct);
    }

    private static string RowsOf(IReadOnlyList<GrainKind> kinds) => string.Join(" union all ",
        kinds.Select(kind => $"select '{kind.Name}' as kind, id, version, hash, state::text from jalon.{kind.Name}")) + " order by id";
}
