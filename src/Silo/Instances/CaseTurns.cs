namespace Jalon.Silo.Instances;

/// <summary>
/// One at a time on a case: what routes a fact to its instances, and what begins an instance that catches up with facts already routed. Between the two, a later fact would
/// be heard before an earlier one, which would then count as heard.
/// </summary>
internal sealed class CaseTurns
{
    /// <summary>Cases share turns by the hundreds: enough that two busy ones seldom wait for each other.</summary>
    private const int Stripes = 256;

    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task InTurnAsync(Guid caseId, Func<Task> work, CancellationToken ct)
    {
        var stripe = stripes[(uint)caseId.GetHashCode() % Stripes];
        await stripe.WaitAsync(ct);
        try
        {
            await work();
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>Alone on every case. Turns are taken in their order, and nobody who holds one asks for another.</summary>
    public async Task AloneAsync(Func<Task> work, CancellationToken ct)
    {
        var held = 0;
        try
        {
            for (; held < Stripes; held++) await stripes[held].WaitAsync(ct);
            await work();
        }
        finally
        {
            for (var stripe = 0; stripe < held; stripe++) stripes[stripe].Release();
        }
    }
}
