using Npgsql;

namespace Jalon.Silo;

/// <summary>
/// The epoch this process began in. A restore begins another: whoever holds grains of before in memory would decide on a past that is no longer there. A restore is
/// refused while anybody is connected; a process that was cut off meanwhile learns of it here, at its next connection, and can do nothing more.
/// </summary>
internal sealed class EpochWatch
{
    private const string Sql = "select max(number) from jalon.epoch";

    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? began;

    /// <summary>Completes when the database is found to be in another epoch.</summary>
    public Task Over => over.Task;

    public async Task<int> BeginAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var query = database.CreateCommand(Sql);
        var epoch = (int)(await query.ExecuteScalarAsync(ct))!;
        began = epoch;
        return epoch;
    }

    public void Check(NpgsqlConnection opened)
    {
        if (began is null) return;
        using var query = new NpgsqlCommand(Sql, opened);
        Compare(query.ExecuteScalar());
    }

    public async Task CheckAsync(NpgsqlConnection opened)
    {
        if (began is null) return;
        await using var query = new NpgsqlCommand(Sql, opened);
        Compare(await query.ExecuteScalarAsync());
    }

    private void Compare(object? epoch)
    {
        if (epoch is int now && now == began) return;
        over.TrySetResult();
        throw new DatabaseAwayException(new InvalidOperationException("The database was restored since this process began."));
    }
}
