using System.Xml.Linq;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>The attributes of our namespace on one element of the file. Each one read is known; any other is a typing error, and is refused.</summary>
internal sealed class Own(XElement element, List<Problem> problems)
{
    public static readonly XNamespace Namespace = "urn:jalon:procedure:1";

    private readonly HashSet<string> known = [];

    public string Id => (string?)element.Attribute("id") ?? "";

    public string Said => (string?)element.Attribute("name") is { } name && !string.IsNullOrWhiteSpace(name) ? name : Id;

    public void Refuse(string sentence) => problems.Add(new(Id, $"{Quoted(Said)} : {sentence}"));

    public string? Text(string name)
    {
        known.Add(name);
        return ((string?)element.Attribute(Namespace + name))?.Trim() is { Length: > 0 } text ? text : null;
    }

    public IReadOnlyList<string> Words(string name) => Text(name)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Words that must be among those known.</summary>
    public IReadOnlyList<string> WordsOf(string name, IEnumerable<string> allowed)
    {
        var words = Words(name);
        foreach (var word in words.Except(allowed)) Refuse($"{name} ne connaît pas {Quoted(word)}. Valeurs possibles : {string.Join(", ", allowed)}.");
        return words;
    }

    public string? WordOf(string name, IEnumerable<string> allowed) => WordsOf(name, allowed) is [var word, ..] ? word : null;

    public IReadOnlyList<Pattern> Patterns(string name)
    {
        if (Text(name) is not { } text) return [];
        if (Pattern.List(text) is { } patterns) return patterns;
        Refuse($"{name} ne se lit pas. Écrivez des noms séparés par des espaces, avec leurs champs : StageChanged[to=Admissible].");
        return [];
    }

    /// <summary><c>a=b c=d</c>.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name, char sign = '=')
    {
        var pairs = Words(name).Select(word => word.Split(sign)).ToList();
        if (pairs.All(pair => pair.Length == 2 && pair[0].Length > 0 && pair[1].Length > 0) && pairs.DistinctBy(pair => pair[0]).Count() == pairs.Count)
            return pairs.ToDictionary(pair => pair[0], pair => pair[1]);
        Refuse($"{name} ne se lit pas. Écrivez des couples séparés par des espaces : nom{sign}valeur.");
        return new Dictionary<string, string>();
    }

    public void RefuseOthers()
    {
        foreach (var attribute in element.Attributes().Where(attribute => attribute.Name.Namespace == Namespace && !known.Contains(attribute.Name.LocalName)))
            Refuse($"l’attribut {Quoted($"jalon:{attribute.Name.LocalName}")} n’existe pas ici.");
    }
}
