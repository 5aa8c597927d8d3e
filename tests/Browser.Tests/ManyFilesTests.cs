using Jalon.Tests;
using Microsoft.Playwright;
using static Jalon.Browser.Tests.Scene;

namespace Jalon.Browser.Tests;

/// <summary>Files one after the other or all at once: the triage, a refusal of twenty, the keys that can be switched off.</summary>
public sealed class ManyFilesTests(BrowserFixture browser, TestCluster cluster) : SceneTests(browser, cluster)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task The_triage_opens_the_next_file_by_itself_one_gesture_each(bool keys)
    {
        var page = await OpenAsync($"/postes/{Scene.Ministry.Post}/tri");
        var first = await page.Locator("h1").InnerTextAsync();
        await Gestures.FromHereAsync(page);
        if (keys) await page.Keyboard.PressAsync("a");
        else await page.GetByRole(AriaRole.Button, new() { Name = "Recevable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(first);
        await Gestures.AtMostAsync(page, 1);
        await Assertions.Expect(page.GetByText("2 à vérifier")).ToBeVisibleAsync();
        if (!keys) return;
        await Assertions.Expect(page.Locator("[data-tri]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.GetByText("3 à vérifier")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("5");
        await Assertions.Expect(page.GetByText("2 à vérifier")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Twenty_are_refused_in_three_gestures_each_told_apart_and_all_undone_at_once()
    {
        for (var number = 0; number < 18; number++) await Scene.ApplicantAsync();
        var page = await OpenAsync(Scene.Board);
        await Gestures.FromHereAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Choisir les 21 de l’étape Reçue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Refuser", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Profil" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("21 refus enregistrés")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 3);
        Assert.Equal(21, await page.Locator(".j-rows--signs > li").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Tout annuler" }).ClickAsync();
        await page.GotoAsync(Scene.Board);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Reçue 21" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Single_keys_are_switched_off_and_the_box_to_search_is_one_chord_away()
    {
        var page = await OpenAsync("/profil/touches");
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, poste ou référence" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Les désactiver" }).ClickAsync();
        await page.GotoAsync(Scene.Board);
        await Card(page, "Manon Leclerc").FocusAsync();
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("r");
        await ExpectAsync(page, "Manon Leclerc", "Reçue");
        await Assertions.Expect(page.Locator("#raisons")).ToBeHiddenAsync();
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await Scene.OpenAsync("Claire Besnard");
        await Gestures.CountAsync(page);
        await page.GotoAsync(path);
        return page;
    }
}
