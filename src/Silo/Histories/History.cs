using System.Collections.Concurrent;

using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo.Feed;

namespace Jalon.Silo.Histories;

/// <summary>
/// Plays a past on the real grains, under the clock of that past. Day after day: the deeds of a day go together, those of one grain in their order; then what they ask of
/// other grains is played at the same instants (<see cref="FactFeed.FollowAsync"/>), before the next day begins. At its end, procedures begin on the cases still open. So each fact is dated as it would have been, and two plays
/// of one history give the same facts as long as no two deeds of a day reserve something of the same grain.
/// </summary>
public sealed class History(Engine engine, Origin origin)
{
    /// <summary>Grains worked on together: the commits gather what is in flight.</summary>
    private const int Abreast = 128;

    private const int BusyTurns = 20;

    /// <summary>Far more than any projection needs for what a day may leave behind.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<RefusedDeed> refused = [];

    /// <summary>How long a process that was killed may still seem to be there.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Deeds that were not taken. A refusal leaves its case as it stands, and the others untouched.</summary>
    public IReadOnlyCollection<RefusedDeed> Refused => refused;

    /// <param name="after">Last local day already played, where a play was cut; null to begin.</param>
    /// <param name="until">The end of the history: what was due by then and not done is recorded as missed.</param>
    /// <param name="noted">Called after each day.</param>
    /// <exception cref="LeaseElsewhereException">Another process works on this database: its effects would not be dated by this history.</exception>
    public async Task PlayAsync(IReadOnlyList<Deed> deeds, DateOnly? after, DateTimeOffset until, Func<PlayedDay, Task> noted, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await engine.Feed.TakeForHistoryAsync(Patience, ct);
        var tables = engine.Feed.RunAsync(FeedWork.Tables, over.Token);
        try
        {
            await PlayDaysAsync(deeds, after, noted, ct);
            await LetPassAsync(deeds, until, ct);
            await engine.Feed.FollowAsync(ct);
            await engine.TakeUpAsync(new Occasion(origin, until), ct);
            await engine.Feed.FollowAsync(ct);
            await engine.Feed.CaughtUpAsync(LongestCatchUp, ct);
        }
        finally
        {
            await over.CancelAsync();
            await tables;
        }
    }

    private async Task PlayDaysAsync(IReadOnlyList<Deed> deeds, DateOnly? after, Func<PlayedDay, Task> noted, CancellationToken ct)
    {
        var played = 0;
        foreach (var day in deeds.OrderBy(deed => deed.At).GroupBy(deed => FrenchCalendar.DayOf(deed.At)))
        {
            var count = day.Count();
            played += count;
            if (day.Key <= after) continue;
            await Parallel.ForEachAsync(day.GroupBy(deed => deed.GrainId), Together(ct), async (one, token) =>
            {
                foreach (var deed in one) await DoAsync(deed, token);
            });
            await engine.Feed.FollowAsync(ct);
            await noted(new PlayedDay(day.Key, played));
        }
    }

    private async Task DoAsync(Deed deed, CancellationToken ct)
    {
        var envelope = new Envelope(deed.GrainId, deed.Command, deed.CommandId, new Actor(deed.By), origin, deed.At) { Kind = deed.Kind.Name };
        Reply reply = new Busy();
        for (var turn = 0; turn < BusyTurns && reply is Busy; turn++) reply = await engine.Silo.SendAsync(envelope, ct);
        if (reply is not Done) refused.Enqueue(new RefusedDeed(deed, reply));
    }

    private Task LetPassAsync(IReadOnlyList<Deed> deeds, DateTimeOffset until, CancellationToken ct) => Parallel.ForEachAsync(
        deeds.Select(deed => (deed.Kind, deed.GrainId)).Distinct(), Together(ct),
        async (grain, token) => await engine.Silo.LetPassAsync(grain.Kind, grain.GrainId, until, origin, token));

    private static ParallelOptions Together(CancellationToken ct) => new() { MaxDegreeOfParallelism = Abreast, CancellationToken = ct };
}
