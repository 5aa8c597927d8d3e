using System.Text;
using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>The rooms of a visitor and of a candidate, as a person uses them: without JavaScript, with the keyboard, on a phone.</summary>
public sealed class PublicPagesTests(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Every_page_follows_the_rules_of_accessibility_and_never_scrolls_sideways(int width)
    {
        var page = await browser.OpenAsync(site.Address, width);
        foreach (var path in new[] { "/offres", "/offres?lieu=Nantes", $"/offres/{ministry.Post}", "/mentions-legales", "/donnees-personnelles", "/connexion" }) await CheckAsync(page, path);
        await SignInAsync(page, "paul.lemoine@exemple.fr");
        var own = ministry.Applications["Paul Lemoine"];
        foreach (var path in new[] { "/mes-candidatures", $"/mes-candidatures/{own}/retirer", $"/candidatures/{own}/pieces", "/mon-profil", "/alertes?lieu=Lille" }) await CheckAsync(page, path);
        await page.GotoAsync("/mes-candidatures");
        await PageChecks.IsReachedByTabAsync(page);
        var recruiter = await browser.OpenAsync(site.Address, width);
        await recruiter.GotoAsync("/connexion");
        await recruiter.GetByText("Claire Besnard", new() { Exact = false }).First.ClickAsync();
        await recruiter.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await CheckAsync(recruiter, $"/postes/{ministry.Post}/diffusion");
    }

    [Theory, InlineData(1280), InlineData(320)]
    public async Task Somebody_applies_in_three_screens_without_JavaScript(int width)
    {
        var page = await browser.OpenAsync(site.Address, width, javaScript: false);
        await page.GotoAsync($"/offres/{ministry.Post}?c=salon");
        await page.GetByRole(AriaRole.Link, new() { Name = "Candidater" }).ClickAsync();
        await AskForLinkAsync(page, "sofia.renard@exemple.fr");
        await page.GetByLabel("Prénom").FillAsync("Sofia");
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Renard");
        await page.GetByText("Externe", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByLabel("Curriculum vitæ").SetInputFilesAsync(new FilePayload { Name = "cv.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer ma candidature" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Votre candidature est reçue.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Étape 1 sur 8")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Retirer ma candidature" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer ma candidature" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Retirée par vous")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync("/connexion");
        await AskForLinkAsync(page, email);
    }

    private static async Task AskForLinkAsync(IPage page, string email)
    {
        await page.GetByLabel("Votre adresse électronique").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Recevoir un lien" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "ouvrir le lien de connexion" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Me connecter" }).ClickAsync();
    }

    private static async Task CheckAsync(IPage page, string path)
    {
        var answer = await page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path}: {answer.Status}");
        await PageChecks.HasNoViolationAsync(page);
        await PageChecks.DoesNotScrollSidewaysAsync(page);
    }
}
