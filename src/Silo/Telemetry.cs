using System.Diagnostics;
using System.Diagnostics.Metrics;

using Jalon.Silo.Feed;

namespace Jalon.Silo;

/// <summary>
/// What the engine tells of its work, under one name, to whoever listens; with no listener nothing is made. Ids, codes and durations: never a name or a text.
/// A command is followed from the click to its effects in any process without anything being stored: the trace of the effects of a command has the command's id
/// as its own, and the command's span, in the trace of the click, links to it.
/// </summary>
public static class Telemetry
{
    public const string Name = "Jalon";

    /// <summary>Facts of a page that its span links to.</summary>
    private const int MostLinks = 32;

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<int> CommitSize = Meter.CreateHistogram<int>("jalon.commit.size", "{command}", "Commands written by one commit");
    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("jalon.commit.duration", "s", "From the gathered commands to their answers");
    private static readonly Histogram<double> MailboxWait = Meter.CreateHistogram<double>("jalon.mailbox.wait", "s", "How long a command waits for its grain");
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("jalon.commands", "{command}", "Commands answered, by name and answer");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("jalon.refusals", "{refusal}", "Commands refused by a guard, by its code");

    /// <summary>Where the effects of a command are traced: follows from its id, in whatever process they happen.</summary>
    public static ActivityContext EffectsOf(Guid commandId)
    {
        Span<byte> bytes = stackalloc byte[16];
        commandId.TryWriteBytes(bytes, bigEndian: true, out _);
        return new ActivityContext(ActivityTraceId.CreateFromBytes(bytes), ActivitySpanId.CreateFromBytes(bytes[8..]), ActivityTraceFlags.Recorded, isRemote: true);
    }

    internal static Activity? Command(Envelope envelope)
    {
        if (!Source.HasListeners()) return null;
        return Source.StartActivity(ActivityKind.Internal, tags: [new("jalon.command_id", envelope.CommandId), new("jalon.grain_id", envelope.GrainId)],
            links: [new ActivityLink(EffectsOf(envelope.CommandId))], name: $"command {envelope.Command.GetType().Name}");
    }

    internal static Reply Answered(Envelope envelope, Reply reply, Activity? span)
    {
        span?.SetTag("jalon.answer", reply.GetType().Name);
        if (Commands.Enabled) Commands.Add(1, new("command", envelope.Command.GetType().Name), new("answer", reply.GetType().Name));
        if (reply is Declined(var why)) Refusals.Add(1, new KeyValuePair<string, object?>("code", why.Code));
        return reply;
    }

    internal static void Entered(long asked)
    {
        if (MailboxWait.Enabled) MailboxWait.Record(Stopwatch.GetElapsedTime(asked).TotalSeconds);
    }

    internal static void Committed(int commands, long begun)
    {
        CommitSize.Record(commands);
        if (CommitDuration.Enabled) CommitDuration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>One fact handled by commands to other grains.</summary>
    internal static Activity? Effect(string subscription, FactRecord fact) => !Source.HasListeners() ? null
        : Source.StartActivity(ActivityKind.Consumer, EffectsOf(fact.CommandId), name: $"effect {subscription} {fact.Type}",
            tags: [new("jalon.command_id", fact.CommandId), new("jalon.grain_id", fact.GrainId), new("jalon.version", fact.Version)]);

    /// <summary>A page of facts written to tables: one span for all, linked to each.</summary>
    internal static Activity? Page(string subscription, IReadOnlyList<FactRecord> facts) => !Source.HasListeners() ? null
        : Source.StartActivity(ActivityKind.Consumer, name: $"page {subscription}", tags: [new("jalon.facts", facts.Count)],
            links: facts.Take(MostLinks).Select(fact => new ActivityLink(EffectsOf(fact.CommandId))));

    internal static Activity? Deadline(string key, Guid grainId) => !Source.HasListeners() ? null
        : Source.StartActivity(ActivityKind.Producer, name: $"deadline {key.Split('#')[0]}", tags: [new("jalon.grain_id", grainId)]);
}
