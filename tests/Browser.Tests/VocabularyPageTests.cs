using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>The page that shows every component passes what every page must pass.</summary>
public sealed class VocabularyPageTests(BrowserFixture browser) : IAsyncLifetime
{
    private RunningSite site = null!;

    public async ValueTask InitializeAsync() => site = await RunningSite.StartAsync(pipeline: SignedInAs("Claire Besnard"));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory, InlineData(1280), InlineData(320)]
    public async Task No_rule_of_accessibility_is_broken(int width) => await PageChecks.HasNoViolationAsync(await OpenAsync(width));

    [Theory, InlineData(1280), InlineData(640), InlineData(320)]
    public async Task Nothing_is_wider_than_the_window(int width) => await PageChecks.DoesNotScrollSidewaysAsync(await OpenAsync(width));

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Every_control_is_reached_with_the_keyboard_and_shows_it(int width)
    {
        var page = await OpenAsync(width);
        await PageChecks.IsReachedByTabAsync(page);
    }

    [Fact]
    public async Task Nothing_is_asked_of_another_host_and_no_font_is_fetched()
    {
        var page = await browser.OpenAsync(site.Address);
        var asked = new List<Uri>();
        var complaints = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url));
        page.Console += (_, message) => complaints.Add(message.Text);
        page.RequestFailed += (_, request) => complaints.Add(request.Url);
        await page.GotoAsync("/vocabulaire", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Contains(asked, address => address.AbsolutePath == "/assets/jalon.css");
        Assert.All(asked, address => Assert.Equal(site.Address.Authority, address.Authority));
        Assert.DoesNotContain(asked, address => address.AbsolutePath.Contains("font", StringComparison.OrdinalIgnoreCase) || address.AbsolutePath.Contains(".woff", StringComparison.Ordinal));
        Assert.Empty(complaints);
    }

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Without_JavaScript_an_action_is_done_and_said(int width)
    {
        var page = await OpenAsync(width, javaScript: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler le refus de Hugo Marchal" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("rien n’a été fait");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeEmptyAsync();
    }

    [Fact]
    public async Task At_320_the_navigation_opens_from_a_menu_without_JavaScript()
    {
        var page = await OpenAsync(320, javaScript: false);
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Mes candidatures", Exact = true });
        await Assertions.Expect(link).ToBeHiddenAsync();
        await page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(link).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_first_stops_of_the_keyboard_skip_to_the_content_and_to_the_first_action()
    {
        var page = await OpenAsync(1280);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Contenu" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#premiere-action", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_text_and_wide_spacing_cut_nothing_at_320()
    {
        var page = await OpenAsync(320);
        await page.EvaluateAsync("""
            () => { const sheet = new CSSStyleSheet();
                    sheet.replaceSync('* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }');
                    document.adoptedStyleSheets = [sheet]; }
            """);
        await PageChecks.DoesNotScrollSidewaysAsync(page);
    }

    /// <summary>Somebody is signed in, whatever the way: the pages only read the name.</summary>
    private static Action<WebApplication> SignedInAs(string name) => app => app.Use((http, next) =>
    {
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
        return next(http);
    });

    private async Task<IPage> OpenAsync(int width, bool javaScript = true)
    {
        var page = await browser.OpenAsync(site.Address, width, javaScript);
        await page.GotoAsync("/vocabulaire");
        if (Environment.GetEnvironmentVariable("JALON_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"vocabulaire-{width}.png"), FullPage = true });
        return page;
    }
}
