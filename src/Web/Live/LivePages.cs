using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;

namespace Jalon.Web.Live;

/// <summary>The stream of a board: an event each time it changed, and nothing of what changed. The page is then asked again, with the rights of that instant.</summary>
internal static class LivePages
{
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(20);

    public static string Url(Guid post) => $"/postes/{post}/direct";

    public static void MapLive(this WebApplication app) => app.MapGet("/postes/{id:guid}/direct", StreamAsync).ExcludeFromDescription();

    private static async Task StreamAsync(Guid id, HttpContext http, Engine engine, BoardBells bells, IHostApplicationLifetime life)
    {
        var who = http.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, id, http.RequestAborted) is not { } seen || !Grants.Allows(who, Act.SeeBoard, seen.Subject))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            await http.Response.WriteAsync(": ouvert\n\n", ended.Token);
            await http.Response.Body.FlushAsync(ended.Token);
            await TellAsync(http.Response, bells.RingsAsync(id, ended.Token), ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }

    /// <summary>A comment now and then tells whether the reader is still there.</summary>
    private static async Task TellAsync(HttpResponse response, IAsyncEnumerable<long> rings, CancellationTokenSource ended)
    {
        await using var ring = rings.GetAsyncEnumerator(ended.Token);
        var next = ring.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var rung = await Task.WhenAny(next, Task.Delay(Alive, ended.Token)) == next;
                if (rung && !await next) return;
                await response.WriteAsync(rung ? $"event: change\ndata: {ring.Current}\n\n" : ": ouvert\n\n", ended.Token);
                await response.Body.FlushAsync(ended.Token);
                if (rung) next = ring.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // Bells are left only once the last wait for one has ended, or leaving them fails.
            await ended.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
