using System.Globalization;

using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <param name="Missing">Mandatory items the notice still lacks.</param>
/// <param name="AcceptanceFrom">From when a person may be accepted; null while nothing says when.</param>
/// <param name="End">How it ended; null while it may still recruit.</param>
public sealed record VacancyView(
    Guid Id, Guid OrganisationId, string? Reference, VacancyStage Stage, DateTimeOffset StageSince, VacancyEnd? End, VacancySheet? Sheet, int Revision, IReadOnlyList<SheetItem> Missing,
    DateOnly NeededSince, DateOnly? PublishedOn, DateOnly? OnCommonSpaceSince, DateOnly? ApplicationsUntil, DateTimeOffset? AcceptanceFrom, bool Urgency, bool Finding, bool NeedsFinding,
    DateTimeOffset? SuspendedUntil, IReadOnlyList<OpeningView> Openings, IReadOnlyList<Step> Steps, int Version);

public sealed record OpeningView(OpeningStatus Status, Guid? ApplicationId, OpeningRelease? LastRelease);

/// <param name="RepublishedFrom">The former vacancy whose need this one continues.</param>
public sealed record NewVacancy(Guid OrganisationId, VacancySheet Sheet, Guid? RepublishedFrom = null);

/// <summary>Posts to fill, from the need to their end.</summary>
internal static class VacanciesApi
{
    private const string SheetSql = "select data::text from jalon.sheet where vacancy_id = $1 and revision = $2";

    public static void Map(RouteGroupBuilder group)
    {
        var vacancies = new Resource<Vacancy>(group, (call, id) => Subjects.OfVacancyAsync(call.Database, call.Who, id, call.Ct));
        group.MapGet("", ListAsync).Described<VacancyPage>("Les postes que l’on peut voir, par page (organisation, stage, text, limit, after)");
        group.Creates<NewVacancy>("Écrire le besoin", CreateAsync);
        vacancies.Read("", Act.SeeVacancy, "Un poste\u00A0: fiche, mentions manquantes, ouvertures, date d’acceptation", ViewAsync);
        vacancies.Write<VacancySheet>("PUT", "/sheet", Act.AmendVacancy, "Remplacer la fiche\u00A0; avec «\u00A0?revision=\u00A0» celle que l’on a lue, rien n’est écrit sur ce que quelqu’un d’autre a changé depuis",
            (call, _, sheet) => Task.FromResult(Amended(call, sheet)));
        vacancies.Write("POST", "/submission", Act.SubmitVacancy, "Soumettre la fiche à validation", new Submit());
        vacancies.Write<Return>("POST", "/return", Act.ReturnVacancy, "Renvoyer la fiche avec des remarques");
        vacancies.Write("POST", "/approval", Act.ApproveVacancy, "Approuver le besoin", new Approve());
        vacancies.Write<Publish>("POST", "/publication", Act.PublishVacancy, "Publier l’avis");
        vacancies.Write<RecordCommonSpace>("PUT", "/common-space", Act.PublishVacancy, "Enregistrer le premier jour sur l’espace commun");
        vacancies.Write<RecordLawfulSubstitute>("PUT", "/lawful-substitute", Act.PublishVacancy, "Enregistrer une publicité légale faite ailleurs");
        vacancies.Write<RecordUrgency>("PUT", "/urgency", Act.RecordUrgency, "Enregistrer l’urgence");
        vacancies.Write<RecordFinding>("PUT", "/finding", Act.RecordFinding, "Signer le constat d’infructuosité");
        vacancies.Write<Suspend>("POST", "/suspension", Act.SuspendVacancy, "Suspendre le recrutement");
        vacancies.Write<RenewSuspension>("PUT", "/suspension", Act.SuspendVacancy, "Renouveler la suspension");
        vacancies.Write("DELETE", "/suspension", Act.SuspendVacancy, "Reprendre le recrutement", new Resume());
        vacancies.Write("POST", "/closure", Act.CloseVacancy, "Clore les candidatures", new Close());
        vacancies.Write<Extend>("POST", "/extension", Act.ExtendVacancy, "Prolonger les candidatures, avec un motif");
        vacancies.Write<Cancel>("POST", "/cancellation", Act.CancelVacancy, "Annuler le recrutement, avec un motif");
        vacancies.Write("POST", "/conclusion", Act.ConcludeVacancy, "Conclure le recrutement", new Conclude());
    }

    private static Asked Amended(Call call, VacancySheet sheet) =>
        call.Asked("revision") is not { Length: > 0 } written ? new AmendSheet(sheet)
        : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? new AmendSheet(sheet, revision)
        : Problems.Invalid(new FieldProblem("revision", "Donnez un nombre entier, en chiffres."));

    private static async Task<IResult> ListAsync(
        HttpContext http, string? organisation = null, string? stage = null, string? text = null, string? limit = null, string? after = null)
    {
        var call = Call.Of(http);
        var page = Paging.Of(limit, after, 50, 200);
        if (page.Problem is not null) return page.Problem;
        var (filter, problem) = VacancyFilter.Of(organisation, stage, text);
        return (IResult?)problem ?? Results.Json(await VacancyList.ReadAsync(call, filter!, page), Json.Options);
    }

    private static async Task<IResult> CreateAsync(Call call, NewVacancy body)
    {
        var organisation = await Subjects.OfOrganisationAsync(call.Database, body.OrganisationId, call.Ct);
        if (call.Refuse(Act.CreateVacancy, organisation?.Subject) is { } no) return no;
        if (body.RepublishedFrom is { } former && call.Refuse(Act.SeeVacancy, (await Subjects.OfVacancyAsync(call.Database, call.Who, former, call.Ct))?.Subject) is not null)
            return Problems.Invalid(new FieldProblem("republishedFrom", "Ce poste n’existe pas, ou n’est pas pour vous."));
        var id = call.NewId;
        return await call.ActAsync(id, new DraftVacancy(id, body.OrganisationId, body.Sheet, body.RepublishedFrom), typeof(NewVacancy), $"{ApiSetup.Root}/vacancies/{id}");
    }

    private static async Task<VacancyView> ViewAsync(Call call, Seen<Vacancy> seen, Guid id)
    {
        var (state, rules) = (seen.State, call.Engine.Rules.Current);
        await using var query = Query.Of(call.Database, SheetSql, id, state.Revision);
        var sheet = await query.ExecuteScalarAsync(call.Ct) is string json ? System.Text.Json.JsonSerializer.Deserialize<VacancySheet>(json, Json.Options) : null;
        return new VacancyView(
            state.Id, state.OrganisationId, state.Reference, state.Stage, state.StageSince, state.End, sheet, state.Revision, state.Sheet.Missing, state.NeededSince, state.PublishedOn,
            state.OnCommonSpaceSince, state.ApplicationsUntil, state.AcceptanceFrom(rules), state.Urgency is not null, state.Finding is not null,
            state.NeedsFinding(rules, FrenchCalendar.DayOf(call.Now)), state.Suspension?.Until,
            [.. state.Openings.Select(opening => new OpeningView(opening.Status, opening.ApplicationId, opening.LastRelease))], state.Steps, seen.Version);
    }
}
