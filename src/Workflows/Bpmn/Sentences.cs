using Jalon.Grains;

namespace Jalon.Workflows.Bpmn;

/// <summary>How problems of a file are said.</summary>
internal static class Sentences
{
    public static string Quoted(string text) => $"« {text} »";

    /// <summary>The spaces that French puts beside these signs never end a line.</summary>
    public static string Typeset(string text) => text.Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal).Replace(" ;", $"{French.Nbsp};", StringComparison.Ordinal)
        .Replace("« ", $"«{French.Nbsp}", StringComparison.Ordinal).Replace(" »", $"{French.Nbsp}»", StringComparison.Ordinal);

    /// <summary>« la tâche « Instruire » », « le flux « Flow_1 » »: what people see of an element of the file.</summary>
    public static string Kind(Element element) => element switch
    {
        StartEvent => "le départ",
        EndEvent => "la fin",
        UserTask or ServiceTask or SendTask or ReceiveTask => "la tâche",
        CallActivity => "l’appel",
        ExclusiveGateway or ParallelGateway or EventGateway => "la passerelle",
        _ => "l’événement",
    };

    public static string The(Element element) => $"{Kind(element)} {Quoted(element.Said)}";

    public static string Capital(string sentence) => char.ToUpper(sentence[0], French.Culture) + sentence[1..];
}
