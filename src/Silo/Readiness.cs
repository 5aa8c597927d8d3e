using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Whether this process can do its work now, asked of the database each time.</summary>
public static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string Sql = "select clock_timestamp(), (select max(number) from jalon.migration)";

    /// <param name="wall">The clock of this machine.</param>
    /// <returns>One French sentence per reason why not; none when all is well.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(NpgsqlDataSource database, TimeProvider wall, CancellationToken ct)
    {
        try
        {
            // Not by cancelling: a server that is stopped in its tracks answers that no sooner.
            var (step, ahead) = await AskAsync(database, wall, ct).WaitAsync(Patience, ct);
            return [.. Schema(step), .. new[] { new ClockState(ahead).Sentence }.OfType<string>()];
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return [Pending(0)];
        }
        catch (Exception away) when (!ct.IsCancellationRequested && (away is TimeoutException || PostgresAway.Is(away)))
        {
            return ["La base ne répond pas."];
        }
    }

    /// <returns>The last migration, and by how much this machine is ahead of the database, to within half a round trip.</returns>
    private static async Task<(int Step, TimeSpan Ahead)> AskAsync(NpgsqlDataSource database, TimeProvider wall, CancellationToken ct)
    {
        await using var query = database.CreateCommand(Sql);
        var before = wall.GetUtcNow();
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var after = wall.GetUtcNow();
        return (row.IsDBNull(1) ? 0 : row.GetInt32(1), before + ((after - before) / 2) - row.GetFieldValue<DateTimeOffset>(0));
    }

    private static IEnumerable<string> Schema(int found)
    {
        var known = Migrations.Steps[^1].Number;
        if (found < known) yield return Pending(found);
        if (found > known) yield return new SchemaAheadException(found, known).Message;
    }

    private static string Pending(int found) => $"La base n’est pas à jour\u00A0: elle en est à l’étape {found}, ce programme attend la {Migrations.Steps[^1].Number}. Lancez «\u00A0./run migrate\u00A0».";
}
