namespace Jalon.Web.Cockpit;

/// <summary>
/// Figures that take seconds on ten years of posts and move with days, not with clicks: what was computed for a question is given at once to who asks it again, and computed anew behind them
/// once it is a few minutes old. What is quick to compute is never kept.
/// </summary>
public sealed class Remembered<T>(TimeProvider clock) where T : class
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5), Old = TimeSpan.FromHours(1);

    /// <summary>Questions kept: perimeters × filters, each a few hundred kilobytes at most.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, (DateTimeOffset At, T Value)> known = [];
    private readonly Lock turn = new();

    /// <param name="heavy">Whether it is worth keeping.</param>
    public async Task<T> OfAsync(string question, Func<Task<T>> compute, Func<T, bool> heavy)
    {
        if (Known(question, compute) is (true, { } kept)) return kept;
        var value = await compute();
        if (heavy(value)) Keep(question, value);
        return value;
    }

    private (bool Found, T? Value) Known(string question, Func<Task<T>> compute)
    {
        var now = clock.GetUtcNow();
        lock (turn)
        {
            if (!known.TryGetValue(question, out var last) || now - last.At >= Old) return default;
            if (now - last.At < Fresh) return (true, last.Value);
            // Whoever asks next meanwhile is given what is known: one computes.
            known[question] = (now, last.Value);
        }

        _ = Task.Run(async () => Keep(question, await compute())).ContinueWith(static failed => _ = failed.Exception, TaskScheduler.Default);
        lock (turn) return (true, known[question].Value);
    }

    private void Keep(string question, T value)
    {
        lock (turn)
        {
            if (known.Count >= Most && !known.ContainsKey(question)) known.Remove(known.MinBy(pair => pair.Value.At).Key);
            known[question] = (clock.GetUtcNow(), value);
        }
    }
}
