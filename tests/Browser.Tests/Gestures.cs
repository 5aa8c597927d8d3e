using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>Counts what a hand does: presses of the pointer and keys, text entry apart.</summary>
public static class Gestures
{
    private const string Count = """
        for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, event => {
            if (event.isTrusted) sessionStorage.setItem('gestes', Number(sessionStorage.getItem('gestes') ?? 0) + 1);
        }, true);
        """;

    public static Task CountAsync(IPage page) => page.AddInitScriptAsync(Count);

    public static Task FromHereAsync(IPage page) => page.EvaluateAsync("() => sessionStorage.setItem('gestes', 0)");

    public static async Task AtMostAsync(IPage page, int budget)
    {
        var made = await page.EvaluateAsync<int>("() => Number(sessionStorage.getItem('gestes') ?? 0)");
        Assert.InRange(made, 1, budget);
    }
}
