using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Board;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <summary>Several candidacies of one post moved together.</summary>
public sealed record BulkMove(IReadOnlyList<Guid> ApplicationIds, Stage To, string? Reason = null);

/// <param name="Done">Whether it is at the stage asked for now.</param>
/// <param name="Code">Why not, where it is not.</param>
public sealed record BulkLine(Guid ApplicationId, bool Done, int? Version = null, string? Code = null, string? Detail = null, DateTimeOffset? PossibleFrom = null, string? Reference = null);

public sealed record BulkResult(IReadOnlyList<BulkLine> Results);

/// <summary>The board of a post, and what is done to several of its candidacies at once.</summary>
internal static class BoardApi
{
    private const int UsualLimit = 20;

    private const int MostCards = 500;

    private const string FilesSql = "select id, state from jalon.job_application where vacancy_id = $1 and id = any ($2)";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}/board", ReadAsync).Described<BoardView>("Le tableau d’un poste\u00A0: colonnes par étape, limit cartes au plus par colonne");
        group.MapPost("/{id:guid}/applications/move", MoveAsync).Accepts<BulkMove>("application/json")
            .Described<BulkResult>("Déplacer plusieurs candidatures ensemble\u00A0: un résultat par candidature");
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http, SeenCandidacies memory, string? limit = null)
    {
        var call = Call.Of(http);
        var cards = UsualLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out cards) || cards > MostCards))
            return Problems.Malformed("Les paramètres de l’adresse ne se lisent pas.", [new FieldProblem("limit", $"Attendu\u00A0: un nombre de 0 à {MostCards}.")]);
        if (await Subjects.OfVacancyAsync(call.Database, call.Who, id, call.Ct) is not { } seen) return Problems.NotFound;
        if (call.Refuse(Act.SeeBoard, seen.Subject) is { } no) return no;
        var asked = new BoardAsked(call.Who, seen.Subject, seen.State, call.Now, cards);
        return Results.Json(await BoardQuery.ReadAsync(call.Database, memory, asked, call.Engine.Rules.Current, call.Ct), Json.Options);
    }

    private static async Task<IResult> MoveAsync(Guid id, HttpContext http)
    {
        var call = Call.Of(http);
        if (call.TakeKey() is { } keyless) return keyless;
        if (await Subjects.OfVacancyAsync(call.Database, call.Who, id, call.Ct) is not { } seen) return Problems.NotFound;
        if (call.Refuse(Act.SeeBoard, seen.Subject) is { } no) return no;
        var (body, unreadable) = await call.BodyAsync<BulkMove>();
        if (unreadable is not null) return unreadable;
        if (body!.ApplicationIds.Count is 0 or > MostCards)
            return Problems.Invalid(new FieldProblem("applicationIds", $"Indiquez de 1 à {MostCards} candidatures."));
        var move = new Move(body.To, body.Reason);
        if (move.Problems().ToList() is { Count: > 0 } problems) return Problems.Invalid(problems);
        var ids = body.ApplicationIds.Distinct().ToArray();
        var files = await FilesAsync(call, id, ids);
        var barred = ids.ToDictionary(one => one, one => files.TryGetValue(one, out var file)
            ? call.Refuse(Act.MoveApplication, Subjects.OfApplication(file, seen.Subject.OrganisationPath, seen.State.End is not null, seen.Subject.ClosedTo)) : Problems.NotFound);
        var going = ids.Where(one => barred[one] is null).ToList();
        var replies = await call.Engine.Silo.SendTogetherAsync([.. going.Select(one => new Envelope(one, move, DerivedId.Of("api", call.CommandId, one), call.By))], ct: call.Ct);
        if (replies.FirstOrDefault(reply => reply is Invalid or Mismatch) is { } wrong) return Call.ProblemOf(wrong, typeof(BulkMove));
        var told = going.Zip(replies).ToDictionary(pair => pair.First, pair => pair.Second);
        return Results.Json(new BulkResult([.. ids.Select(one => barred[one] is { } why ? LineOf(one, why) : LineOf(one, told[one]))]), Json.Options);
    }

    private static BulkLine LineOf(Guid id, Reply reply) => reply is Done done ? new BulkLine(id, true, done.Version) : LineOf(id, Call.ProblemOf(reply, null));

    private static BulkLine LineOf(Guid id, ProblemResult why) =>
        new(id, false, null, why.Problem.Code, why.Problem.Detail, why.Problem.PossibleFrom, why.Problem.Reference);

    /// <summary>Those of these that belong to the post.</summary>
    private static async Task<Dictionary<Guid, JobApplication>> FilesAsync(Call call, Guid vacancyId, Guid[] ids)
    {
        await using var query = Query.Of(call.Database, FilesSql, vacancyId, ids);
        await using var row = await query.ExecuteReaderAsync(call.Ct);
        var files = new Dictionary<Guid, JobApplication>();
        while (await row.ReadAsync(call.Ct)) files[row.GetGuid(0)] = row.State<JobApplication>(1);
        return files;
    }
}
