using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>
/// Tells processes of each other's commits. One connection listens for the whole process; what is sent goes out after the commit and at most every 50 ms, never in
/// the business transaction, where it would make all commits wait for one another.
/// </summary>
internal sealed class Bell(NpgsqlDataSource database)
{
    private const string Channel = "jalon_fact";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan BeforeReconnecting = TimeSpan.FromSeconds(1);

    /// <summary>A connection cut without a word never says so: one that heard nothing for this long is asked.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly Signal committed = new();

    public void Ring() => committed.Ring();

    public async Task SendAsync(CancellationToken ct)
    {
        while (true)
        {
            await committed.HeardAsync(ct);
            try
            {
                await using var command = database.CreateCommand($"notify {Channel}");
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (Exception away) when (PostgresAway.Is(away))
            {
                // The others look for themselves every second.
            }

            await Task.Delay(Interval, ct);
        }
    }

    public async Task ListenAsync(Action heard, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(ct);
                connection.Notification += (_, _) => heard();
                await using (var command = new NpgsqlCommand($"listen {Channel}", connection)) await command.ExecuteNonQueryAsync(ct);
                heard();
                await using var ask = new NpgsqlCommand("select 1", connection);
                while (true)
                    if (!await connection.WaitAsync(LongestSilence, ct)) await ask.ExecuteNonQueryAsync(ct);
            }
            catch (Exception away) when (!ct.IsCancellationRequested && PostgresAway.Is(away))
            {
                await Task.Delay(BeforeReconnecting, ct);
            }
        }
    }
}
