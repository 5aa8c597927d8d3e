using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>What every page must pass. Each check says what it found, so that a red test can be read.</summary>
public static class PageChecks
{
    /// <summary>WCAG A and AA rules of axe, and its good practices.</summary>
    public static async Task HasNoViolationAsync(IPage page)
    {
        // Only what is wrong is told in full: on a long page, all that is right takes longer to say than to check.
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.Empty(result.Violations.Select(Told));
    }

    /// <summary>Nothing is wider than the window: a page is read without moving sideways.</summary>
    public static async Task DoesNotScrollSidewaysAsync(IPage page)
    {
        var wide = await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.body.querySelectorAll('*')]
                .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1).map(one => one.outerHTML.slice(0, 100))
            """);
        Assert.Empty(wide);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
    }

    /// <summary>Every visible control is reached by Tab, and shows that it is.</summary>
    public static async Task IsReachedByTabAsync(IPage page)
    {
        var expected = await page.EvaluateAsync<int>(Controls);
        var (reached, blind) = (new HashSet<int>(), new List<string>());
        await page.EvaluateAsync("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }");
        for (var press = 0; press < (expected * 2) + 20 && reached.Count < expected; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync<Focused>(WhatIsFocused);
            if (focus.Index < 0) continue;
            if (reached.Add(focus.Index) && !focus.Ring) blind.Add(focus.Html);
        }

        var missed = await page.EvaluateAsync<string[]>("reached => window.controls.filter((_, index) => !reached.includes(index)).map(one => one.outerHTML.slice(0, 100))", reached.ToArray());
        Assert.Empty(missed);
        Assert.Empty(blind);
    }

    private sealed class Focused
    {
        public int Index { get; set; }

        public bool Ring { get; set; }

        public string Html { get; set; } = "";
    }

    // The buttons of one choice are one stop: Tab reaches the group, the arrows do the rest.
    private const string Controls = """
        () => {
            const shown = one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && one.type !== 'hidden';
            const groups = new Set();
            window.controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(shown)
                .filter(one => one.type !== 'radio' || (!groups.has(one.name) && groups.add(one.name)));
            return window.controls.length;
        }
        """;

    private const string WhatIsFocused = """
        () => {
            const one = document.activeElement;
            const ringed = element => { const style = element && getComputedStyle(element); return !!style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; };
            const label = one?.labels?.[0];
            const before = label && getComputedStyle(label, '::before');
            const ring = ringed(one) || (!!before && before.outlineStyle !== 'none' && parseFloat(before.outlineWidth) >= 2);
            return { index: window.controls.indexOf(one), ring, html: one?.outerHTML.slice(0, 100) ?? '' };
        }
        """;

    private static string Told(AxeResultItem item) => $"{item.Id}: {item.Help}: {string.Join(" | ", item.Nodes.Select(node => node.Html))}";
}
