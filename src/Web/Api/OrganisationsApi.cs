using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Organisations;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

public sealed record OrganisationView(Guid Id, string Name, string? Siret, OrganisationLevel Level, Guid? ParentId, IReadOnlyDictionary<Stage, string> StageLabels, DateTimeOffset? ClosedAt, int Version);

public sealed record OrganisationLine(Guid Id, string Name, string? Siret, OrganisationLevel Level, Guid? ParentId, bool Closed);

/// <param name="Next">Give it back as <c>after</c> for the next page; null on the last.</param>
public sealed record OrganisationPage(IReadOnlyList<OrganisationLine> Items, Guid? Next);

public sealed record NewOrganisation(string Name, OrganisationLevel Level, string? Siret = null, Guid? ParentId = null);

public sealed record NewParent(Guid? ParentId);

public sealed record NewSubstitute(Guid SubstituteId, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Organisations, their own words, and who holds which role in them.</summary>
internal static class OrganisationsApi
{
    private const string RolePath = "/{id:guid}/roles/{personId:guid}/{role}";

    public static void Map(RouteGroupBuilder group)
    {
        var organisations = new Resource<Organisation>(group, (call, id) => Subjects.OfOrganisationAsync(call.Database, id, call.Ct));
        group.MapGet("", ListAsync).Described<OrganisationPage>("Les organisations que l’on peut voir, par page (limit, after)");
        group.Creates<NewOrganisation>("Créer une organisation", CreateAsync);
        organisations.Read("", Act.SeeOrganisation, "Une organisation", (_, seen, _) => Task.FromResult(ViewOf(seen)));
        organisations.Write<Rename>("PUT", "/name", Act.AmendOrganisation, "Renommer une organisation");
        organisations.Write<RecordSiret>("PUT", "/siret", Act.AmendOrganisation, "Enregistrer le SIRET d’une organisation");
        organisations.Write<NewParent>("PUT", "/parent", Act.AmendOrganisation, "Placer une organisation sous une autre", MoveAsync);
        organisations.Write<RelabelStage>("PUT", "/stage-labels", Act.RelabelStages, "Donner à une étape le mot de l’organisation, ou le lui retirer");
        organisations.Write<GrantRole>("POST", "/roles", Act.GrantRole, "Donner un rôle à une personne", GrantAsync);
        organisations.Write("POST", "/closure", Act.AmendOrganisation, "Fermer une organisation", new CloseOrganisation());
        MapRoles(group, organisations);
    }

    private static void MapRoles(RouteGroupBuilder group, Resource<Organisation> organisations)
    {
        group.MapDelete(RolePath, async (Guid id, Guid personId, string role, HttpContext http) =>
        {
            var call = Call.Of(http);
            var (_, no) = await organisations.SeeAsync(call, id, Act.GrantRole);
            if (no is not null) return no;
            return RoleOf(role) is { } held ? await call.ActAsync(id, new EndRole(personId, held)) : Problems.NotFound;
        }).Described<Written>("Mettre fin à un rôle, dès maintenant");
        group.MapPut($"{RolePath}/substitute", async (Guid id, Guid personId, string role, HttpContext http) =>
        {
            var call = Call.Of(http);
            var (_, no) = await organisations.SeeAsync(call, id, Act.NameSubstitute);
            if (no is not null) return no;
            if (RoleOf(role) is not { } held) return Problems.NotFound;
            var (body, unreadable) = await call.BodyAsync<NewSubstitute>();
            return unreadable ?? await call.ActAsync(id, new NameSubstitute(personId, held, body!.SubstituteId, body.From, body.Until), typeof(NewSubstitute));
        }).Accepts<NewSubstitute>("application/json").Described<Written>("Nommer la personne qui supplée, avec ses dates");
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? limit = null, string? after = null)
    {
        var call = Call.Of(http);
        var page = Paging.Of(limit, after, 200, 1000);
        return (IResult?)page.Problem ?? Results.Json(await OrganisationList.ReadAsync(call, page), Json.Options);
    }

    private static async Task<IResult> CreateAsync(Call call, NewOrganisation body)
    {
        var subject = body.ParentId is { } parent ? (await Subjects.OfOrganisationAsync(call.Database, parent, call.Ct))?.Subject : new Subject();
        if (call.Refuse(Act.CreateOrganisation, subject) is { } no) return body.ParentId is null ? Problems.Forbidden : no;
        var id = call.NewId;
        return await call.ActAsync(id, new CreateOrganisation(id, body.Name, body.Siret, body.Level, body.ParentId), typeof(NewOrganisation), $"{ApiSetup.Root}/organisations/{id}");
    }

    /// <summary>Whoever moves it must hold both ends: where it was and where it goes.</summary>
    private static async Task<Asked> MoveAsync(Call call, Seen<Organisation> seen, NewParent body)
    {
        foreach (var end in new[] { seen.State.ParentId, body.ParentId }.OfType<Guid>())
            if (call.Refuse(Act.AmendOrganisation, (await Subjects.OfOrganisationAsync(call.Database, end, call.Ct))?.Subject) is { } no)
                return end == body.ParentId ? no : Problems.Forbidden;
        return new MoveUnder(body.ParentId);
    }

    private static Task<Asked> GrantAsync(Call call, Seen<Organisation> seen, GrantRole body) =>
        Task.FromResult<Asked>(Access.MayGrant(call.Who, body.Role) ? body : Problems.RoleTooWide);

    private static OrganisationView ViewOf(Seen<Organisation> seen) => new(
        seen.State.Id, seen.State.Name, seen.State.Siret, seen.State.Level, seen.State.ParentId, seen.State.StageLabels, seen.State.ClosedAt, seen.Version);

    private static Role? RoleOf(string text) => Enum.GetNames<Role>().Contains(text) ? Enum.Parse<Role>(text) : null;
}

/// <summary>A page of a list.</summary>
internal sealed record Paging(int Limit, Guid? After, ProblemResult? Problem)
{
    public static Paging Of(string? limit, string? after, int usual, int most)
    {
        var problems = new List<FieldProblem>();
        var count = usual;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1 || count > most))
            problems.Add(new FieldProblem("limit", $"Attendu\u00A0: un nombre de 1 à {most}."));
        var from = Guid.Empty;
        if (after is not null && !Guid.TryParseExact(after, "D", out from)) problems.Add(new FieldProblem("after", "Attendu\u00A0: le champ next de la page précédente."));
        return new Paging(count, after is null ? null : from, problems.Count == 0 ? null : Problems.Malformed("Les paramètres de l’adresse ne se lisent pas.", problems));
    }
}
