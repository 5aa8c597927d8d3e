using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Running;

/// <summary>
/// One trigger played out: facts are recorded one by one and applied at once, so that what is decided next reads what was just recorded. Tokens move in the order of
/// the file until each waits or has ended.
/// </summary>
internal sealed partial class Run
{
    /// <summary>More than any procedure does between two waits: past it, the diagram turns in circles.</summary>
    private const int MostSteps = 1_000;

    private readonly Procedure procedure;
    private readonly CaseView view;
    private readonly IReadOnlyDictionary<string, Procedure> callable;
    private readonly Context context;
    private readonly List<InstanceFact> facts = [];
    private readonly Queue<Move> moves = new();

    /// <summary>The side path of the token that moves, by the key of the event that began it; null on the main way.</summary>
    private string? side;

    public Run(Instance? state, InstanceCircumstances read, Context context) =>
        (State, procedure, view, callable, this.context) = (state!, read.Procedure, read.View, read.Callable, context);

    /// <summary>It was taken up elsewhere by this trigger.</summary>
    private bool takenUp;

    /// <summary>A token about to enter an element.</summary>
    private readonly record struct Move(Element To, Flow? By, string? Side);

    public Instance State { get; private set; }

    public IReadOnlyList<InstanceFact> Facts => facts;

    public void Record(InstanceFact fact)
    {
        if (fact is StepEntered step) fact = step with { Side = side };
        State = InstanceGrain.Next(State, fact, new Stamp(context.At, context.By, context.CommandId));
        facts.Add(fact);
    }

    /// <summary>Puts a token before an element; it enters when the others before it have.</summary>
    public void Send(Element to, Flow? by = null) => moves.Enqueue(new Move(to, by, side));

    /// <summary>A token that was stuck tries again, on the way where it was.</summary>
    public void Retry(Stuck stuck)
    {
        Record(new IncidentCleared(stuck.Number));
        side = stuck.Side;
        Send(procedure[stuck.Element], stuck.Flow is { } flow ? procedure.In(stuck.Element).First(known => known.Id == flow) : null);
    }

    private void Leave(Element element)
    {
        foreach (var flow in procedure.Out(element.Id)) Send(procedure[flow.To], flow);
    }

    /// <summary>
    /// Every token goes on until it waits or ends; then an instance without a token is over. A diagram that turns in circles is an incident: nothing of
    /// the turns is kept, and each token stays where it was when they began.
    /// </summary>
    public void Drain()
    {
        var (before, count, first) = (State, facts.Count, moves.ToArray());
        for (var steps = 0; moves.TryDequeue(out var move); steps++)
        {
            if (steps < MostSteps)
            {
                Enter(move);
                continue;
            }

            State = before;
            facts.RemoveRange(count, facts.Count - count);
            moves.Clear();
            foreach (var token in first) Stop(token, "endless_loop");
        }

        if (State.End is null) LeaveWhatIsOvertaken();
        if (State is { End: null, IsEmpty: true }) End(InstanceEnd.Completed);
    }

    private void Stop(Move token, string code) => Record(new IncidentRaised(State.LastIncident + 1, token.To.Id, token.By?.Id, code, token.Side));

    private int NextVisit(Element element) => State.Visits.GetValueOrDefault(element.Id) + 1;

    /// <summary>What a condition reads: what the instance was told, then the case.</summary>
    public object? Read(string name) =>
        State.Answers.TryGetValue(name, out var answer) ? answer
        : State.Inputs.TryGetValue(name, out var input) ? Values.Read(input, procedure.Names[name].Type)
        : view.Values.GetValueOrDefault(name);

    private Dictionary<string, string> ReadAll(IEnumerable<KeyValuePair<string, string>> names) =>
        names.Select(pair => (pair.Key, Value: Values.Written(Read(pair.Value)))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    /// <summary>The instance is over: whatever still waits is given up first, so that what was opened elsewhere is closed.</summary>
    public void End(InstanceEnd how)
    {
        moves.Clear();
        foreach (var wait in State.Open) GiveUp(wait, how == InstanceEnd.Overtaken ? WaitEnd.Overtaken : WaitEnd.Cancelled);
        Record(new InstanceEnded(how, how is InstanceEnd.Completed or InstanceEnd.Terminated ? ReadAll(procedure.Head.Outputs) : new Dictionary<string, string>(), State.Caller));
    }
}
