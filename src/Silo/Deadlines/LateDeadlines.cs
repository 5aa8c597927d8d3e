using Npgsql;

namespace Jalon.Silo.Deadlines;

/// <summary>Deadlines that are due and that nobody has fired yet, for the operator.</summary>
public static class LateDeadlines
{
    public const int CountedUpTo = 100_000;

    /// <summary>The runner looks every second: sooner is not late.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <returns>How many, counted up to <see cref="CountedUpTo"/>.</returns>
    public static async Task<long> CountAsync(NpgsqlDataSource database, TimeProvider clock, CancellationToken ct)
    {
        await using var query = Parameter.Command(database, "select count(*) from (select from jalon.deadline where due < $1 limit $2) late",
            Parameter.Of(clock.GetUtcNow() - Grace), Parameter.Of(CountedUpTo));
        return (long)(await query.ExecuteScalarAsync(ct))!;
    }
}
