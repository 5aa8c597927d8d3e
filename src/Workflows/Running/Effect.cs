using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>What leaves with a fact. The id follows from the instance, the element and the visit: whoever carries it out twice does it once.</summary>
public abstract record Effect(Guid Id)
{
    /// <summary>The effects of a fact of an instance. They follow from the fact and from what never changes in the instance, so that they may be carried out at any time after it.</summary>
    public static IEnumerable<Effect> Of(Instance instance, InstanceFact fact)
    {
        Guid Key(string element, int visit, string what = "") => Keys.Effect(instance.Id, element, visit, what);
        switch (fact)
        {
            case CommandAsked asked:
                yield return new CommandToCase(Key(asked.Element, asked.Visit), instance.CaseId, asked.Element, asked.Visit, new Pattern(asked.Command, asked.Fields));
                break;
            case CommandRetried retried:
                yield return new CommandToCase(Key(retried.Element, retried.Visit), instance.CaseId, retried.Element, retried.Visit, new Pattern(retried.Command, retried.Fields));
                break;
            case MessageAsked asked:
                yield return new MessageToSend(Key(asked.Element, asked.Visit), instance.CaseId, asked.Template, asked.Audience);
                break;
            case ChildCalled called:
                var caller = new Caller(instance.Id, called.Element, called.Visit);
                yield return new InstanceToStart(called.ChildId,
                    new StartInstance(called.ChildId, called.Procedure, instance.CaseId, called.Heard, called.Stage, Caller: caller, Depth: instance.Depth + 1, Inputs: called.Inputs, Version: called.Version));
                break;
            case TaskOpened { Step: { } step } task:
                yield return new CaseStepToOpen(Key(task.Element, task.Visit, "open"), instance.CaseId, step, task.Kind, task.Holder);
                break;
            case WaitEnded ended:
                if (ended.Step is { } open) yield return new CaseStepToClose(Key(ended.Element, ended.Visit, "close"), instance.CaseId, open);
                if (ended.Child is { } child) yield return new InstanceToCancel(Key(ended.Element, ended.Visit, "cancel"), child);
                break;
            case InstanceEnded { Caller: { } back } ended:
                yield return new CallerToTell(DerivedId.Of("workflow", instance.Id, "ended"), back.InstanceId, new ChildEnded(back.Element, back.Visit, instance.Id, ended.How, ended.Outputs));
                break;
        }
    }
}

/// <summary>A command to the case; its answer comes back as <see cref="CommandAnswered"/> for this element and visit.</summary>
public sealed record CommandToCase(Guid Id, Guid CaseId, string Element, int Visit, Pattern Command) : Effect(Id);

public sealed record MessageToSend(Guid Id, Guid CaseId, string Template, string Audience) : Effect(Id);

public sealed record InstanceToStart(Guid Id, StartInstance Start) : Effect(Id);

public sealed record InstanceToCancel(Guid Id, Guid InstanceId) : Effect(Id);

public sealed record CallerToTell(Guid Id, Guid InstanceId, ChildEnded Ended) : Effect(Id);

/// <summary>A step of the procedure's own, opened on the case so that the rule that says who holds it counts it too.</summary>
public sealed record CaseStepToOpen(Guid Id, Guid CaseId, string Name, TimeKind Kind, Holder Holder) : Effect(Id);

public sealed record CaseStepToClose(Guid Id, Guid CaseId, string Name) : Effect(Id);
