using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Api;

/// <summary>What a write answers: which grain, and its version after it.</summary>
public sealed record Written(Guid Id, int Version);

/// <summary>One request of somebody known.</summary>
internal sealed class Call(HttpContext http, Engine engine, Who who, DateTimeOffset now)
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Ids that follow from something are version 5 (RFC 9562): a key of that version is derived once more, so that nobody can use up an id of ours.</summary>
    private const int DerivedVersion = 5;

    public Engine Engine => engine;

    public NpgsqlDataSource Database => engine.Database;

    public Who Who => who;

    public DateTimeOffset Now => now;

    public Actor By => new(who.PersonId);

    public CancellationToken Ct => http.RequestAborted;

    /// <summary>The id of the command, from the key.</summary>
    public Guid CommandId { get; private set; }

    /// <summary>What the address asks beside its path; empty where it does not.</summary>
    public string Asked(string name) => http.Request.Query[name].ToString();

    /// <summary>The id of what the command creates: a retry names the same grain.</summary>
    public Guid NewId => DerivedId.Of("api", CommandId);

    public static Call Of(HttpContext http) => http.Features.Get<Call>() ?? throw new InvalidOperationException("the gate was not passed");

    /// <returns>What is wrong with the key, or null.</returns>
    public ProblemResult? TakeKey()
    {
        var header = http.Request.Headers[KeyHeader].ToString();
        if (header.Length == 0) return Problems.KeyMissing;
        if (!Guid.TryParseExact(header, "D", out var key) || key == Guid.Empty) return Problems.KeyMalformed;
        CommandId = key.Version == DerivedVersion ? DerivedId.Of("api", "key", key) : key;
        return null;
    }

    /// <returns>403, 404, or null where it is allowed.</returns>
    public ProblemResult? Refuse(Act act, Subject? subject) => subject is null ? Problems.NotFound : Grants.Of(who, act, subject) switch
    {
        Right.Allowed => null,
        Right.Forbidden => Problems.Forbidden,
        _ => Problems.NotFound,
    };

    public Task<(TBody? Body, ProblemResult? Problem)> BodyAsync<TBody>() where TBody : class => RequestBody.ReadAsync<TBody>(http.Request, Ct);

    /// <summary>Sends a command and answers what became of it.</summary>
    /// <param name="body">The type the caller wrote, whose field names problems are told by.</param>
    /// <param name="created">Address of what this creates, if it does.</param>
    public async Task<IResult> ActAsync(Guid id, Command command, Type? body = null, string? created = null)
    {
        var reply = await engine.ActAsync(new Envelope(id, command, CommandId, By), Ct);
        return reply switch
        {
            Done done when created is not null => Results.Json(new Written(id, done.Version), Json.Options, statusCode: 201).At(created),
            Done done => Results.Json(new Written(id, done.Version), Json.Options),
            _ => ProblemOf(reply, body),
        };
    }

    public static ProblemResult ProblemOf(Reply reply, Type? body) => reply switch
    {
        Declined(var why) => Problems.Refused(why),
        Invalid(var problems) => Problems.Invalid([.. problems.Select(problem => problem with { Field = FieldNames.In(body, problem.Field) })]),
        Mismatch => Problems.Mismatch,
        _ => Problems.Busy,
    };
}

/// <summary>A result with the address of what was created.</summary>
internal sealed class CreatedAt(IResult inner, string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = address;
        return inner.ExecuteAsync(httpContext);
    }
}

internal static class Created
{
    public static IResult At(this IResult inner, string address) => new CreatedAt(inner, address);
}
