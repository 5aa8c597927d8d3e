using Jalon.Silo;
using Jalon.Web.Host;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Jalon.Web.SignIn;

/// <summary>The cookie of the framework, and the rule that every page asks for it unless it says otherwise.</summary>
public static class SignInSetup
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<SignInLinks>();
        services.AddDataProtection().SetApplicationName("jalon");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new DatabaseKeys(provider.GetRequiredService<Engine>())));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "jalon";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Lasts;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/connexion";
            cookie.ReturnUrlParameter = "retour";
            cookie.Events.OnValidatePrincipal = SignedIn.ValidateAsync;
        });
        services.AddAuthorization(rights => rights.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(asked => asked.User.Identity?.IsAuthenticated == true || (asked.Resource is HttpContext http && !IsPage(http))).Build());
        return services;
    }

    public static WebApplication UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(SignedIn.ThrowFailureAsync);
        app.UseAuthorization();
        return app;
    }

    /// <summary>The API knows people by their token and the assets and the supervisor's questions know nobody: only pages ask for the cookie.</summary>
    internal static bool IsPage(HttpContext http) =>
        http.Request.Path is var path && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/openapi") && !path.StartsWithSegments("/assets")
        && !path.StartsWithSegments(Health.Root);
}
