using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>« À faire » and the procedures, as people see and use them.</summary>
public sealed class TaskTests(BrowserFixture browser, TestCluster cluster) : SceneTests(browser, cluster)
{
    [Fact]
    public async Task A_diagram_is_drawn_with_those_who_wait_and_a_task_is_done_in_one_click_without_JavaScript()
    {
        await Scene.TakeUpAsync();
        var odile = await Scene.OpenAsync("Odile Ferrand");
        await odile.GotoAsync("/procedures/selection");
        await Assertions.Expect(odile.Locator(".j-diagram .djs-shape[data-element-id=admissibility]")).ToBeVisibleAsync();
        await Assertions.Expect(odile.Locator(".j-waiting").First).ToBeVisibleAsync();
        var reader = await Scene.OpenAsync("Claire Besnard", 320);
        await reader.GotoAsync("/a-faire");
        await reader.GetByText("Déléguer, mettre de côté, commenter").First.ClickAsync();
        await PageChecks.HasNoViolationAsync(reader);
        var claire = await Scene.OpenAsync("Claire Besnard", 320, javaScript: false);
        await claire.GotoAsync("/a-faire");
        await claire.GetByRole(AriaRole.Button, new() { NameRegex = new("Manon Leclerc") }).First.ClickAsync();
        await Assertions.Expect(claire.GetByRole(AriaRole.Status).First).ToContainTextAsync("c’est fait");
        await claire.GotoAsync("/procedures/selection");
        await Assertions.Expect(claire.Locator(".j-diagram")).ToBeHiddenAsync();
    }
}
