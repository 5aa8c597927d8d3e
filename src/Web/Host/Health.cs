using Jalon.Silo;

namespace Jalon.Web.Host;

/// <summary>What a supervisor asks: is the program alive, may it be given work. Plain text, without signing in; it names no one.</summary>
internal static class Health
{
    public const string Root = "/sante";

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet($"{Root}/vivant", () => Told(StatusCodes.Status200OK, "Jalon est en marche.")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet($"{Root}/pret", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Engine engine, IHostApplicationLifetime life, CancellationToken ct)
    {
        if (life.ApplicationStopping.IsCancellationRequested) return Told(StatusCodes.Status503ServiceUnavailable, "Jalon s’arrête.");
        var problems = await Readiness.ProblemsAsync(engine.Database, TimeProvider.System, ct);
        return problems.Count == 0 ? Told(StatusCodes.Status200OK, "Jalon est prêt.") : Told(StatusCodes.Status503ServiceUnavailable, string.Join('\n', problems));
    }

    private static IResult Told(int status, string text) => Results.Text(text + "\n", "text/plain; charset=utf-8", statusCode: status);
}
