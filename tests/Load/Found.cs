using Npgsql;

namespace Jalon.Load;

/// <summary>What the database holds when the program starts.</summary>
internal static class Found
{
    /// <summary>Whoever held the subscriptions was killed: their leases would only run out later.</summary>
    public static async Task ReleaseLeasesAsync(this NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("update jalon.subscription set owner = null, lease_until = '-infinity'");
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<Guid[]> ApplicationsAsync(this NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select array(select id from jalon.job_application order by id)");
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }
}
