using Jalon.Grains;
using Jalon.Silo.Deadlines;

namespace Jalon.Silo;

/// <summary>What grains wait for: instants to come become rows that are fired; those that history let pass are recorded and never fired.</summary>
public sealed partial class SiloHost
{
    /// <summary>Deadlines a grain can let pass between two commands of its history: one a month for decades.</summary>
    private const int MostMissed = 500;

    /// <summary>Time passes for a grain of history on which nothing more happens: see <see cref="LetPassAsync(Activation, DateTimeOffset, Origin, CancellationToken)"/>.</summary>
    internal Task LetPassAsync(GrainKind kind, Guid id, DateTimeOffset until, Origin origin, CancellationToken ct) =>
        InsideAsync(kind, id, activation => LetPassAsync(activation, until, origin, ct), ct);

    /// <summary>
    /// History catches up with its own deadlines: what the grain awaited until this instant and nothing answered is recorded as missed, at the instant it was due.
    /// The fact is history: nobody is told. What was answered in time is met, and leaves no more than it does in a live grain.
    /// </summary>
    private async Task LetPassAsync(Activation activation, DateTimeOffset until, Origin origin, CancellationToken ct)
    {
        for (var missed = 0; missed < MostMissed; missed++)
        {
            if (!activation.Loaded) await tables.LoadAsync(activation, ct);
            if (activation.State is not { } state || activation.Kind.Deadlines(state).Where(one => one.Due <= until).MinBy(one => one.Due) is not { } past) return;
            var reached = new Envelope(activation.Id, new DeadlineReached(past.Key), DeadlineRunner.CommandId(activation.Id, past), Actor.System, origin, past.Due);
            var reply = await AnswerAsync(activation, reached, CommandText.BodyHash(reached, CommandText.Of(reached.Command)), ct);
            if (reply is not Done { Last: not null }) return;
        }
    }
}
