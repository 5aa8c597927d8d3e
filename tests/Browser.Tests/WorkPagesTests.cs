using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>The rooms of a recruiter, as a person uses them.</summary>
public sealed class WorkPagesTests(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.SettledAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Every_page_follows_the_rules_of_accessibility_and_never_scrolls_sideways(int width)
    {
        var page = await SignInAsync(width, "Claire Besnard");
        await CheckAsync(page, "/connexion", "connexion", width);
        await CheckAsync(page, "/journee", "journee", width);
        await CheckAsync(page, "/postes", "postes", width);
        await CheckAsync(page, "/postes/nouveau", "nouveau", width);
        await CheckAsync(page, $"/postes/{ministry.Post}", "poste", width);
        await CheckAsync(page, $"/postes/{ministry.Post}/modifier", "modifier", width);
        await CheckAsync(page, $"/postes/{ministry.Post}/tableau", "tableau", width);
        await CheckAsync(page, $"/postes/{ministry.Post}/ajouter", "ajouter", width);
        foreach (var name in new[] { "Paul Lemoine", "Chloé Marty" })
            await CheckAsync(page, $"/candidatures/{ministry.Applications[name]}", $"candidature-{name[..4]}", width);
        await CheckAsync(page, $"/candidatures/{ministry.Applications["Paul Lemoine"]}/deplacer", "deplacer", width);
        await CheckAsync(page, $"/candidatures/{ministry.Applications["Paul Lemoine"]}/refuser", "refuser", width);
        await CheckAsync(page, "/echeances", "echeances", width);
        await CheckAsync(page, "/messages", "messages", width);
        await SearchAsync(page, width, "lemione");
        await ShootAsync(page, "recherche", width);
        await PageChecks.HasNoViolationAsync(page);
        await PageChecks.DoesNotScrollSidewaysAsync(page);
        var exploiter = await SignInAsync(width, "Karim Diallo");
        await CheckAsync(exploiter, "/exploitation", "exploitation", width);
    }

    [Theory, InlineData(1280), InlineData(320)]
    public async Task A_recruiter_adds_somebody_moves_them_is_refused_with_the_date_rejects_and_undoes_without_JavaScript(int width)
    {
        var page = await SignInAsync(width, "Claire Besnard", javaScript: false);
        await page.GotoAsync($"/postes/{ministry.Post}/ajouter");
        await page.GetByLabel("Courriel").FillAsync("fanny.colas@exemple.fr");
        await page.GetByLabel("Prénom").FillAsync("Fanny");
        await page.GetByLabel("Nom", new() { Exact = false }).Last.FillAsync("Colas");
        await page.GetByLabel("Situation").SelectOptionAsync("CivilServant");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter la candidature" }).ClickAsync();
        await Assertions.Expect(Card(page, "Fanny Colas")).ToBeVisibleAsync();

        await Card(page, "Fanny Colas").HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Avancer Fanny Colas" }).ClickAsync();
        await Assertions.Expect(Column(page, "Recevable").GetByText("Fanny Colas").First).ToBeVisibleAsync();

        await Card(page, "Paul Lemoine").HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retenir Paul Lemoine" }).ClickAsync();
        await Assertions.Expect(Column(page, "Entretien").GetByRole(AriaRole.Alert)).ToContainTextAsync("L’acceptation sera possible à partir du");
        Assert.Contains("#carte-", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(Column(page, "Entretien").GetByText("Paul Lemoine").First).ToBeVisibleAsync();
        await ShootAsync(page, "tableau-refus", width);

        await Card(page, "Fanny Colas").HoverAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Refuser Fanny Colas" }).ClickAsync();
        await page.GetByLabel("Raison", new() { Exact = true }).SelectOptionAsync("Profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Refuser la candidature" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Le refus de Fanny Colas est enregistré.")).ToBeVisibleAsync();
        await ShootAsync(page, "tableau-annuler", width);
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler le refus de Fanny Colas" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Le refus est annulé.");
        await Assertions.Expect(Column(page, "Recevable").GetByText("Fanny Colas").First).ToBeVisibleAsync();
    }

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Where_is_my_application_is_answered_from_the_box_of_any_page_without_JavaScript(int width)
    {
        var page = await SignInAsync(width, "Claire Besnard", javaScript: false);
        await page.GotoAsync($"/postes/{ministry.Post}/tableau");
        await SearchAsync(page, width, "gael petti");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(site.Address, "/recherche").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Gaël Petit" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Gaël Petit", Level = 1 })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Gaël Petit" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, intitulé ou référence" }).FillAsync("z");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Écrivez au moins deux lettres ou chiffres")).ToBeVisibleAsync();
        await ShootAsync(page, "recherche-erreur", width);
        await PageChecks.DoesNotScrollSidewaysAsync(page);
    }

    [Fact]
    public async Task With_the_keyboard_alone_every_control_of_the_board_is_reached_and_a_card_moves()
    {
        var page = await SignInAsync(1280, "Claire Besnard");
        await page.GotoAsync($"/postes/{ministry.Post}/tableau");
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Manon Leclerc", Exact = true });
        await link.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Choisir Manon Leclerc" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Avancer Manon Leclerc" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Column(page, "Recevable").GetByText("Manon Leclerc").First).ToBeVisibleAsync();
        await Assertions.Expect(Card(page, "Manon Leclerc")).ToBeFocusedAsync();
    }

    /// <summary>From the bar, or from the menu where the bar is folded.</summary>
    private static async Task SearchAsync(IPage page, int width, string name)
    {
        if (width < 992) await page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, poste ou référence" }).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Recherche", Level = 1 })).ToBeVisibleAsync();
    }

    private static ILocator Card(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });

    private static ILocator Column(IPage page, string stage) => page.Locator("section.j-column").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = stage, Level = 2 }) });

    private static async Task CheckAsync(IPage page, string path, string name, int width)
    {
        var answer = await page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path}: {answer.Status}");
        await ShootAsync(page, name, width);
        await PageChecks.HasNoViolationAsync(page);
        await PageChecks.DoesNotScrollSidewaysAsync(page);
    }

    private static async Task ShootAsync(IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("JALON_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
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
}
