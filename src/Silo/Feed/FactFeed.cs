using Jalon.Grains;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>The clock of this process beside the database's.</summary>
/// <param name="Ahead">By how much this process is ahead; null before it was compared.</param>
public sealed record ClockState(TimeSpan? Ahead)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Too far to be trusted with a subscription.</summary>
    public bool Off => Ahead is { } ahead && ahead.Duration() > Tolerance;

    /// <summary>What the readiness page says; null when all is well.</summary>
    public string? Sentence => !Off ? null : string.Create(French.Culture,
        $"L’horloge de ce serveur a {Math.Abs(Ahead!.Value.TotalSeconds):F1}{French.Nbsp}s {(Ahead > TimeSpan.Zero ? "d’avance" : "de retard")} sur celle de la base\u00A0: il ne prend aucun abonnement.");
}

/// <summary>
/// Everything that happens after a commit reads its facts here: one listening connection, one look per second and one renewal of leases for all the subscriptions
/// of the process.
/// </summary>
public sealed partial class FactFeed
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Leases leases;
    private readonly FactReader reader;
    private readonly Bell bell;
    private readonly Parking parking;
    private readonly FeedSettings settings;
    private readonly NpgsqlDataSource database;
    private readonly ILogger log;
    private readonly Dictionary<string, Effects> effects;
    private readonly SubscriptionRunner[] runners;
    private readonly Signal leaseFreed = new();

    /// <summary>What the log was last told of a database that is away.</summary>
    private string? told;

    private TaskCompletionSource heard = NewHeard();

    /// <param name="subscriptions">All of them, in every process: a process that only serves pages can still play parked facts again.</param>
    public FactFeed(NpgsqlDataSource database, IReadOnlyList<GrainKind> kinds, IReadOnlyList<Subscription> subscriptions, ILogger<FactFeed> log, FeedSettings? settings = null)
    {
        this.database = database;
        this.log = log;
        this.settings = settings ?? new FeedSettings();
        leases = new Leases(database, this.settings);
        reader = new FactReader(database, new FactTypes(kinds));
        bell = new Bell(database);
        parking = new Parking(leases, reader);
        effects = subscriptions.ToDictionary(one => one.Name, one => new Effects(one, database, this.settings));
        runners = [.. subscriptions.Select(one => new SubscriptionRunner(one, reader, effects[one.Name], log))];
    }

    /// <summary>For readiness.</summary>
    public ClockState Clock { get; private set; } = new((TimeSpan?)null);

    /// <summary>A commit of this process: local subscriptions wake now, other processes within 50 ms. Costs nothing and never fails.</summary>
    public void Committed()
    {
        WakeUnlessPlaying();
        bell.Ring();
    }

    /// <summary>Returns at the next commit of any process, or when the time has passed.</summary>
    public async Task HeardAsync(TimeSpan max, CancellationToken ct)
    {
        var next = Volatile.Read(ref heard).Task;
        await Task.WhenAny(next, Task.Delay(max, ct));
        ct.ThrowIfCancellationRequested();
    }

    public void Wake()
    {
        if (Volatile.Read(ref heard) is { Task.IsCompleted: false } waited && Interlocked.CompareExchange(ref heard, NewHeard(), waited) == waited) waited.TrySetResult();
        foreach (var runner in runners) runner.Wake();
    }

    /// <summary>Listens and tells; reads for the subscriptions too when this process works for them. Ends by releasing its leases.</summary>
    public async Task RunAsync(FeedWork work, CancellationToken ct)
    {
        playing = work == FeedWork.Tables;
        Task[] loops = [bell.SendAsync(ct), bell.ListenAsync(WakeUnlessPlaying, ct)];
        if (work != FeedWork.None)
            loops = [.. loops, KeepLeasesAsync(ct), PollAsync(ct), .. runners.Where(runner => work == FeedWork.All || !runner.ActsOnGrains).Select(runner => runner.RunAsync(ct))];
        try
        {
            await Task.WhenAll(loops);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        finally
        {
            playing = false;
            await TryAsync(() => ReleaseAsync(CancellationToken.None));
        }
    }

    /// <summary>Takes the subscriptions nobody holds and reads all that is settled; for tools and tests.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        await TakeLeasesAsync(ct);
        foreach (var runner in runners)
        {
            while (await runner.TurnAsync(ct) is Turn.More or Turn.Some)
            {
            }
        }
    }

    /// <summary>Whether the subscription has passed this fact, waiting for it at most this long.</summary>
    public async Task<bool> WaitUntilPassedAsync(string subscription, FeedPosition position, TimeSpan max, CancellationToken ct = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(max);
        try
        {
            var runner = Array.Find(runners, one => one.Name == subscription);
            if (runner is not null && await runner.Progress.PassedAsync(position, limited.Token)) return true;
            while (await CheckpointAsync(subscription, limited.Token) is { } checkpoint)
            {
                if (checkpoint >= position) return true;
                await Task.Delay(15, limited.Token);
            }

            return false;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && (failure is OperationCanceledException || Failures.Away(failure)))
        {
            return false;
        }
    }

    /// <summary>Whether this process reads for a subscription now.</summary>
    public bool Holds(string subscription) => Array.Find(runners, one => one.Name == subscription)?.Lease is not null;

    /// <summary>Plays the parked facts of a grain again, in order, and stops at the first that fails.</summary>
    public async Task<Replayed> RetryParkedAsync(string subscription, Guid grainId, CancellationToken ct)
    {
        var replayed = await parking.RetryAsync(subscription, effects[subscription], grainId, ct);
        leaseFreed.Ring();
        return replayed;
    }

    /// <summary>Settled facts after a cursor, oldest first. The cursor of the last one is the next.</summary>
    public async Task<IReadOnlyList<FactRecord>> FactsAfterAsync(FeedPosition after, int limit, CancellationToken ct) =>
        (await reader.ReadAsync(after, "", limit, ct)).Facts;

    /// <summary>Whether a cursor was handed out by this journal: one from after the backup that was restored since, or from another database, is refused rather than guessed.</summary>
    public Task<bool> HandedOutAsync(FeedPosition cursor, CancellationToken ct) => reader.HasAsync(cursor, ct);

    /// <summary>How far behind everything is, for the operator.</summary>
    public Task<FeedLag> LagAsync(CancellationToken ct) => FeedLag.ReadAsync(database, ct);

    /// <summary>Renews and takes leases; a process whose clock is off gives them all back.</summary>
    internal async Task TakeLeasesAsync(CancellationToken ct)
    {
        Clock = new ClockState(await leases.SkewAsync(ct));
        if (Clock.Off)
        {
            LogClock(Clock.Sentence!);
            await ReleaseAsync(ct);
            return;
        }

        string[] names = [.. runners.Select(runner => runner.Name)];
        await leases.DeclareAsync(names, ct);
        var held = (await leases.TakeAsync(names, ct)).ToDictionary(one => one.Name);
        foreach (var runner in runners) runner.Hold(held.GetValueOrDefault(runner.Name));
    }

    private async Task KeepLeasesAsync(CancellationToken ct)
    {
        while (true)
        {
            var taken = await TryAsync(() => TakeLeasesAsync(ct));
            await leaseFreed.HeardAsync(taken ? settings.Lease / 3 : Poll, ct);
        }
    }

    /// <summary>One question for all subscriptions: is there anything after what they have read?</summary>
    private async Task PollAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(Poll, ct);
            await TryAsync(async () =>
            {
                if (await reader.LastAsync(ct) is not { } last) return;
                foreach (var runner in runners) runner.WakeIfBehind(last);
            });
        }
    }

    private async Task ReleaseAsync(CancellationToken ct)
    {
        var held = runners.Select(runner => runner.Lease).OfType<Held>().ToList();
        foreach (var runner in runners) runner.Hold(null);
        if (held.Count > 0) await leases.ReleaseAsync(held, ct);
    }

    private async Task<FeedPosition?> CheckpointAsync(string subscription, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select epoch, xid, position from jalon.subscription where name = $1");
        command.Parameters.Add(Parameter.Of(subscription));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new FeedPosition(row.GetInt32(0), row.GetFieldValue<ulong>(1), row.GetInt64(2)) : null;
    }

    /// <summary>A loop outlives a database that is away: it says so, once for each reason, and goes on.</summary>
    private async Task<bool> TryAsync(Func<Task> step)
    {
        try
        {
            await step();
            told = null;
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var reason = Failures.Reason(failure);
            if (Interlocked.Exchange(ref told, reason) != reason) LogAway(reason);
            return false;
        }
    }

    private static TaskCompletionSource NewHeard() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Error, "{Sentence}")]
    private partial void LogClock(string sentence);

    [LoggerMessage(LogLevel.Warning, "The feed will look again: {Reason}")]
    private partial void LogAway(string reason);
}
