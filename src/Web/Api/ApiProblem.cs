using Jalon.Grains;
using Jalon.Silo;

namespace Jalon.Web.Api;

/// <summary>What the API answers when it does not do what was asked (RFC 9457).</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">For people, in French.</param>
/// <param name="PossibleFrom">When a refused command becomes possible, where that is known.</param>
/// <param name="Reference">The legal reference of a refusal.</param>
/// <param name="Errors">Sentences by field.</param>
/// <param name="Incident">Number under which an unexpected failure was logged.</param>
public sealed record ApiProblem(string Title, int Status, string Code, string Detail, DateTimeOffset? PossibleFrom = null, string? Reference = null,
    IReadOnlyDictionary<string, string[]>? Errors = null, string? Incident = null)
{
    public const string ContentType = "application/problem+json";

    /// <summary>The codes below say what the type would.</summary>
    public string Type { get; } = "about:blank";
}

/// <summary>A problem on its way out.</summary>
internal sealed class ProblemResult(ApiProblem problem, int? retryAfter = null) : IResult
{
    public ApiProblem Problem => problem;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = problem.Status;
        if (retryAfter is { } seconds) httpContext.Response.Headers.RetryAfter = seconds.ToString(French.Culture);
        return httpContext.Response.WriteAsJsonAsync(problem, Json.Options, ApiProblem.ContentType, httpContext.RequestAborted);
    }
}

/// <summary>Every problem there is, with its words.</summary>
internal static class Problems
{
    public static readonly ProblemResult KeyMissing =
        Of(400, "idempotency_key_missing", "Chaque écriture porte un en-tête Idempotency-Key\u00A0: un UUID choisi par vous, repris tel quel si vous recommencez.");

    public static readonly ProblemResult KeyMalformed = Of(400, "idempotency_key_malformed", "L’en-tête Idempotency-Key n’est pas un UUID. Exemple\u00A0: 019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41");

    public static readonly ProblemResult Mismatch = Of(422, "idempotency_mismatch", "Cette Idempotency-Key a déjà servi pour une autre demande. Prenez-en une nouvelle.");

    public static readonly ProblemResult Unauthorized = Of(401, "unauthorized", "Donnez un jeton valide dans l’en-tête Authorization (Bearer). Un jeton vaut quatre-vingt-dix jours.");

    public static readonly ProblemResult Forbidden = Of(403, "forbidden", "Vous pouvez voir ceci, pas faire cela\u00A0: demandez-le à une personne qui en a le rôle.");

    public static readonly ProblemResult RoleTooWide = Of(403, "role_too_wide",
        "Ce rôle porte sur toutes les organisations\u00A0: il se donne par une personne qui l’a déjà, ou par la commande ./run person, là où le programme tourne.");

    public static readonly ProblemResult NotFound = Of(404, "not_found", "Ceci n’existe pas, ou n’est pas pour vous.");

    public static readonly ProblemResult MethodNotAllowed = Of(405, "method_not_allowed", "Cette adresse n’accepte pas cette méthode\u00A0: voyez /openapi/v1.json.");

    public static readonly ProblemResult CursorGone = Of(410, "cursor_gone", Jalon.Silo.Feed.Cursor.Unknown);

    public static readonly ProblemResult TooLarge = Of(413, "too_large", "Cette demande dépasse un mégaoctet. Envoyez-en moins à la fois.");

    public static readonly ProblemResult NotJson = Of(415, "unsupported_media_type", "Envoyez du JSON, avec l’en-tête Content-Type\u00A0: application/json.");

    public static readonly ProblemResult Busy =
        new(new ApiProblem(TitleOf(503), 503, "busy", "D’autres modifient ceci en ce moment. Rien n’est fait\u00A0: recommencez avec la même Idempotency-Key."), 1);

    public static readonly ProblemResult Stopping = Later("stopping", "Ce programme s’arrête.", 5);

    /// <summary>Away, crowded, full or slow: one code each, and the seconds after which it is worth asking again.</summary>
    public static ProblemResult Away(DatabaseTrouble trouble) =>
        Later($"database_{trouble.ToString().ToLowerInvariant()}", PostgresAway.Sentence(trouble), trouble == DatabaseTrouble.Full ? 60 : 5);

    public static ProblemResult Of(int status, string code, string detail) => new(new ApiProblem(TitleOf(status), status, code, detail));

    public static ProblemResult Malformed(string detail, IReadOnlyList<FieldProblem>? fields = null) =>
        new(new ApiProblem(TitleOf(400), 400, "malformed", detail, Errors: fields is null ? null : ByField(fields)));

    public static ProblemResult Invalid(params IReadOnlyList<FieldProblem> fields) =>
        new(new ApiProblem(TitleOf(422), 422, "invalid_fields", "Certains champs ne peuvent pas être pris tels quels.", Errors: ByField(fields)));

    public static ProblemResult Refused(Refusal why) => new(new ApiProblem(TitleOf(409), 409, why.Code, why.Sentence, why.PossibleFrom, why.Reference));

    public static ProblemResult Failure(string incident) =>
        new(new ApiProblem(TitleOf(500), 500, "failure", $"Une erreur de notre fait est survenue. Signalez-la avec ce numéro\u00A0: {incident}.", Incident: incident));

    private static ProblemResult Later(string code, string why, int seconds) =>
        new(new ApiProblem(TitleOf(503), 503, code, $"{why} Recommencez dans {seconds} s, avec la même Idempotency-Key pour une écriture{French.Nbsp}: rien ne sera fait deux fois."), seconds);

    /// <summary>For what the framework refused by itself.</summary>
    public static ProblemResult OfStatus(int status) => status switch
    {
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => NotJson,
        _ => Of(status, "malformed", "Cette demande ne peut pas être lue."),
    };

    private static Dictionary<string, string[]> ByField(IReadOnlyList<FieldProblem> fields) =>
        fields.GroupBy(field => field.Field).ToDictionary(group => group.Key, group => group.Select(field => field.Sentence).ToArray());

    private static string TitleOf(int status) => status switch
    {
        400 => "Demande mal formée",
        401 => "Jeton absent ou expiré",
        403 => "Action non permise",
        404 => "Introuvable",
        405 => "Méthode non acceptée",
        409 => "Refusé en l’état",
        410 => "Curseur d’un autre journal",
        413 => "Demande trop longue",
        415 => "Format non accepté",
        422 => "Champs à corriger",
        503 => "Momentanément impossible",
        _ => "Erreur",
    };
}
