using System.Text;
using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>An application, from the offer to its withdrawal.</summary>
public sealed class ApplyTests(BrowserFixture browser, TestCluster cluster) : SceneTests(browser, cluster)
{
    [Theory, InlineData(1280, true), InlineData(320, false)]
    public async Task Somebody_applies_in_three_screens_with_or_without_JavaScript(int width, bool javaScript)
    {
        var page = await Scene.OpenAsync(null, width, javaScript);
        await page.GotoAsync($"/offres/{Scene.Ministry.Post}?c=salon");
        await page.GetByRole(AriaRole.Link, new() { Name = "Candidater" }).ClickAsync();
        await Scene.AskForLinkAsync(page, $"sofia{width}.renard@exemple.fr");
        await page.GetByLabel("Prénom").FillAsync("Sofia");
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Renard");
        await page.GetByText("Externe", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        if (javaScript) await PageChecks.IsCleanAtBothWidthsAsync(page, "candidater-pieces");
        await page.GetByLabel("Curriculum vitæ").SetInputFilesAsync(new FilePayload { Name = "cv.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        if (javaScript) await PageChecks.IsCleanAtBothWidthsAsync(page, "candidater-envoyer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer ma candidature" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Votre candidature est reçue.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Étape 1 sur 8")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Retirer ma candidature" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer ma candidature" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Retirée par vous")).ToBeVisibleAsync();
    }
}
