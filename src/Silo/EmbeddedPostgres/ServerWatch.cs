using Npgsql;

namespace Jalon.Silo;

/// <summary>
/// Keeps the private server of a program up: asked every second, started again when it died, at longer intervals while it cannot be. What stands in the way is
/// said once.
/// </summary>
public sealed class ServerWatch(EmbeddedPostgres server, NpgsqlDataSource database, Action<string> say)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Room made on a full disk is noticed within this time.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private readonly string address = server.ConnectionString;
    private string? trouble;

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = Every;
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (await AnswersAsync(ct) || await RestoreAsync(ct)) pause = Every;
            else pause = pause < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var ping = database.CreateCommand("select 1");
            await ping.ExecuteNonQueryAsync(ct);
            if (trouble is not null) say(Sentences.AnswersAgain);
            trouble = null;
            return true;
        }
        catch (Exception away) when (ct.IsCancellationRequested || PostgresAway.Is(away))
        {
            return ct.IsCancellationRequested;
        }
    }

    /// <summary>Whatever goes wrong here is tried again: nobody else would start the server.</summary>
    private async Task<bool> RestoreAsync(CancellationToken ct)
    {
        try
        {
            var started = await server.EnsureRunningAsync(ct);
            if (started) say(server.ConnectionString == address ? Sentences.StartedAgain : Sentences.StartedElsewhere);
            return true;
        }
        catch (Exception failure)
        {
            if (!ct.IsCancellationRequested) Tell(PostgresAway.Why(failure) is { } why ? PostgresAway.Sentence(why) : failure.Message);
            return ct.IsCancellationRequested;
        }
    }

    private void Tell(string sentence)
    {
        if (sentence != trouble) say(sentence);
        trouble = sentence;
    }
}
