using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Jalon.Grains;
using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Cases;

/// <summary>A fact of a case as a procedure hears it: its kind and those of its fields that are a code, a number, a date or an id.</summary>
/// <param name="Stage">The stage of the case from this fact on, null where it does not change it.</param>
public sealed record CaseFact(string Kind, IReadOnlyDictionary<string, string> Fields, string? Stage = null)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> ByType = new();

    public static CaseFact Of(CaseKind kind, Fact fact) => Of(fact) with { Stage = kind.Grain.Moves(fact)?.Stage };

    /// <summary>A fact of a procedure that runs on a case: it changes no stage.</summary>
    public static CaseFact Of(Fact fact) => new(fact.GetType().Name, FieldsOf(fact.GetType()).Select(field => (field.Key, Value: Written(field.Value.GetValue(fact)))).Where(field => field.Value is not null)
        .ToDictionary(field => field.Key, field => field.Value!));

    /// <summary>The fields that a pattern may name, by their name as written.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> FieldsOf(Type type) => ByType.GetOrAdd(type, static type =>
        type.GetProperties().Where(property => property.GetIndexParameters().Length == 0 && IsPlain(property.PropertyType))
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)));

    private static bool IsPlain(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (plain.IsEnum || plain == typeof(bool) || plain == typeof(int) || plain == typeof(string) || plain == typeof(DateOnly) || plain == typeof(DateTimeOffset) || plain == typeof(Guid));

    private static string? Written(object? value) => value switch
    {
        int number => Values.Written((decimal)number),
        DateTimeOffset at => Json.Instant(at),
        _ => Values.Written(value),
    };
}
