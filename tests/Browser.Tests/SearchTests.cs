using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>« Where is my application? », asked by phone.</summary>
public sealed class SearchTests(BrowserFixture browser, TestCluster cluster) : SceneTests(browser, cluster)
{
    [Theory, InlineData(1280, true), InlineData(320, false)]
    public async Task It_is_answered_from_the_box_of_any_page_with_or_without_JavaScript(int width, bool javaScript)
    {
        var page = await Scene.OpenAsync("Claire Besnard", width, javaScript);
        await page.GotoAsync(Scene.Board);
        if (width < 992) await page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, poste ou référence" }).FillAsync("gael petti");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(Scene.Site.Address, "/recherche").ToString());
        if (javaScript) await PageChecks.IsCleanAtBothWidthsAsync(page, "recherche-trouve");
        await PageChecks.DoesNotScrollSidewaysAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Gaël Petit" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Gaël Petit", Level = 1 })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Gaël Petit" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, intitulé ou référence" }).FillAsync("z");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Écrivez au moins deux lettres ou chiffres")).ToBeVisibleAsync();
        await PageChecks.DoesNotScrollSidewaysAsync(page);
    }
}
