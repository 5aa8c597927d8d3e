using Jalon.Workflows.Expressions;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>Whether every name read by conditions, calls and outputs is known.</summary>
internal static class NameChecks
{
    public static IEnumerable<Problem> Problems(Procedure procedure) => [.. Conditions(procedure), .. Calls(procedure), .. Outputs(procedure)];

    private static IEnumerable<Problem> Conditions(Procedure procedure) =>
        from flow in procedure.Flows
        where flow.Condition is not null
        from why in TypeCheck.Problems(flow.Condition!, procedure.Names)
        select new Problem(flow.Id, $"{Capital(The(procedure[flow.From]))} : la condition du flux {Quoted(string.IsNullOrWhiteSpace(flow.Name) ? flow.Id : flow.Name)} ne va pas, {why}.");

    private static IEnumerable<Problem> Calls(Procedure procedure) =>
        from call in procedure.Elements.OfType<CallActivity>()
        from name in call.Inputs.Values
        where !procedure.Names.ContainsKey(name)
        select new Problem(call.Id, $"{Capital(The(call))} donne {Quoted(name)}, qui n’est pas une donnée du dossier.");

    private static IEnumerable<Problem> Outputs(Procedure procedure) =>
        from name in procedure.Head.Outputs.Values
        where !procedure.Names.ContainsKey(name)
        select new Problem(procedure.Id, $"La procédure {Quoted(procedure.Head.Name)} rend {Quoted(name)}, qui n’est pas une donnée du dossier.");
}
