using System.Diagnostics;

using Npgsql;

namespace Jalon.Web.Import;

/// <summary>
/// Leaves the machine to whoever works on the database meanwhile. An import has it whole while nobody else asks the server anything; as soon as somebody is seen at work, its lots go one
/// by one, with as long a rest after each as it took.
/// </summary>
internal sealed class GivingWay(NpgsqlDataSource database)
{
    /// <summary>Whoever was seen at work is expected again within this.</summary>
    private static readonly TimeSpan Company = TimeSpan.FromSeconds(1);

    /// <summary>A session at work that does not bear our name; the server's own are no concern of ours.</summary>
    private const string Others = """
        select exists (
            select from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and state = 'active' and application_name <> current_setting('application_name'))
        """;

    /// <summary>When somebody was last seen, by the machine's clock.</summary>
    private long seenAt = -1;

    /// <summary>Never asks for its wait handle, so there is nothing to dispose of.</summary>
    private SemaphoreSlim OneByOne { get; } = new(1);

    public async Task<T> BesideAsync<T>(Func<Task<T>> lot, CancellationToken ct)
    {
        await LookAsync(ct);
        if (!InCompany) return await lot();
        await OneByOne.WaitAsync(ct);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var outcome = await lot();
            var rest = Task.Delay(Stopwatch.GetElapsedTime(begun), ct);
            await LookAsync(ct);
            if (InCompany) await rest;
            return outcome;
        }
        finally
        {
            OneByOne.Release();
        }
    }

    private bool InCompany => Volatile.Read(ref seenAt) is >= 0 and var at && Stopwatch.GetElapsedTime(at) < Company;

    private async Task LookAsync(CancellationToken ct)
    {
        await using var query = database.CreateCommand(Others);
        if (await query.ExecuteScalarAsync(ct) is true) Volatile.Write(ref seenAt, Stopwatch.GetTimestamp());
    }
}
