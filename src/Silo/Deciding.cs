using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Journal;

namespace Jalon.Silo;

/// <summary>From a command and the state in memory to what the journal is handed. Nothing is written here.</summary>
internal sealed class Deciding(SiloParts parts)
{
    public async Task<(Decision Decision, Context Context)> DecideAsync(Activation activation, Envelope envelope, CancellationToken ct)
    {
        var context = ContextOf(activation, envelope);
        var circumstances = activation.Kind.NeedsCircumstances(activation.State, envelope.Command) ? await ReadAsync(activation, envelope, context, ct) : null;
        return (activation.Kind.Decide(activation.State, envelope.Command, circumstances, context), context);
    }

    public Context ContextOf(Activation activation, Envelope envelope)
    {
        var now = Json.Truncate(envelope.At ?? parts.Clock.GetUtcNow());
        if (now < activation.LastAt) now = activation.LastAt;
        return new Context(envelope.By, now, envelope.CommandId, PostOf(activation.State, envelope.Command) is { } post ? parts.RulesOfPost(post) ?? parts.Rules() : parts.Rules());
    }

    private static Guid? PostOf(object? state, Command command) => state switch
    {
        Vacancy vacancy => vacancy.Id,
        JobApplication application => application.VacancyId,
        _ => command is Apply apply ? apply.VacancyId : null,
    };

    public Task<object> ReadAsync(Activation activation, Envelope envelope, Context context, CancellationToken ct) =>
        parts.Circumstances[activation.Kind.Name](parts.Database, activation.Id, activation.State, envelope.Command, context.At, ct);

    public Pending Prepare(Activation activation, Accepted accepted, Envelope envelope, Context context, byte[] bodyHash, out object state)
    {
        var stamp = new Stamp(context.At, context.By, context.CommandId);
        var kind = activation.Kind;
        state = kind.Replay(activation.State, accepted.Facts, stamp)!;
        var lines = new FactLine[accepted.Facts.Count];
        var hash = activation.Hash;
        var origin = CommitStatements.OriginText(envelope.Origin);
        for (var i = 0; i < lines.Length; i++)
        {
            var (fact, version) = (accepted.Facts[i], activation.Version + i + 1);
            var (type, data) = (fact.GetType().Name, JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Json.Options));
            hash = FactHash.Of(hash, kind.Name, activation.Id, version, type, context.At, context.By.Id, origin, context.CommandId, data);
            lines[i] = new FactLine(version, type, data, hash);
        }

        var (awaited, noLonger) = DeadlineChange(kind, activation.State, state, envelope.Origin, context.At);
        return new Pending
        {
            Kind = kind, GrainId = activation.Id, Expected = activation.Version, Facts = lines, Rows = accepted.Rows,
            State = JsonSerializer.SerializeToUtf8Bytes(state, kind.State, Json.Options), Awaited = awaited, NoLongerAwaited = noLonger,
            CommandId = context.CommandId, BodyHash = bodyHash, At = context.At, By = context.By, Origin = envelope.Origin,
        };
    }

    /// <summary>What the new state waits for and the old did not, and the other way round. History that brings a deadline already past never fires it.</summary>
    private (IReadOnlyList<Deadline> Awaited, IReadOnlyList<string> NoLonger) DeadlineChange(GrainKind kind, object? before, object after, Origin origin, DateTimeOffset at)
    {
        var old = before is null ? [] : kind.Deadlines(before).ToList();
        var fresh = kind.Deadlines(after).ToList();
        if (old.Count == 0 && fresh.Count == 0) return ([], []);
        var horizon = origin == Origin.Live ? DateTimeOffset.MinValue : Later(at, parts.Clock.GetUtcNow());
        var awaited = fresh.Where(deadline => !old.Contains(deadline) && deadline.Due > horizon).ToList();
        var noLonger = old.Where(deadline => !fresh.Contains(deadline) && awaited.TrueForAll(other => other.Key != deadline.Key));
        return (awaited, noLonger.Select(deadline => deadline.Key).ToList());
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
