using Jalon.Grains;
using Jalon.Silo.Feed;

namespace Jalon.Silo.Instances;

/// <summary>Sends what follows from a fact, under an id that follows from it too.</summary>
internal sealed class InstanceMail(SiloHost silo)
{
    /// <param name="why">What sets this command apart from others that follow from the same fact.</param>
    public Task<Reply> SendAsync(Guid target, Command command, string why, FactRecord fact, CancellationToken ct) =>
        SendAsync(target, command, DerivedId.Of(why, fact.GrainId, fact.Version, target, command.GetType().Name), fact.Occasion, ct);

    /// <summary>A grain that others keep changing is tried again by the feed; an id that was used for something else is a bug, and is parked with its fact.</summary>
    public async Task<Reply> SendAsync(Guid target, Command command, Guid id, Occasion occasion, CancellationToken ct)
    {
        var reply = await silo.SendAsync(new Envelope(target, command, id, Actor.System, occasion.Origin, occasion.At), ct);
        return reply is Busy or Mismatch or Invalid ? throw new InvalidOperationException($"{command.GetType().Name} to grain {target}: {reply}") : reply;
    }
}
