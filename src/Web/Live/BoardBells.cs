using System.Collections.Concurrent;
using System.Threading.Channels;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Live;

/// <summary>
/// Rings for whoever looks at a post when something changed on it, in this process or another. One question answers for all the posts looked at, and none is asked while
/// nobody looks or nothing is written.
/// </summary>
public sealed class BoardBells(Engine engine)
{
    /// <summary>Changes that follow each other closely ring once.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(150);

    /// <summary>Looked at all the same, should a notice be lost.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>Grows with each fact of the post or of one of its candidacies.</summary>
    private const string Sql = """
        select v.id, v.version + coalesce((select sum(a.version) from jalon.job_application a where a.vacancy_id = v.id), 0)::bigint from jalon.vacancy v where v.id = any ($1)
        """;

    private readonly ConcurrentDictionary<Channel<long>, Guid> watchers = new();
    private readonly Lock gate = new();
    private Task? watch;

    /// <summary>One item each time the post changed, until told to stop; several changes may be one item.</summary>
    public async IAsyncEnumerable<long> RingsAsync(Guid post, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        watchers[channel] = post;
        lock (gate) watch ??= Task.Run(WatchAsync, CancellationToken.None);
        try
        {
            await foreach (var version in channel.Reader.ReadAllAsync(ct)) yield return version;
        }
        finally
        {
            watchers.TryRemove(channel, out _);
        }
    }

    /// <summary>Ends when nobody looks any more.</summary>
    private async Task WatchAsync()
    {
        var known = new Dictionary<Guid, long>();
        while (true)
        {
            lock (gate)
            {
                if (watchers.IsEmpty)
                {
                    watch = null;
                    return;
                }
            }

            var heard = engine.Feed.HeardAsync(Silence, CancellationToken.None);
            try
            {
                await RingAsync(known);
            }
            catch (Exception away) when (PostgresAway.Is(away))
            {
                // Pages say so themselves; the bell rings again when it can.
            }

            await heard;
            await Task.Delay(Gather);
        }
    }

    private async Task RingAsync(Dictionary<Guid, long> known)
    {
        var now = new Dictionary<Guid, long>();
        await using (var query = Query.Of(engine.Database, Sql, watchers.Values.Distinct().ToArray()))
        await using (var row = await query.ExecuteReaderAsync())
            while (await row.ReadAsync()) now[row.GetGuid(0)] = row.GetInt64(1);
        foreach (var (channel, post) in watchers)
            if (now.TryGetValue(post, out var version) && known.TryGetValue(post, out var before) && version != before) channel.Writer.TryWrite(version);
        foreach (var (post, version) in now) known[post] = version;
    }
}
