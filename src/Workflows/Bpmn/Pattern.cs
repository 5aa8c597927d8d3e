using System.Text.RegularExpressions;

namespace Jalon.Workflows.Bpmn;

/// <summary>A name with fields, <c>StageChanged[to=Admissible]</c>: a fact that is waited for, or a command that is sent.</summary>
/// <param name="Fields">By their name in camelCase, as facts and commands are written.</param>
public sealed partial record Pattern(string Name, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Stands for the item of a task done once per item of a list.</summary>
    public const string Item = "{item}";

    private const int Most = 20;

    public bool IsPerItem => Fields.Values.Contains(Item);

    /// <summary>Patterns separated by spaces; null when the text is not one.</summary>
    public static IReadOnlyList<Pattern>? List(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var patterns = words.Select(One).ToList();
        return words.Length is 0 or > Most || patterns.Contains(null) ? null : patterns.ConvertAll(pattern => pattern!);
    }

    public static Pattern? One(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success) return null;
        var pairs = match.Groups["field"].Captures.Zip(match.Groups["value"].Captures, (field, value) => (Field: field.Value, Value: value.Value)).ToList();
        return pairs.DistinctBy(pair => pair.Field).Count() < pairs.Count ? null
            : new Pattern(match.Groups["name"].Value, pairs.ToDictionary(pair => pair.Field, pair => pair.Value));
    }

    /// <summary>Whether a fact is one of these. Without an item, the place of the item is taken by anything.</summary>
    public bool Matches(Cases.CaseFact fact, string? item = null) =>
        fact.Kind == Name && Fields.All(field => fact.Fields.TryGetValue(field.Key, out var value) && (field.Value == Item ? item is null || item == value : field.Value == value));

    public override string ToString() => Fields.Count == 0 ? Name : $"{Name}[{string.Join(',', Fields.Select(field => $"{field.Key}={field.Value}"))}]";

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9]{0,60})(\[(?<field>[a-z][A-Za-z0-9]{0,40})=(?<value>[^\s,\[\]=]{1,60})(,(?<field>[a-z][A-Za-z0-9]{0,40})=(?<value>[^\s,\[\]=]{1,60}))*\])?\z")]
    private static partial Regex Shape();
}
