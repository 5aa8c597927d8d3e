namespace Jalon.Silo.Feed;

/// <summary>What playing parked facts again came to.</summary>
/// <param name="Played">Facts that passed now and are no longer parked.</param>
/// <param name="Remaining">Facts of the grain still parked.</param>
/// <param name="Reason">Why the first of these failed again; null when all passed.</param>
public sealed record Replayed(int Played, int Remaining, string? Reason);

/// <summary>Plays the parked facts of a grain again, in their order. It takes the subscription meanwhile, so that nothing is parked behind what is being played.</summary>
internal sealed class Parking(Leases leases, FactReader reader)
{
    private const int PageSize = 500;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public async Task<Replayed> RetryAsync(string name, Effects effects, Guid grainId, CancellationToken ct)
    {
        if (await leases.StealAsync(name, Lease, ct) is not { } held) return new Replayed(0, 0, null);
        try
        {
            var played = 0;
            while (true)
            {
                var parked = await reader.ParkedAsync(name, grainId, PageSize, ct);
                if (parked.Count == 0) return new Replayed(played, 0, null);
                foreach (var fact in parked)
                {
                    if (await effects.TryAsync(fact, (one, token) => effects.PlayAgainAsync(held.Fence, one, token), ct) is { } failed)
                    {
                        await effects.KeepParkedAsync(held.Fence, fact, failed, ct);
                        return new Replayed(played, (await reader.ParkedAsync(name, grainId, int.MaxValue, ct)).Count, failed.Reason);
                    }

                    played++;
                }
            }
        }
        finally
        {
            await leases.ReleaseAsync([held], CancellationToken.None);
        }
    }
}
