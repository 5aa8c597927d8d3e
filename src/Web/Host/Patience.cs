using Jalon.Silo;

namespace Jalon.Web.Host;

/// <summary>
/// How long a request may take before its sender is told that the database is slow. Each question to it has its own limit (<see cref="Connections"/>); a request asks
/// several, and may stand behind others in the mailbox of a grain.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Runs the rest of the request; <see cref="HttpContext.RequestAborted"/> ends all its waits.</summary>
    /// <exception cref="DatabaseAwayException">The time is over, and the sender is still there.</exception>
    public static async Task KeepAsync(HttpContext http, Func<Task> rest)
    {
        var gone = http.RequestAborted;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(gone);
        // A live stream lasts as long as its reader.
        if (http.Request.Headers.Accept != "text/event-stream") limited.CancelAfter(Longest);
        http.RequestAborted = limited.Token;
        try
        {
            await rest();
        }
        catch (Exception late) when (limited.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            throw new DatabaseAwayException(new TimeoutException("the request took too long", late));
        }
        finally
        {
            http.RequestAborted = gone;
        }
    }
}
