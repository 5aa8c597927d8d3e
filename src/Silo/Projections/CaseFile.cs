using Jalon.Grains;

namespace Jalon.Silo.Projections;

/// <summary>What an interval tells: who has one open step, or who holds the case.</summary>
public enum Scope { Case, Step }

/// <summary>A stretch of a case's life. From is included, To is not; null while it lasts.</summary>
/// <param name="Opened">Version of the fact that opened it.</param>
/// <param name="Stage">Stage of the case when it opened.</param>
public sealed record Interval(Guid CaseId, string CaseKind, Scope Scope, int Opened, string Step, string Name, string? Stage, TimeKind Kind, Holder Holder,
    DateTimeOffset From, DateTimeOffset? To, DateTimeOffset? Due, Target? Target = null)
{
    /// <summary>The post the case is about: itself where it is one; null for a path.</summary>
    public Guid? PostId { get; init; }

    /// <summary>What makes it one row.</summary>
    public (Guid CaseId, Scope Scope, int Opened, string Step) Key => (CaseId, Scope, Opened, Step);

    public Step AsStep => new(Step, Name, Kind, Holder, From, Target, Due);
}

/// <summary>A fact jumped over a version of its grain: what lies between was never seen.</summary>
public sealed class VersionHoleException(int seen, int version)
    : Exception($"Le fait de version {version} suit la version {seen}\u00A0: il en manque entre les deux.");

/// <summary>
/// The open intervals of one case, and the rule that moves them fact by fact. Pure: the sum of the case's intervals is exactly its lead time, each instant has
/// one holder, and what was written is never attributed again.
/// </summary>
/// <param name="At">Instant of the last fact; the next is never told earlier.</param>
/// <param name="Steps">Open steps.</param>
/// <param name="Holder">The case's own open interval.</param>
/// <param name="Before">The case's last closed interval, while it is at hand: a detour that lasted no time leads back to it.</param>
public sealed record CaseFile(Guid Id, string Kind, int Version, DateTimeOffset? At, string? Stage, IReadOnlyList<Interval> Steps, Interval? Holder, Interval? Before = null)
{
    /// <summary>The post the case is about, where it is another thing than the case.</summary>
    public Guid? PostId { get; init; }

    public static CaseFile New(Guid id, string kind) => new(id, kind, 0, null, null, [], null);

    /// <summary>The file after a fact, and what the fact changed in <paramref name="changes"/>.</summary>
    /// <exception cref="VersionHoleException">A version is missing.</exception>
    public CaseFile After(int version, DateTimeOffset at, BallMove? move, Changes changes)
    {
        if (version <= Version) return this;
        if (version > Version + 1) throw new VersionHoleException(Version, version);
        var now = At > at ? At.Value : at;
        var next = this with { Version = version, At = now, Stage = move?.Stage ?? Stage, PostId = move?.PostId ?? PostId };
        return move is null ? next : next.MoveSteps(move, changes).MoveHolder(move, At, changes);
    }

    private CaseFile MoveSteps(BallMove move, Changes changes)
    {
        var closing = Steps.ToLookup(step => move.Ends || move.ClosesAll || move.Closes.Contains(step.Step));
        foreach (var step in closing[true]) changes.Write(step with { To = Later(step.From) });
        var opened = move.Ends ? [] : move.Opens.Select(step => Row(Scope.Step, step, Json.Truncate(step.Since))).ToList();
        opened.ForEach(changes.Write);
        return this with { Steps = [.. closing[false], .. opened] };
    }

    private CaseFile MoveHolder(BallMove move, DateTimeOffset? lastFact, Changes changes)
    {
        if (move.Ends) return Holder is null ? this : Close(changes) with { Holder = null };
        // Between two steps the last holder keeps the case, so that no instant is lost.
        var step = Ball.HolderOf(Steps.Select(row => row.AsStep)) ?? Holder?.AsStep;
        if (step is null || (Holder is not null && Holder.Step == step.Id && Holder.Stage == Stage && Holder.Holder == step.Holder)) return this;
        return Holder is null ? Open(step, Beginning(step, lastFact), changes) : Close(changes).Open(step, At!.Value, changes);
    }

    /// <summary>A case held for no time by somebody was not held by them.</summary>
    private CaseFile Close(Changes changes)
    {
        if (Holder!.From == At) changes.Drop(Holder);
        else changes.Write(Holder with { To = At });
        return Holder.From == At ? this : this with { Before = Holder with { To = At } };
    }

    private CaseFile Open(Step step, DateTimeOffset from, Changes changes)
    {
        var back = Before is { } before && before.To == from && before.Step == step.Id && before.Stage == Stage && before.Holder == step.Holder;
        var holder = back ? Before! with { To = null } : Row(Scope.Case, step, from);
        changes.Write(holder);
        return this with { Holder = holder, Before = back ? null : Before };
    }

    /// <summary>A case begins when its first step does, which may be before it was told, but never before its last fact: reopened, it does not run twice.</summary>
    private DateTimeOffset Beginning(Step step, DateTimeOffset? lastFact)
    {
        var since = Json.Truncate(step.Since);
        var told = since < At ? since : At!.Value;
        return lastFact > told ? lastFact.Value : told;
    }

    private DateTimeOffset Later(DateTimeOffset from) => from > At ? from : At!.Value;

    private Interval Row(Scope scope, Step step, DateTimeOffset from) =>
        new(Id, Kind, scope, Version, step.Id, step.Name, Stage, step.Kind, step.Holder, from, null, step.Due, step.Target) { PostId = PostId ?? (Kind == "vacancy" ? Id : null) };
}
