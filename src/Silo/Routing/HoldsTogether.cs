using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Silo.Routing;

/// <summary>
/// Openings of one post asked for by many at the same instant: those who come while one is being written go together with the next commit, instead of one commit each.
/// The vacancy counts alike, whether one process asks or several.
/// </summary>
internal sealed class HoldsTogether(SiloHost silo)
{
    /// <summary>Guards what follows.</summary>
    private readonly Lock gate = new();

    /// <summary>Those who wait, by post; a post is here while a hold of it is on its way.</summary>
    private readonly Dictionary<Guid, List<Asking>> waiting = [];

    private sealed record Asking(Hold Hold)
    {
        /// <summary>Null for whoever has to ask alone to be told why.</summary>
        public TaskCompletionSource<Reply?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <param name="alone">Sends this hold by itself, under an id of its own.</param>
    /// <returns>What the vacancy said of it.</returns>
    public async Task<Reply> AskAsync(Guid vacancy, Hold hold, Func<Task<Reply>> alone, CancellationToken ct)
    {
        if (Joined(vacancy, hold) is { } mine) return await mine.Answer.Task.WaitAsync(ct) ?? await alone();
        try
        {
            return await alone();
        }
        finally
        {
            _ = GoOnAsync(vacancy);
        }
    }

    /// <summary>Null where nobody else asks for this post now.</summary>
    private Asking? Joined(Guid vacancy, Hold hold)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(vacancy, out var others))
            {
                waiting[vacancy] = [];
                return null;
            }

            var mine = new Asking(hold);
            others.Add(mine);
            return mine;
        }
    }

    private async Task GoOnAsync(Guid vacancy)
    {
        while (Take(vacancy) is { Count: > 0 } taken)
        {
            Reply? reply = null;
            try
            {
                reply = await silo.SendAsync(new Envelope(vacancy, new HoldTogether(taken.ConvertAll(one => one.Hold)), Guid.CreateVersion7(), Actor.System));
            }
#pragma warning disable CA1031 // Nothing is known to be held: each asks alone, and meets the same, or not.
            catch (Exception)
#pragma warning restore CA1031
            {
            }

            var openings = reply is Done ? silo.Remembered<Vacancy>(vacancy)?.Openings ?? [] : [];
            foreach (var (hold, answer) in taken.Select(one => (one.Hold, one.Answer)))
                answer.SetResult(openings.Any(opening => opening.ApplicationId == hold.ApplicationId && opening.Attempt == hold.Attempt) ? reply : null);
        }
    }

    private List<Asking> Take(Guid vacancy)
    {
        lock (gate)
        {
            var taken = waiting[vacancy];
            if (taken.Count == 0) waiting.Remove(vacancy);
            else waiting[vacancy] = [];
            return taken;
        }
    }
}
