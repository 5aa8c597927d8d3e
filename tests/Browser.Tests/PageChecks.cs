using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>What every page must pass. Each check says what it found, so that a red test can be read.</summary>
public static class PageChecks
{
    // Run in the page itself: the package for Playwright opens a second page for each check, which takes longer than the check.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string WhatIsWrong = """
        async () => (await axe.run(document, { resultTypes: ['violations'], elementRef: false, preload: false, iframes: false })).violations
            .map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).join(' | ')}`)
        """;

    /// <summary>Clean and nothing sideways, as wide as a desk and as narrow as a phone, on one reading of the page.</summary>
    public static async Task IsCleanAtBothWidthsAsync(IPage page, string name)
    {
        foreach (var width in new[] { 1280, 320 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await Scene.ShootAsync(page, name, width);
            await HasNoViolationAsync(page);
            await DoesNotScrollSidewaysAsync(page);
        }

        await page.SetViewportSizeAsync(1280, 800);
    }

    /// <summary>WCAG A and AA rules of axe, and its good practices. For pages with JavaScript: without it, axe never ends.</summary>
    public static async Task HasNoViolationAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        Assert.Equal("", string.Join(" || ", await page.EvaluateAsync<string[]>(WhatIsWrong)));
    }

    /// <summary>Nothing is wider than the window: a page is read without moving sideways.</summary>
    public static async Task DoesNotScrollSidewaysAsync(IPage page) => Assert.Equal("", await page.EvaluateAsync<string>("""
        () => {
            if (document.documentElement.scrollWidth <= window.innerWidth) return '';
            const wide = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > window.innerWidth + 1 && !one.parentElement.closest('.j-scroll'));
            return `${document.documentElement.scrollWidth} px: ${wide.map(one => one.outerHTML.slice(0, 100)).join(' | ')}`;
        }
        """));

    /// <summary>Every visible control is reached by Tab, and shows that it is.</summary>
    public static async Task IsReachedByTabAsync(IPage page)
    {
        var expected = await page.EvaluateAsync<int>(Controls);
        string[] missed = [];
        // Some controls appear with the focus: a second round, or a third, presses for them.
        for (var round = 0; round < 3 && (round == 0 || missed.Length > 0); round++)
        {
            for (var press = 0; press < expected + 10; press++) await page.Keyboard.PressAsync("Tab");
            missed = await page.EvaluateAsync<string[]>("() => window.controls.filter(one => !window.reached.has(one)).map(one => one.outerHTML.slice(0, 100))");
        }

        Assert.Equal("", string.Join(" | ", missed));
        Assert.Equal("", string.Join(" | ", await page.EvaluateAsync<string[]>("() => window.blind.map(one => one.outerHTML.slice(0, 100))")));
    }

    // The buttons of one choice are one stop: Tab reaches the group, the arrows do the rest. What the focus shows is read when it arrives.
    private const string Controls = """
        () => {
            const shown = one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && one.type !== 'hidden';
            const ringed = (one, part) => { const style = one && getComputedStyle(one, part); return !!style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; };
            const groups = new Set();
            window.controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(shown)
                .filter(one => one.type !== 'radio' || (!groups.has(one.name) && groups.add(one.name)));
            window.reached = new Set();
            window.blind = [];
            document.activeElement?.blur();
            window.scrollTo(0, 0);
            document.addEventListener('focusin', ({ target }) => {
                window.reached.add(window.controls.find(one => one === target || (one.type === 'radio' && target.type === 'radio' && one.name === target.name)));
                if (!ringed(target) && !ringed(target.labels?.[0], '::before')) window.blind.push(target);
            });
            return window.controls.length;
        }
        """;
}
