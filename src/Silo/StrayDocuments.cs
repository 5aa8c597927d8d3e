using Npgsql;

namespace Jalon.Silo;

/// <summary>Files that joined no candidacy leave after the time a draft is kept: nothing is stored by halves for long.</summary>
internal sealed class StrayDocuments(NpgsqlDataSource database)
{
    private const int BatchSize = 50;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

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

                await ForgetDraftsAsync(ct);
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
            delete from jalon.document where id in (
                select id from jalon.document where application_id is null and at < clock_timestamp() - interval '31 days' limit $1 for update skip locked)
            """);
        command.Parameters.Add(Parameter.Of(BatchSize));
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Drafts of applications go with their files; links of sign-in are remembered as long, so that an address keeps the id its draft is under.</summary>
    private async Task ForgetDraftsAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            delete from jalon.apply_draft where at < clock_timestamp() - interval '31 days';
            delete from jalon.sign_in_link where created_at < clock_timestamp() - interval '31 days'
            """);
        await command.ExecuteNonQueryAsync(ct);
    }
}
