using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>An interview in a browser: planned from the landing page, chosen on a telephone by a link, its opinion kept as it is written.</summary>
public sealed class InterviewTests(BrowserFixture browser, TestCluster cluster) : SceneTests(browser, cluster)
{
    [Fact]
    public async Task Is_planned_in_three_gestures_chosen_by_a_link_and_its_opinion_is_kept()
    {
        var (ministry, engine) = (Scene.Ministry, Scene.Site.Engine);
        var nine = FrenchCalendar.StartOf(FrenchCalendar.AddWorkingDays(ministry.Today, 3)).AddHours(9);
        foreach (var assessor in new[] { ministry.Sami, ministry.Elise }) await engine.Diary.DeclareAsync(assessor, [new Stretch(nine, nine.AddHours(3))], CancellationToken.None);
        var gael = ministry.Applications["Gaël Petit"];
        var claire = await Scene.OpenAsync("Claire Besnard");
        await Gestures.CountAsync(claire);
        await claire.GotoAsync("/journee");
        await Gestures.FromHereAsync(claire);
        await claire.Locator($"a[href='/candidatures/{gael}/entretien']").First.ClickAsync();
        await PageChecks.IsCleanAtBothWidthsAsync(claire, "entretien");
        await claire.GetByRole(AriaRole.Button, new() { Name = "Proposer ces créneaux" }).ClickAsync();
        await Assertions.Expect(claire.GetByText("à Gaël Petit. Son choix vous sera montré ici.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(claire, 3);

        var anybody = await Scene.OpenAsync(null, 320);
        await anybody.GotoAsync(await engine.BookingLinks.PathAsync(gael, CancellationToken.None));
        await PageChecks.IsCleanAtBothWidthsAsync(anybody, "creneaux");
        await anybody.Locator(".j-slots button").First.ClickAsync();
        await Assertions.Expect(anybody.GetByText("Une invitation vous est envoyée.")).ToBeVisibleAsync();

        var sami = await Scene.OpenAsync("Sami Tahar");
        await sami.GotoAsync($"/evaluations/{gael}");
        await sami.GetByRole(AriaRole.Button, new() { Name = "Je n’ai pas de conflit d’intérêts" }).ClickAsync();
        await Assertions.Expect(sami.GetByRole(AriaRole.Heading, new() { Name = "Votre avis" })).ToBeVisibleAsync();
        await PageChecks.IsCleanAtBothWidthsAsync(sami, "evaluation");
        var kept = sami.WaitForResponseAsync(answer => answer.Url.Contains("handler=brouillon", StringComparison.Ordinal));
        await sami.GetByLabel("Ce qui fonde votre avis").FillAsync("À creuser, les astreintes.");
        await sami.Keyboard.PressAsync("Tab");
        Assert.Equal(204, (await kept).Status);
        await sami.ReloadAsync();
        await Assertions.Expect(sami.GetByLabel("Ce qui fonde votre avis")).ToHaveValueAsync("À creuser, les astreintes.");
    }
}
