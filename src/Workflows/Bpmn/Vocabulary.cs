using Jalon.Grains;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Expressions;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>Whether what a file names exists: facts, commands and their fields, rules.</summary>
internal sealed class Vocabulary(CaseKind kind, Rules rules)
{
    private readonly HashSet<string> ruleNames = [.. rules.Parameters.Select(row => row.Name)];

    /// <param name="perItem">Whether the item of a list may stand for a value.</param>
    public void CheckFacts(Own own, string attribute, IEnumerable<Pattern> patterns, bool perItem = false)
    {
        foreach (var pattern in patterns)
        {
            if (!kind.Grain.Facts.TryGetValue(pattern.Name, out var type)) own.Refuse($"{attribute} nomme le fait {Quoted(pattern.Name)}, que ce dossier n’a pas.");
            else CheckFields(own, attribute, pattern, type, perItem);
        }
    }

    /// <param name="complete">Whether it is sent as it is written, nobody adding anything.</param>
    public void CheckCommand(Own own, Pattern written, bool complete)
    {
        if (!kind.Commands.TryGetValue(written.Name, out var type))
        {
            own.Refuse($"la commande {Quoted(written.Name)} n’existe pas pour ce dossier.");
            return;
        }

        CheckFields(own, "command", written, type, perItem: false);
        if (!complete || CommandText.Build(kind, written) is not { } command) return;
        foreach (var problem in command.Problems()) own.Refuse($"la commande {Quoted(written.Name)} est incomplète (champ {Quoted(problem.Field)}) : rien ne pourra la compléter.");
    }

    public void CheckRule(Own own, string? name)
    {
        if (name is not null && !ruleNames.Contains(name)) own.Refuse($"la règle {Quoted(name)} n’existe pas. Ajoutez-la aux paramètres, ou corrigez son nom.");
    }

    /// <summary>A rule that gives a duration in days or months.</summary>
    public void CheckDuration(Own own, string name)
    {
        CheckRule(own, name);
        if (rules.Parameters.Any(row => row.Name == name && row.Unit == ParameterUnit.Count)) own.Refuse($"la règle {Quoted(name)} n’est pas une durée.");
    }

    private static void CheckFields(Own own, string attribute, Pattern pattern, Type type, bool perItem)
    {
        foreach (var (name, value) in pattern.Fields)
        {
            if (!CaseFact.FieldsOf(type).TryGetValue(name, out var field)) own.Refuse($"{attribute} : {Quoted(pattern.Name)} n’a pas de champ {Quoted(name)}.");
            else if (value == Pattern.Item ? !perItem : !Fits(value, Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType))
                own.Refuse($"{attribute} : le champ {Quoted(name)} de {Quoted(pattern.Name)} ne vaut jamais {Quoted(value)}.");
        }
    }

    private static bool Fits(string value, Type type) =>
        type.IsEnum ? Enum.GetNames(type).Contains(value)
        : type == typeof(bool) ? value is "true" or "false"
        : type == typeof(int) ? int.TryParse(value, out _)
        : type == typeof(Guid) ? Guid.TryParse(value, out _)
        : type != typeof(DateOnly) || Values.Read(value, NameType.Day) is not null;
}
