using Jalon.Grains;

namespace Jalon.Workflows.Running;

/// <summary>What an instance becomes, and what leaves with it.</summary>
/// <param name="Effects">Each with an id of its own: asked twice, it happens once.</param>
/// <param name="Refusal">Why nothing happened, where something was refused.</param>
public sealed record Advanced(Instance? Instance, IReadOnlyList<InstanceFact> Facts, IReadOnlyList<Effect> Effects, Refusal? Refusal = null);

/// <summary>The token engine, as a grain: a trigger is decided on the state, the procedure and the case, and gives facts.</summary>
public static partial class InstanceGrain
{
    public static readonly GrainKind Kind = GrainKind.Of<Instance, InstanceCommand, InstanceFact, InstanceCircumstances>(
        "workflow_instance", Decide, Apply, NeedsCircumstances, Deadlines);

    /// <summary>A task is put off for this long at most.</summary>
    private const int MostSnoozedDays = 60;

    /// <summary>What is over, or never was, is told without reading the case.</summary>
    private static bool NeedsCircumstances(Instance? state, Command trigger) => state is null ? trigger is StartInstance : state.End is null && trigger is not StartInstance;

    /// <summary>Plays one trigger. Pure: the same arguments give the same answer.</summary>
    public static Advanced Advance(Instance? instance, Command trigger, InstanceCircumstances read, Context context)
    {
        var decision = Decide(instance, trigger, read, context);
        if (decision is Refused refused) return new(instance, [], [], refused.Why);
        var facts = ((Accepted)decision).Facts.Cast<InstanceFact>().ToList();
        var stamp = new Stamp(context.At, context.By, context.CommandId);
        var (state, effects) = (instance, new List<Effect>());
        foreach (var fact in facts)
        {
            state = Apply(state, fact, stamp);
            effects.AddRange(Effect.Of(state, fact));
        }

        return new(state, facts, effects);
    }

    internal static Instance Next(Instance? state, InstanceFact fact, Stamp stamp) => Apply(state, fact, stamp);

    /// <summary>The list of tasks changes in the commit of the facts that change it.</summary>
    private static Decision Decide(Instance? state, Command trigger, InstanceCircumstances? read, Context context)
    {
        var decision = Decided(state, trigger, read, context);
        return decision is Accepted { Facts.Count: > 0 } accepted ? accepted with { Rows = [.. accepted.Rows, .. TaskRow.Of(state, [.. accepted.Facts.Cast<InstanceFact>()])] } : decision;
    }

    private static Decision Decided(Instance? state, Command trigger, InstanceCircumstances? read, Context context)
    {
        if (trigger is StartInstance start) return state is null ? Start(start, read!, context) : Decision.AlreadySo;
        if (state is null) return trigger is DeadlineReached or CancelInstance ? Decision.AlreadySo : Refusals.Unknown;
        if (state.End is not null) return trigger is FinishTask or DelegateTask or SnoozeTask or CommentTask or RetryIncident or MigrateInstance ? Refusals.Over : Decision.AlreadySo;
        if (state.Version != read!.Procedure.Version) throw new InvalidOperationException($"instance {state.Id} runs version {state.Version}, not {read.Procedure.Version}");
        var run = new Run(state, read, context);
        return trigger switch
        {
            HearFact heard => heard.Version <= state.Heard ? Decision.AlreadySo : run.Hear(heard) ? new Accepted(run.Facts) : Decision.AlreadySo,
            DeadlineReached(var key) => Reached(run, key, context.At),
            FinishTask finish => Finished(run, read.Procedure, finish),
            DelegateTask given => Delegated(run, read.Procedure, given),
            SnoozeTask later => Snoozed(run, read.Procedure, later, context),
            CommentTask said => Commented(run, read.Procedure, said, context),
            CommandAnswered answered => Answered(run, answered),
            ChildEnded ended => Returned(run, read.Procedure, ended),
            RetryIncident retry => Retried(run, read.Procedure, retry),
            CancelInstance => Ended(run),
            MigrateInstance migrate => Migrate(state, migrate, read, context),
            _ => throw new InvalidOperationException($"no decision for {trigger.GetType().Name}"),
        };
    }

    private static Accepted Start(StartInstance start, InstanceCircumstances read, Context context)
    {
        var procedure = read.Procedure;
        var run = new Run(null, read, context);
        var entry = start.TakenUp ? procedure.EntryAt(start.Stage) : procedure.Start;
        run.Record(new InstanceStarted(start.InstanceId, procedure.Id, procedure.Version, procedure.Case.Name, start.CaseId, start.Stage, start.Heard,
            (entry ?? procedure.Start).Id, start.Caller, start.Depth, start.Inputs ?? new Dictionary<string, string>()));
        if (entry is not null) run.Send(entry);
        run.Drain();
        return new Accepted(run.Facts);
    }

    /// <summary>The instants it waits for: the end of the undo window, or its timers, which stand still while it is suspended.</summary>
    private static IEnumerable<Deadline> Deadlines(Instance state)
    {
        if (state.End is not null) return [];
        if (state.Suspended is { } suspended) return suspended.Until is { } until ? [new(Keys.Undo, until)] : [];
        return state.Open.Where(wait => wait.Due is not null).Select(wait => new Deadline(wait.Key, wait.Due!.Value));
    }

    /// <summary>A key of an activation that is over is recorded and changes nothing; one that comes early, or during a pause, is not even that: it will come again.</summary>
    private static Decision Reached(Run run, string key, DateTimeOffset now)
    {
        if (Deadlines(run.State).FirstOrDefault(deadline => deadline.Key == key) is not { } awaited)
            return run.State.At(key) is not null || key == Keys.Undo ? Decision.AlreadySo : Ignored(run, nameof(DeadlineReached), key);
        if (awaited.Due > now) return Decision.AlreadySo;
        if (key == Keys.Undo) return Ended(run);
        run.Complete(run.State.At(key)!);
        run.Drain();
        return new Accepted(run.Facts);
    }

    private static Accepted Ended(Run run)
    {
        run.End(InstanceEnd.Cancelled);
        return new Accepted(run.Facts);
    }

    private static Decision Ignored(Run run, string trigger, string key)
    {
        var mark = key.LastIndexOf('#');
        return mark > 0 && int.TryParse(key.AsSpan(mark + 1), out var visit) ? new TriggerIgnored(trigger, key[..mark], visit) : Decision.AlreadySo;
    }
}
