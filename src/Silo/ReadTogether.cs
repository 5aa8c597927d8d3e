namespace Jalon.Silo;

/// <summary>
/// Rows asked for one by one, by many at once, read by one question: whoever asks while one is under way goes with the next. What is answered was read after it was asked for.
/// </summary>
/// <param name="read">What is known of each of these ids; those that do not exist are absent.</param>
internal sealed class ReadTogether<TValue>(Func<Guid[], Task<IReadOnlyDictionary<Guid, TValue>>> read) where TValue : class
{
    /// <summary>Guards what follows.</summary>
    private readonly Lock gate = new();

    private Dictionary<Guid, TaskCompletionSource<TValue?>> asked = [];
    private bool underWay;

    /// <summary>Null where there is no such row. A failure is told to all who asked together.</summary>
    public Task<TValue?> ReadAsync(Guid id, CancellationToken ct)
    {
        TaskCompletionSource<TValue?>? mine;
        bool first;
        lock (gate)
        {
            if (!asked.TryGetValue(id, out mine)) asked[id] = mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (first, underWay) = (!underWay, true);
        }

        if (first) _ = AnswerAsync();
        return mine.Task.WaitAsync(ct);
    }

    private async Task AnswerAsync()
    {
        while (Take() is { } taken)
        {
            try
            {
                var rows = await read([.. taken.Keys]);
                foreach (var (id, answer) in taken) answer.SetResult(rows.GetValueOrDefault(id));
            }
            catch (Exception failure)
            {
                foreach (var answer in taken.Values) answer.TrySetException(failure);
            }
        }
    }

    private Dictionary<Guid, TaskCompletionSource<TValue?>>? Take()
    {
        lock (gate)
        {
            underWay = asked.Count > 0;
            if (!underWay) return null;
            var taken = asked;
            asked = [];
            return taken;
        }
    }
}
