using Npgsql;

namespace Jalon.Silo;

/// <summary>
/// Rows asked for one by one, by many at once, read by one question: whoever asks while one is under way goes with the next. What is answered was read after it was asked for.
/// </summary>
/// <param name="read">What is known of each of these ids; those that do not exist are absent.</param>
internal sealed class ReadTogether<TValue>(Func<NpgsqlDataSource, Guid[], Task<IReadOnlyDictionary<Guid, TValue>>> read)
{
    /// <summary>Guards what follows.</summary>
    private readonly Lock gate = new();

    private Dictionary<Guid, TaskCompletionSource<(bool Found, TValue Value)>> asked = [];
    private bool underWay;

    /// <summary>Null, or what a value of this kind is by default, where there is no such row. A failure is told to all who asked together.</summary>
    public async Task<TValue?> ReadAsync(NpgsqlDataSource database, Guid id, CancellationToken ct)
    {
        TaskCompletionSource<(bool Found, TValue Value)>? mine;
        bool first;
        lock (gate)
        {
            if (!asked.TryGetValue(id, out mine)) asked[id] = mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (first, underWay) = (!underWay, true);
        }

        if (first) _ = AnswerAsync(database);
        var (found, value) = await mine.Task.WaitAsync(ct);
        return found ? value : default;
    }

    private async Task AnswerAsync(NpgsqlDataSource database)
    {
        while (Take() is { } taken)
        {
            try
            {
                var rows = await read(database, [.. taken.Keys]);
                foreach (var (id, answer) in taken) answer.SetResult(rows.TryGetValue(id, out var value) ? (true, value) : default);
            }
            catch (Exception failure)
            {
                foreach (var answer in taken.Values) answer.TrySetException(failure);
            }
        }
    }

    private Dictionary<Guid, TaskCompletionSource<(bool Found, TValue Value)>>? Take()
    {
        lock (gate)
        {
            if (asked.Count == 0)
            {
                underWay = false;
                return null;
            }

            var taken = asked;
            asked = [];
            return taken;
        }
    }
}
