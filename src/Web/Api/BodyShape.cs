using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jalon.Grains;

namespace Jalon.Web.Api;

/// <summary>
/// Compares a JSON body with the type it should be. The reader of the framework stops at the first fault, in its own words, takes an absent
/// enum for its first member and fails on text that is not Unicode: here every fault has its field and its sentence.
/// </summary>
internal sealed class BodyShape
{
    /// <summary>The body is not what the description says: wrong types, unknown fields and values.</summary>
    public List<FieldProblem> Wrong { get; } = [];

    /// <summary>The body is well formed, but a field cannot be taken.</summary>
    public List<FieldProblem> Invalid { get; } = [];

    public void Check(JsonElement element, Type type) => Check(element, type, "");

    private void Check(JsonElement element, Type type, string path)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        var info = Json.Options.GetTypeInfo(target);
        if (info.Kind == JsonTypeInfoKind.Object) CheckObject(element, info, path);
        else if (info.Kind == JsonTypeInfoKind.Enumerable) CheckArray(element, info.ElementType!, path);
        else if (Leaf(element, target) is { } sentence) Wrong.Add(new FieldProblem(path, sentence));
        else if (element.ValueKind == JsonValueKind.String && !Readable(element)) Invalid.Add(new FieldProblem(path, "Ce texte contient un caractère illisible. Retirez-le, ou collez le texte à nouveau."));
    }

    private void CheckObject(JsonElement element, JsonTypeInfo info, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong.Add(new FieldProblem(path, "Attendu\u00A0: un objet."));
            return;
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            written.Add(name);
            if (info.Properties.FirstOrDefault(one => one.Name == name && one.AssociatedParameter is not null) is not { } known)
                Wrong.Add(new FieldProblem(Join(path, name), "Champ inconnu."));
            else if (property.Value.ValueKind != JsonValueKind.Null) Check(property.Value, known.PropertyType, Join(path, name));
            else if (!MayBeNull(known.AssociatedParameter!)) Invalid.Add(new FieldProblem(Join(path, name), "Remplissez ce champ."));
        }

        Invalid.AddRange(info.Properties
            .Where(one => one.AssociatedParameter is { HasDefaultValue: false } parameter && !MayBeNull(parameter) && !written.Contains(one.Name))
            .Select(one => new FieldProblem(Join(path, one.Name), "Remplissez ce champ.")));
    }

    private void CheckArray(JsonElement element, Type type, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Wrong.Add(new FieldProblem(path, "Attendu\u00A0: une liste."));
            return;
        }

        foreach (var (index, item) in element.EnumerateArray().Index()) Check(item, type, $"{path}[{index}]");
    }

    /// <returns>What was expected, or null when it is that.</returns>
    private static string? Leaf(JsonElement element, Type type)
    {
        if (type == typeof(bool)) return element.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Attendu\u00A0: true ou false.";
        if (type == typeof(int)) return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out _) ? null : "Attendu\u00A0: un nombre entier.";
        if (type == typeof(string)) return element.ValueKind == JsonValueKind.String ? null : "Attendu\u00A0: un texte.";
        var text = element.ValueKind == JsonValueKind.String && Readable(element) ? element.GetString()! : null;
        if (type.IsEnum) return text is not null && Enum.GetNames(type).Contains(text) ? null : $"Valeurs possibles\u00A0: {string.Join(", ", Enum.GetNames(type))}.";
        if (type == typeof(Guid)) return Guid.TryParseExact(text, "D", out _) ? null : "Attendu\u00A0: un identifiant (UUID).";
        if (type == typeof(DateOnly))
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "Attendu\u00A0: une date, comme 2026-11-23.";
        if (type == typeof(DateTimeOffset)) return text is not null && HasZone(text) && element.TryGetDateTimeOffset(out _) ? null : "Attendu\u00A0: un instant avec son fuseau, comme 2026-11-23T09:00:00Z.";
        throw new InvalidOperationException($"{type} is not read from a body");
    }

    /// <summary>Without a zone, the instant would depend on where the program runs.</summary>
    private static bool HasZone(string text) => text.Length > 16 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal));

    /// <summary>A lone surrogate or bytes that are not UTF-8 only show when the text is asked for.</summary>
    private static bool Readable(JsonElement element)
    {
        try
        {
            return element.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool MayBeNull(JsonParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null || (!parameter.ParameterType.IsValueType && parameter.IsNullable);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>Problems are told by the names of the body: a grain knows its command, not how the API wraps it.</summary>
internal static class FieldNames
{
    public static string In(Type? body, string field)
    {
        if (body is null || Has(body, Head(field))) return field;
        var rest = field[(Head(field).Length)..].TrimStart('.');
        if (rest.Length > 0 && Has(body, Head(rest))) return rest;
        return Properties(body).FirstOrDefault(one => Json.Options.GetTypeInfo(one.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner && Has(inner.Type, Head(field))) is { } wrapper
            ? $"{wrapper.Name}.{field}" : field;
    }

    private static string Head(string field) => field.Split('.', '[')[0];

    private static bool Has(Type type, string name) => Properties(type).Any(property => property.Name == name);

    private static IList<JsonPropertyInfo> Properties(Type type) => Json.Options.GetTypeInfo(type).Properties;
}
