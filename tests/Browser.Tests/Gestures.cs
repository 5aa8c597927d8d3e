using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>Counts what a hand does: presses of the pointer and keys. Text entry is apart, and a chord is one key: Ctrl-K counts once.</summary>
public static class Gestures
{
    private const string Count = """
        const modifiers = ['Control', 'Shift', 'Alt', 'Meta'];
        for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, event => {
            if (event.isTrusted && !modifiers.includes(event.key)) sessionStorage.setItem('gestes', Number(sessionStorage.getItem('gestes') ?? 0) + 1);
        }, true);
        """;

    public static Task CountAsync(IPage page) => page.AddInitScriptAsync(Count);

    public static Task FromHereAsync(IPage page) => page.EvaluateAsync("() => sessionStorage.setItem('gestes', 0)");

    /// <summary>At most so many, and at least one: a count that never moves proves nothing.</summary>
    public static async Task AtMostAsync(IPage page, int budget) => Assert.InRange(await page.EvaluateAsync<int>("() => Number(sessionStorage.getItem('gestes') ?? 0)"), 1, budget);
}
