using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo.Feed;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Jalon.Silo.Jobs;

/// <summary>
/// Runs jobs at their instants. One that was missed while nothing ran is caught up once, for the day it is caught up on; on a day when nobody works it waits for the
/// next instant instead. A row is claimed by a short UPDATE with a lease on the database's clock; a runner that dies leaves a lease that ends.
/// </summary>
public sealed partial class JobRunner(NpgsqlDataSource database, IReadOnlyList<Job> jobs, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <summary>Longer than any job: they write a few messages per person.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>No job is later than this, and a program with nothing to do leaves the machine alone.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <summary>What is waited after the nth failure; after the last, the job waits for its next instant, or for somebody to start it again.</summary>
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private const string Claim = """
        update jalon.job set owner = $2, lease_until = clock_timestamp() + $3, attempts = attempts + 1
        where name = (select name from jalon.job where due <= $1 and lease_until < clock_timestamp() and name = any ($4) order by due limit 1 for update skip locked)
        returning name, attempts
        """;

    private const string Done = "update jalon.job set due = $3, ran_on = coalesce($4, ran_on), ran_at = case when $4 is null then ran_at else $5 end, attempts = 0, reason = null, owner = null, lease_until = '-infinity' where name = $1 and owner = $2";

    private const string Failed = "update jalon.job set due = $3, reason = $4, owner = null, lease_until = '-infinity' where name = $1 and owner = $2";

    private readonly Guid owner = Guid.CreateVersion7();

    public async Task RunAsync(CancellationToken ct)
    {
        var declared = false;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!declared) await DeclareAsync(ct);
                declared = true;
                await RunOnceAsync(ct);
                await Task.Delay(Poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogAway(Failures.Reason(failure));
                await Task.Delay(Poll, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A job that is new waits for its next instant.</summary>
    public async Task DeclareAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var job in jobs)
        {
            await using var command = Parameter.Command(database, "insert into jalon.job (name, due) values ($1, $2) on conflict do nothing", Parameter.Of(job.Name), Parameter.Of(job.Next(now)));
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Runs what is due now.</summary>
    /// <returns>How many did their work.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var ran = 0;
        while (await ClaimAsync(ct) is var (name, attempts))
            if (await RunAsync(jobs.First(job => job.Name == name), attempts, ct)) ran++;
        return ran;
    }

    /// <summary>Starts a job again now.</summary>
    /// <returns>Whether there is one of this name.</returns>
    public static async Task<bool> RetryAsync(NpgsqlDataSource database, string name, TimeProvider clock, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, "update jalon.job set due = $2, attempts = 0 where name = $1", Parameter.Of(name), Parameter.Of(Json.Truncate(clock.GetUtcNow())));
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    private async Task<bool> RunAsync(Job job, int attempts, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var day = FrenchCalendar.DayOf(now);
        var works = FrenchCalendar.IsWorkingDay(day);
        try
        {
            if (works) await job.Run(day, ct);
            await using var done = Parameter.Command(database, Done, Parameter.Of(job.Name), Parameter.Of(owner), Parameter.Of(job.Next(now)),
                works ? Parameter.Of(day) : Parameter.Null(NpgsqlTypes.NpgsqlDbType.Date), Parameter.Of(Json.Truncate(now)));
            await done.ExecuteNonQueryAsync(ct);
            return works;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            var reason = Failures.Reason(failure);
            LogFailed(job.Name, attempts, reason);
            await using var failed = Parameter.Command(database, Failed, Parameter.Of(job.Name), Parameter.Of(owner),
                Parameter.Of(attempts > BackOff.Length ? job.Next(now) : Json.Truncate(now + BackOff[attempts - 1])), Parameter.Of(reason));
            await failed.ExecuteNonQueryAsync(ct);
            return false;
        }
    }

    private async Task<(string Name, int Attempts)?> ClaimAsync(CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Claim, Parameter.Of(Json.Truncate(clock.GetUtcNow())), Parameter.Of(owner), Parameter.Of(Lease), Parameter.Of(jobs.Select(job => job.Name).ToArray()));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetString(0), row.GetInt32(1)) : null;
    }

    [LoggerMessage(LogLevel.Warning, "Job {Name} failed at attempt {Attempt}: {Reason}")]
    private partial void LogFailed(string name, int attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "Jobs will be looked at again: {Reason}")]
    private partial void LogAway(string reason);
}
