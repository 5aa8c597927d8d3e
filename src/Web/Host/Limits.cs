using System.Threading.RateLimiting;
using Jalon.Web.SignIn;

namespace Jalon.Web.Host;

/// <summary>How often forms that cost somebody else something may be sent: links that fill mailboxes, applications with their files. Reading is never limited here.</summary>
public static class Limits
{
    /// <summary>By address of the network: nobody is known yet.</summary>
    public const string Asking = "asking";

    /// <summary>By person.</summary>
    public const string Applying = "applying";

    private const int MostAsked = 20, MostSent = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(Asking, http => Of(http, $"{http.Connection.RemoteIpAddress}", MostAsked));
        limits.AddPolicy(Applying, http => Of(http, $"{http.Who().PersonId}", MostSent));
    });

    private static RateLimitPartition<string> Of(HttpContext http, string key, int most) => HttpMethods.IsPost(http.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = Window, QueueLimit = 0 })
        : RateLimitPartition.GetNoLimiter("reading");
}
