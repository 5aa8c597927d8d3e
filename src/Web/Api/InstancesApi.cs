using Jalon.Grains;
using Jalon.Web.Procedures;
using Jalon.Web.Rights;
using Jalon.Workflows.Running;

namespace Jalon.Web.Api;

/// <param name="Id">The instance.</param>
public sealed record InstanceView(Guid Id, string Procedure, string Version, string Name, string Case, Guid CaseId, string Stage, InstanceEnd? End, IReadOnlyList<StandsAt> Here, IReadOnlyList<Stuck> Incidents);

/// <summary>Where to try again: the number of a token that is stuck, or the activation whose command was refused.</summary>
public sealed record Retry(int? Number = null, string? Element = null, int? Visit = null);

/// <param name="Elements">Old element → new one; what is not named keeps its id.</param>
public sealed record Migration(string Version, IReadOnlyList<RenamedElement> Elements);

public sealed record RenamedElement(string Old, string New);

/// <summary>A procedure at work on a case: where it stands, what stopped it, the version it follows.</summary>
internal static class InstancesApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}", async (Guid id, HttpContext http) =>
        {
            var call = Call.Of(http);
            if (await SeenAsync(call, id) is not { } seen || Grants.Of(call.Who, seen.See, seen.Subject) != Right.Allowed) return Problems.NotFound;
            return Results.Json(await ViewAsync(call, id, seen.Instance), Json.Options);
        }).Described<InstanceView>("Le déroulement d’une procédure sur un dossier");
        Write<Retry>("POST", "retry", "Reprendre là où une procédure est arrêtée", seen => seen.Work, body => new RetryIncident(body.Number, body.Element, body.Visit));
        Write<Migration>("PUT", "version", "Passer à une autre version de la procédure, élément par élément", _ => Act.AmendRules, body => new MigrateInstance(body.Version, body.Elements.ToDictionary(pair => pair.Old, pair => pair.New)));

        void Write<TBody>(string verb, string noun, string summary, Func<SeenInstance, Act> act, Func<TBody, Command> command) where TBody : class => group.MapMethods($"/{{id:guid}}/{noun}", [verb], async (Guid id, HttpContext http) =>
        {
            var call = Call.Of(http);
            if (call.TakeKey() is { } keyless) return keyless;
            if (await SeenAsync(call, id) is not { } seen) return Problems.NotFound;
            if (call.Refuse(act(seen), seen.Subject) is { } no) return no;
            var (body, unreadable) = await call.BodyAsync<TBody>();
            return unreadable ?? await call.ActAsync(id, command(body!), typeof(TBody));
        }).Accepts<TBody>("application/json").Described<Written>(summary);
    }

    private sealed record SeenInstance(Instance Instance, Subject Subject, Act See, Act Work);

    /// <summary>The rights on an instance are those on its case.</summary>
    private static async Task<SeenInstance?> SeenAsync(Call call, Guid id)
    {
        if (await call.Engine.Silo.ReadAsync<Instance>(id, call.Ct) is not { State: var instance }) return null;
        var (subject, see, work) = instance.Case switch
        {
            "application" => ((await Subjects.OfApplicationAsync(call.Database, call.Who, instance.CaseId, call.Ct))?.Subject, Act.SeeApplication, Act.MoveApplication),
            "vacancy" => ((await Subjects.OfVacancyAsync(call.Database, call.Who, instance.CaseId, call.Ct))?.Subject, Act.SeeVacancy, Act.AmendVacancy),
            _ => ((await Subjects.OfPathAsync(call.Database, instance.CaseId, call.Ct))?.Subject, Act.SeePath, Act.AdvancePath),
        };
        return subject is null ? null : new SeenInstance(instance, subject, see, work);
    }

    private static async Task<InstanceView> ViewAsync(Call call, Guid id, Instance instance)
    {
        var running = (await CaseProcedures.ReadAsync(call.Engine, instance.CaseId, call.Ct)).FirstOrDefault(one => one.InstanceId == id);
        return new InstanceView(id, instance.Procedure, instance.Version, running?.Name ?? instance.Procedure, instance.Case, instance.CaseId, instance.Stage, instance.End, running?.Here ?? [], instance.Incidents);
    }
}
