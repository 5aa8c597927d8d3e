using System.Text.Json;
using System.Text.Json.Nodes;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Cases;

/// <summary>A command of a case, made from what a procedure writes: <c>InformPerson[what=Acknowledgement]</c>.</summary>
public static class CommandText
{
    /// <summary>The command, null when the case has none of that name or when a field does not fit. What is left out keeps its default.</summary>
    public static Command? Build(CaseKind kind, Pattern written)
    {
        if (!kind.Commands.TryGetValue(written.Name, out var type)) return null;
        var body = new JsonObject();
        foreach (var (name, value) in written.Fields)
        {
            if (!CaseFact.FieldsOf(type).TryGetValue(name, out var field)) return null;
            if (Node(value, Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType) is not { } node) return null;
            body[name] = node;
        }

        try
        {
            return (Command?)body.Deserialize(type, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonValue? Node(string value, Type type) =>
        type == typeof(bool) ? (bool.TryParse(value, out var flag) ? JsonValue.Create(flag) : null)
        : type == typeof(int) ? (int.TryParse(value, out var number) ? JsonValue.Create(number) : null)
        : JsonValue.Create(value);
}
