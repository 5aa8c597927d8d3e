using Npgsql;

namespace Jalon.Silo;

/// <summary>Command records are kept seven days, then leave in small batches that nobody notices.</summary>
internal sealed class CommandRecords(NpgsqlDataSource database)
{
    private const int BatchSize = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async Task KeepShortAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                while (await RemoveOldAsync(ct) == BatchSize)
                {
                }
            }
            catch (Exception away) when (PostgresAway.Is(away))
            {
                // They leave at the next turn.
            }
        }
    }

    /// <returns>How many left.</returns>
    public async Task<int> RemoveOldAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            delete from jalon.command where id in (select id from jalon.command where at < clock_timestamp() - interval '7 days' limit $1)
            """);
        command.Parameters.Add(Parameter.Of(BatchSize));
        return await command.ExecuteNonQueryAsync(ct);
    }
}
