using System.Diagnostics;
using Jalon.Silo;
using Jalon.Web.Host;

namespace Jalon.Web.Api;

/// <summary>
/// Stands before every address of the API, known or not: no token, no answer. What goes wrong behind it leaves as a problem, never as a stack trace.
/// </summary>
internal sealed partial class ApiGate(RequestDelegate next, Engine engine, ILogger<ApiGate> log)
{
    private const string Scheme = "Bearer ";

    /// <summary>Ours are 43 characters long.</summary>
    private const int LongestToken = 200;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await Patience.KeepAsync(http, async () =>
            {
                if (await EnterAsync(http)) await next(http);
            });
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }) await Problems.OfStatus(http.Response.StatusCode).ExecuteAsync(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            await AnswerOf(failure).ExecuteAsync(http);
        }
    }

    private async Task<bool> EnterAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length <= LongestToken ? header[Scheme.Length..].Trim() : null;
        if (token is { Length: > 0 } && await ApiTokens.PersonAsync(engine.Database, token, http.RequestAborted) is { } person)
        {
            var now = engine.Clock.GetUtcNow();
            http.Features.Set(new Call(http, engine, await People.WhoAsync(engine.Database, person, now, http.RequestAborted), now));
            return true;
        }

        http.Response.Headers.WWWAuthenticate = header.Length == 0 ? "Bearer realm=\"jalon\"" : "Bearer realm=\"jalon\", error=\"invalid_token\"";
        await Problems.Unauthorized.ExecuteAsync(http);
        return false;
    }

    private ProblemResult AnswerOf(Exception failure)
    {
        if (failure is BadHttpRequestException bad) return Problems.OfStatus(bad.StatusCode);
        if (failure is ObjectDisposedException) return Problems.Stopping;
        if (PostgresAway.Why(failure) is { } trouble) return Problems.Away(trouble);
        var incident = ActivityTraceId.CreateRandom().ToHexString()[..12];
        LogFailure(incident, failure.GetType().FullName, failure.StackTrace);
        return Problems.Failure(incident);
    }

    /// <summary>Not the message: it may carry what a person wrote.</summary>
    [LoggerMessage(LogLevel.Error, "The API failed, incident {Incident}: {Failure}\n{Where}")]
    private partial void LogFailure(string incident, string? failure, string? where);
}
