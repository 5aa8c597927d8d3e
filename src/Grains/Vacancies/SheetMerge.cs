using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jalon.Grains.Vacancies;

/// <summary>Two people wrote the same sheet from the same revision: what each changed alone is kept, what both changed is left to the one who comes last.</summary>
/// <param name="Sheet">Mine, with what they alone changed.</param>
/// <param name="Taken">Fields taken from theirs (camelCase).</param>
/// <param name="Clashes">Fields that both changed, each their own way: the sheet holds mine.</param>
public sealed record SheetMerge(VacancySheet Sheet, IReadOnlyList<string> Taken, IReadOnlyList<string> Clashes)
{
    public static SheetMerge Of(VacancySheet before, VacancySheet theirs, VacancySheet mine)
    {
        var (old, other, own) = (Fields(before), Fields(theirs), Fields(mine));
        var changed = other.Select(field => field.Key).Union(old.Select(field => field.Key)).Where(name => !Same(name, old, other)).ToList();
        var (taken, clashes) = (changed.Where(name => Same(name, old, own)).ToList(), changed.Where(name => !Same(name, old, own) && !Same(name, other, own)).ToList());
        foreach (var name in taken) own[name] = other[name]?.DeepClone();
        return new SheetMerge(own.Deserialize<VacancySheet>(Json.Options)!, taken, clashes);
    }

    private static JsonObject Fields(VacancySheet sheet) => JsonSerializer.SerializeToNode(sheet, Json.Options)!.AsObject();

    private static bool Same(string name, JsonObject one, JsonObject other) => JsonNode.DeepEquals(one[name], other[name]);
}
