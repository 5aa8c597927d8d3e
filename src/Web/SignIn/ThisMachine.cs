using System.Net;

namespace Jalon.Web.SignIn;

/// <summary>
/// Signing in from a list asks for no secret: it is only for whoever sits at this machine. A request carried by a proxy, or sent to another name than the
/// machine's own, comes from elsewhere whatever its address says.
/// </summary>
public static class ThisMachine
{
    public static bool Sent(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !request.Headers.ContainsKey("X-Forwarded-For") && !request.Headers.ContainsKey("Forwarded")
        && (request.Host.Host == "localhost" || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));
}
