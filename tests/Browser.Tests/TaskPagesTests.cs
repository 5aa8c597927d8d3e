using Dapper;
using Jalon.Silo;
using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>« À faire » and the procedures, as people see and use them.</summary>
public sealed class TaskPagesTests(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await using var connection = await site.Engine.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("update jalon.taking_up set asked = asked + 1");
        await site.Engine.TakeUpAsync(new Occasion(Origin.Demo, null), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Tasks_and_procedures_follow_the_rules_of_accessibility_and_never_scroll_sideways(int width)
    {
        var page = await SignInAsync(width, "Odile Ferrand");
        await CheckAsync(page, "/a-faire?voir=autres", "a-faire-autres", width);
        await CheckAsync(page, "/procedures", "procedures", width);
        await CheckAsync(page, "/procedures/selection", "procedure", width);
        await CheckAsync(page, $"/procedures/selection?dossier={ministry.Applications["Chloé Marty"]}", "procedure-dossier", width);
        page = await SignInAsync(width, "Claire Besnard");
        await CheckAsync(page, "/a-faire", "a-faire", width);
        await page.GetByText("Déléguer, mettre de côté, commenter").First.ClickAsync();
        await PageChecks.HasNoViolationAsync(page);
        await ShootAsync(page, "a-faire-ouvert", width);
    }

    [Fact]
    public async Task A_diagram_is_drawn_with_those_who_wait_and_a_task_is_done_in_one_click_without_JavaScript()
    {
        var odile = await SignInAsync(1280, "Odile Ferrand");
        await odile.GotoAsync("/procedures/selection");
        await Assertions.Expect(odile.Locator(".j-diagram .djs-shape[data-element-id=admissibility]")).ToBeVisibleAsync();
        await Assertions.Expect(odile.Locator(".j-waiting").First).ToBeVisibleAsync();
        var claire = await SignInAsync(320, "Claire Besnard", javaScript: false);
        await claire.GotoAsync("/a-faire");
        await claire.GetByRole(AriaRole.Button, new() { NameRegex = new("Manon Leclerc") }).First.ClickAsync();
        await Assertions.Expect(claire.GetByRole(AriaRole.Status).First).ToContainTextAsync("c’est fait");
        await claire.GotoAsync("/procedures/selection");
        await Assertions.Expect(claire.Locator(".j-diagram")).ToBeHiddenAsync();
    }

    private async Task<IPage> SignInAsync(int width, string name, bool javaScript = true)
    {
        var page = await browser.OpenAsync(site.Address, width, javaScript);
        await page.GotoAsync("/connexion");
        await page.GetByText(name, new() { Exact = false }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        return page;
    }

    private static async Task CheckAsync(IPage page, string path, string name, int width)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await ShootAsync(page, name, width);
        await PageChecks.HasNoViolationAsync(page);
        await PageChecks.DoesNotScrollSidewaysAsync(page);
    }

    private static async Task ShootAsync(IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("JALON_SHOTS") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
    }
}
