using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>Writing the sheet of a post: what it says of itself while it is typed, and the draft found again.</summary>
public sealed class SheetEditorTests(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync() => (site, ministry) = await Ministry.OnASiteAsync(cluster);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Items_are_ticked_off_live_words_are_offered_and_the_draft_is_found_again()
    {
        var page = await browser.OpenAsync(site.Address);
        await page.GotoAsync("/connexion");
        await page.GetByText("Mehdi Ouali").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.GotoAsync($"/postes/{ministry.Post}/modifier");
        var aside = page.Locator("#suivi");
        await Assertions.Expect(aside.GetByText("15 sur 15")).ToBeVisibleAsync();

        await page.GetByLabel("Localisation").FillAsync("");
        await Assertions.Expect(aside.GetByText("14 sur 15")).ToBeVisibleAsync();
        await page.GetByLabel("Intitulé").FillAsync("Ingénieur·e de données");
        await page.GetByRole(AriaRole.Button, new() { Name = "Écrire Ingénieur de données F/H" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Intitulé")).ToHaveValueAsync("Ingénieur de données F/H");
        await Assertions.Expect(page.GetByLabel("Intitulé")).ToBeFocusedAsync();
        await page.GetByLabel("Métier de référence").FillAsync("data enginer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingénieur de données (data engineer)" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Métier du répertoire, code ROME M1811.")).ToBeVisibleAsync();

        await page.GotoAsync("/postes");
        await page.GotoAsync($"/postes/{ministry.Post}/modifier");
        await Assertions.Expect(page.GetByText("Votre brouillon du")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Métier de référence")).ToHaveValueAsync("Ingénieur de données");
        foreach (var width in new[] { 1280, 320 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await PageChecks.HasNoViolationAsync(page);
            await PageChecks.DoesNotScrollSidewaysAsync(page);
        }
    }
}
