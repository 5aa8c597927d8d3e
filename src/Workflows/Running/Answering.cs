using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>What people, the case and called instances answer to an activation. One that is over, or never was, is recorded and changes nothing.</summary>
public static partial class InstanceGrain
{
    private static Decision Finished(Run run, Procedure procedure, FinishTask finish)
    {
        if (run.State.At(finish.Element, finish.Visit) is not { Kind: WaitKind.Task } wait) return new TriggerIgnored(nameof(FinishTask), finish.Element, finish.Visit);
        var task = (UserTask)procedure[wait.Element];
        if (task.CompletedBy.Count > 0) return Refusals.DoneByTheCase(task.Said);
        if (task.Each is not null) return FinishedItem(run, task, wait, finish.Item);
        if (task.Answers.Count > 0 && !task.Answers.Contains(finish.Answer ?? "")) return Refusals.AnswerUnknown(task.Said, task.Answers);
        run.Complete(wait, task.Answers.Count > 0 ? new Dictionary<string, string> { [$"{task.Id}.answer"] = finish.Answer! } : null);
        run.Drain();
        return new Accepted(run.Facts);
    }

    private static Decision FinishedItem(Run run, UserTask task, Wait wait, string? item)
    {
        if (wait.Items!.FirstOrDefault(one => one.Item == item) is not { } found) return Refusals.ItemUnknown(task.Said);
        if (found.Done) return Decision.AlreadySo;
        run.CompleteItem(task, wait, found.Item);
        run.Drain();
        return new Accepted(run.Facts);
    }

    private static Decision Answered(Run run, CommandAnswered answered)
    {
        if (run.State.At(answered.Element, answered.Visit) is not { Kind: WaitKind.Command } wait) return new TriggerIgnored(nameof(CommandAnswered), answered.Element, answered.Visit);
        if (answered.Refusal is { } code) return wait.Incident == code ? Decision.AlreadySo : new WaitTroubled(wait.Element, wait.Visit, code);
        run.Complete(wait);
        run.Drain();
        return new Accepted(run.Facts);
    }

    /// <summary>A called instance that went to its end gives its outputs. One that was given up is an incident here, unless the same fact gives up this one too.</summary>
    private static Decision Returned(Run run, Procedure procedure, ChildEnded ended)
    {
        if (run.State.At(ended.Element, ended.Visit) is not { Kind: WaitKind.Call } wait || wait.Child != ended.ChildId)
            return new TriggerIgnored(nameof(ChildEnded), ended.Element, ended.Visit);
        if (ended.How is InstanceEnd.Cancelled or InstanceEnd.Overtaken) return wait.Incident is null ? new WaitTroubled(wait.Element, wait.Visit, "child_given_up") : Decision.AlreadySo;
        var call = (CallActivity)procedure[wait.Element];
        run.Complete(wait, call.Outputs.Where(ended.Outputs.ContainsKey).ToDictionary(output => $"{call.Id}.{output}", output => ended.Outputs[output]));
        run.Drain();
        return new Accepted(run.Facts);
    }

    private static Decision Retried(Run run, Procedure procedure, RetryIncident retry)
    {
        if (retry.Number is { } number)
        {
            if (run.State.Incidents.FirstOrDefault(stuck => stuck.Number == number) is not { } stuck) return Decision.AlreadySo;
            run.Retry(stuck);
        }
        else
        {
            if (run.State.At(retry.Element ?? "", retry.Visit ?? 0) is not { Incident: not null } wait) return Decision.AlreadySo;
            if (procedure[wait.Element] is ServiceTask service) return new CommandRetried(wait.Element, wait.Visit, service.Command.Name, service.Command.Fields);
            run.CallAgain(wait);
        }

        run.Drain();
        return new Accepted(run.Facts);
    }
}
