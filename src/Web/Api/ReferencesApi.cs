using Jalon.Grains;
using Jalon.Grains.Reference;
using Jalon.Silo;

namespace Jalon.Web.Api;

/// <param name="From">First day the version applies.</param>
/// <param name="Content">The file, as text, its line of titles first.</param>
public sealed record NewReference(DateOnly From, string Content);

/// <summary>The list of professions and the pay grid: who may read a parameter reads them, an administrator loads them, in dated versions.</summary>
internal static class ReferencesApi
{
    private const int LongestContent = ReferenceFile.MostCharacters;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("", async (HttpContext http) =>
        {
            var call = Call.Of(http);
            return (IResult?)call.Refuse(Act.AmendRules, new Subject()) ?? Results.Json(await References.ListAsync(call.Database, call.Ct), Json.Options);
        }).Described<IReadOnlyList<ReferenceVersion>>("Les versions chargées des métiers et de la grille de rémunération");
        MapLoad(group, "/professions", ReferenceKind.Professions, "Charger une liste de métiers (metier;famille;rome;synonymes)");
        MapLoad(group, "/pay-grid", ReferenceKind.PayGrid, "Charger une grille de rémunération (metier;experience;plancher;plafond)");
    }

    private static void MapLoad(RouteGroupBuilder group, string path, ReferenceKind kind, string summary) => group.MapPost(path, async (HttpContext http) =>
    {
        var call = Call.Of(http);
        if (call.TakeKey() is { } keyless) return keyless;
        if (call.Refuse(Act.AmendRules, new Subject()) is { } no) return no;
        var (body, unreadable) = await call.BodyAsync<NewReference>();
        if (unreadable is not null) return unreadable;
        FieldProblem[] wrong = [.. FieldRules.Day("from", body!.From), .. FieldRules.Text("content", body.Content, LongestContent, required: true)];
        if (wrong.Length == 0) wrong = [.. References.Problems(kind, body.Content).Select(problem => new FieldProblem("content", References.Said(problem)))];
        if (wrong.Length > 0) return Problems.Invalid(wrong);
        var version = await References.KeepAsync(call.Database, kind, body.From, body.Content, call.By.Id, call.Now, call.Ct);
        await call.Engine.Rules.ReadAsync(call.Ct);
        return Results.Json(new Written(DerivedId.Of("reference", kind.ToString()), version), Json.Options);
    }).Accepts<NewReference>("application/json").Described<Written>(summary);
}
