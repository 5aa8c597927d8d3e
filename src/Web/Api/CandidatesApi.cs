using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

public sealed record CandidateView(
    Guid Id, string? GivenName, string? FamilyName, string? Email, string? Phone, CandidateStatus Status, Category? Category, string? Corps, string? Grade, Guid? OriginAdministration,
    IReadOnlyList<Skill> Skills, Wishes? Wishes, Pool? Pool, Guid? MergedInto, DateTimeOffset LastContactAt, ErasureRequest? Erasure, int Version);

public sealed record NewCandidate(string GivenName, string FamilyName, CandidateStatus Status, string? Email = null, string? Phone = null,
    Category? Category = null, string? Corps = null, string? Grade = null, Guid? OriginAdministration = null);

/// <summary>Agents and outside people: their file, their wishes, their consent.</summary>
internal static class CandidatesApi
{
    private const string PersonSql = "select given_name, family_name, email, phone from jalon.person where id = $1";

    public static void Map(RouteGroupBuilder group)
    {
        var candidates = new Resource<Candidate>(group, (call, id) => Subjects.OfCandidateAsync(call.Database, id, call.Now, call.Ct));
        group.Creates<NewCandidate>("Enregistrer une personne", RegisterAsync);
        candidates.Read("", Act.SeeCandidate, "La fiche d’une personne", ViewAsync);
        candidates.Write<AmendProfile>("PUT", "/profile", Act.AmendCandidate, "Modifier le profil");
        candidates.Write<CorrectIdentity>("PUT", "/identity", Act.AmendCandidate, "Corriger l’identité et les coordonnées");
        candidates.Write<DeclareSkill>("POST", "/skills", Act.AmendCandidate, "Déclarer une compétence");
        group.MapDelete("/{id:guid}/skills/{code}", async (Guid id, string code, HttpContext http) =>
        {
            var call = Call.Of(http);
            var (_, no) = await candidates.SeeAsync(call, id, Act.AmendCandidate);
            return no ?? await call.ActAsync(id, new RemoveSkill(code));
        }).Described<Written>("Retirer une compétence");
        candidates.Write<ExpressWishes>("PUT", "/wishes", Act.ExpressWishes, "Exprimer des souhaits de mobilité");
        candidates.Write("POST", "/consent", Act.ManageConsent, "Donner son accord pour le vivier", new GiveConsent());
        candidates.Write("DELETE", "/consent", Act.ManageConsent, "Retirer son accord", new WithdrawConsent());
        candidates.Write("POST", "/pause", Act.ManageConsent, "Se mettre en pause dans le vivier", new PausePool());
        candidates.Write("DELETE", "/pause", Act.ManageConsent, "Revenir dans le vivier", new ResumePool());
        candidates.Write("POST", "/contacts", Act.AmendCandidate, "Enregistrer un contact avec la personne", new RecordContact());
        candidates.Write<MergeInto>("POST", "/merge", Act.MergeCandidates, "Fusionner cette fiche avec une autre", MergeAsync);
        candidates.Write("DELETE", "/merge", Act.MergeCandidates, "Défaire la fusion", new Unmerge());
        candidates.Write("POST", "/erasure", Act.AskErasure, "Demander l’effacement", new AskErasure());
    }

    private static async Task<IResult> RegisterAsync(Call call, NewCandidate body)
    {
        if (Grants.Somewhere(call.Who, Act.RegisterCandidate) != Right.Allowed) return Problems.Forbidden;
        var id = call.NewId;
        var register = new Register(id, body.GivenName, body.FamilyName, body.Email, body.Phone, body.Status, body.Category, body.Corps, body.Grade, body.OriginAdministration);
        return await call.ActAsync(id, register, typeof(NewCandidate), $"{ApiSetup.Root}/candidates/{id}");
    }

    /// <summary>Whoever merges must hold both files.</summary>
    private static async Task<Asked> MergeAsync(Call call, Seen<Candidate> seen, MergeInto merge)
    {
        var canonical = await Subjects.OfCandidateAsync(call.Database, merge.Canonical, call.Now, call.Ct);
        return call.Refuse(Act.MergeCandidates, canonical?.Subject) is null ? merge : Problems.Invalid(new FieldProblem("canonical", "Cette fiche n’existe pas, ou n’est pas pour vous."));
    }

    private static async Task<CandidateView> ViewAsync(Call call, Seen<Candidate> seen, Guid id)
    {
        var state = seen.State;
        await using var query = Query.Of(call.Database, PersonSql, id);
        await using var row = await query.ExecuteReaderAsync(call.Ct);
        var known = await row.ReadAsync(call.Ct);
        // Wishes are shown as far as the person chose.
        var wishes = state.Wishes is { } wish && (id == call.Who.PersonId || ReadsWishes(call, seen, wish.Discretion)) ? state.Wishes : null;
        return new CandidateView(
            id, known ? row.Text(0) : null, known ? row.Text(1) : null, known ? row.Text(2) : null, known ? row.Text(3) : null, state.Status, state.Category, state.Corps, state.Grade,
            state.OriginAdministration, state.Skills, wishes, state.Pool, state.MergedInto, state.LastContactAt, state.Erasure, seen.Version);
    }

    private static bool ReadsWishes(Call call, Seen<Candidate> seen, Discretion discretion) =>
        discretion == Discretion.Open || (discretion == Discretion.AdvisorsOnly && Grants.Allows(call.Who, Act.ExpressWishes, seen.Subject));
}
