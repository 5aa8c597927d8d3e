using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>When there is no page to show, a person reads a sentence and a way out, never a trace.</summary>
public sealed class ErrorPageTests(BrowserFixture browser) : IAsyncLifetime
{
    private RunningSite site = null!;

    public async ValueTask InitializeAsync() => site = await RunningSite.StartAsync(pipeline: app =>
    {
        app.MapGet("/casse", IResult () => throw new InvalidOperationException("secret-of-the-machine"));
        app.MapGet("/absente", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
    });

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("/nulle-part", 404, "Cette page n’existe pas, ou elle n’est pas pour vous.")]
    [InlineData("/erreur/500", 404, "Cette page n’existe pas, ou elle n’est pas pour vous.")]
    [InlineData("/casse", 500, "Le service a rencontré un défaut.")]
    [InlineData("/absente", 503, "Le service ne peut pas répondre maintenant.")]
    public async Task A_missing_page_says_so_in_French_and_shows_a_way_out(string path, int status, string sentence)
    {
        var page = await browser.OpenAsync(site.Address, 320);
        var answer = await page.GotoAsync(path);
        Assert.Equal(status, answer!.Status);
        Assert.Contains("default-src 'self'", await answer.HeaderValueAsync("content-security-policy") ?? "", StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(sentence);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Revenir aux postes" })).ToBeVisibleAsync();
        Assert.DoesNotContain("secret-of-the-machine", await page.ContentAsync(), StringComparison.Ordinal);
        await PageChecks.HasNoViolationAsync(page);
    }

    [Fact]
    public async Task The_statement_of_accessibility_says_not_compliant()
    {
        var page = await browser.OpenAsync(site.Address);
        await page.GotoAsync("/accessibilite");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("non conforme");
        await PageChecks.HasNoViolationAsync(page);
    }
}
