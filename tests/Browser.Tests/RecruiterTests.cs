using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Tests;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>A recruiter's hand and eye: how many gestures, what moves on another screen, where the focus goes, what each page passes.</summary>
public sealed class RecruiterTests(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.SettledAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private string Board => $"/postes/{ministry.Post}/tableau";

    private string Triage => $"/postes/{ministry.Post}/tri";

    [Theory, InlineData(1280), InlineData(320)]
    public async Task The_pages_of_the_day_are_clean_and_never_scroll_sideways(int width)
    {
        var page = await SignInAsync(width);
        foreach (var (path, name) in new[] { (Board, "tableau-direct"), ($"{Board}?vue=liste&par=part", "liste"), (Triage, "tri"), ($"/postes/{ministry.Post}/ensemble?colonne=Received&geste=refuser", "ensemble"), ("/profil/touches", "touches") })
        {
            await page.GotoAsync(path);
            if (Environment.GetEnvironmentVariable("JALON_SHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
            await PageChecks.HasNoViolationAsync(page);
            await PageChecks.DoesNotScrollSidewaysAsync(page);
        }
    }

    [Fact]
    public async Task A_card_moves_with_one_press_of_the_pointer_or_two_keys_and_keeps_the_focus()
    {
        var page = await SignInAsync(1280);
        await page.GotoAsync(Board);
        var manon = Card(page, "Manon Leclerc");
        await manon.HoverAsync();
        await Gestures.FromHereAsync(page);
        await manon.GetByRole(AriaRole.Button, new() { Name = "Avancer" }).ClickAsync();
        await Assertions.Expect(Column(page, "Recevable").GetByText("Manon Leclerc").First).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 1);

        var alice = Card(page, "Alice Denis");
        await alice.FocusAsync();
        await Gestures.FromHereAsync(page);
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(Column(page, "Recevable").GetByText("Alice Denis").First).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 2);
        await Assertions.Expect(Card(page, "Alice Denis")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText("Alice Denis est à l’étape Recevable.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refusal_takes_two_gestures_with_its_reason_and_one_undoes_it()
    {
        var page = await SignInAsync(1280);
        await page.GotoAsync(Board);
        await Card(page, "Manon Leclerc").FocusAsync();
        await Gestures.FromHereAsync(page);
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.GetByText("Le refus de Manon Leclerc est enregistré.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler le refus de Manon Leclerc" }).ClickAsync();
        await Assertions.Expect(Column(page, "Reçue").GetByText("Manon Leclerc").First).ToBeVisibleAsync();

        await Card(page, "Manon Leclerc").HoverAsync();
        await Gestures.FromHereAsync(page);
        await Card(page, "Manon Leclerc").GetByRole(AriaRole.Link, new() { Name = "Refuser" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Profil" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Le refus de Manon Leclerc est enregistré.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 2);
    }

    [Fact]
    public async Task What_one_moves_appears_on_the_other_screen_unless_they_write_or_suspended_it()
    {
        var (mine, theirs) = (await SignInAsync(1280), await SignInAsync(1280, "Odile Ferrand"));
        await mine.GotoAsync(Board);
        await theirs.GotoAsync(Board);
        await Assertions.Expect(mine.GetByText("À jour en direct")).ToBeVisibleAsync();
        await theirs.Keyboard.PressAsync("Tab");
        await Card(theirs, "Manon Leclerc").FocusAsync();
        await theirs.Keyboard.PressAsync("a");
        await Assertions.Expect(Column(theirs, "Recevable").GetByText("Manon Leclerc").First).ToBeVisibleAsync();
        await Assertions.Expect(Column(mine, "Recevable").GetByText("Manon Leclerc").First).ToBeVisibleAsync(new() { Timeout = 2_000 });

        await mine.GetByRole(AriaRole.Button, new() { Name = "Suspendre" }).ClickAsync();
        await Card(theirs, "Alice Denis").FocusAsync();
        await theirs.Keyboard.PressAsync("a");
        await Assertions.Expect(Column(theirs, "Recevable").GetByText("Alice Denis").First).ToBeVisibleAsync();
        await Assertions.Expect(Column(mine, "Reçue").GetByText("Alice Denis").First).ToBeVisibleAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Reprendre" }).ClickAsync();
        await Assertions.Expect(Column(mine, "Recevable").GetByText("Alice Denis").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refused_move_says_why_beside_the_card_which_stays_with_the_focus()
    {
        var page = await SignInAsync(1280);
        await page.GotoAsync(Board);
        await Card(page, "Paul Lemoine").FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(Column(page, "Entretien").GetByRole(AriaRole.Alert)).ToContainTextAsync("L’acceptation sera possible à partir du");
        await Assertions.Expect(Card(page, "Paul Lemoine")).ToBeFocusedAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_triage_opens_the_next_file_by_itself_one_gesture_each(bool keys)
    {
        var page = await SignInAsync(1280);
        await page.GotoAsync(Triage);
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
        for (var number = 0; number < 18; number++)
        {
            var person = await ministry.PersonAsync($"Camille{number}", "Exemple", null, ministry.Alpha);
            await ministry.DoAsync(DerivedId.Application(ministry.Post, person), new Apply(ministry.Post, person, ministry.Alpha, CandidateStatus.CivilServant, Channel.CommonSpace), ministry.Claire, 1);
        }

        var page = await SignInAsync(1280);
        await page.GotoAsync(Board);
        await Gestures.FromHereAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Choisir les 21 de l’étape Reçue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Refuser", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Profil" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("21 refus enregistrés")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 3);
        Assert.Equal(21, await page.Locator(".j-rows--signs > li").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Tout annuler" }).ClickAsync();
        await page.GotoAsync(Board);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Reçue 21" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Single_keys_are_switched_off_and_the_box_to_search_is_one_chord_away()
    {
        var page = await SignInAsync(1280);
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, poste ou référence" })).ToBeFocusedAsync();
        await page.GotoAsync("/profil/touches");
        await page.GetByRole(AriaRole.Button, new() { Name = "Les désactiver" }).ClickAsync();
        await page.GotoAsync(Board);
        await Card(page, "Manon Leclerc").FocusAsync();
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(Column(page, "Reçue").GetByText("Manon Leclerc").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#raisons")).ToBeHiddenAsync();
    }

    private static ILocator Card(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });

    private static ILocator Column(IPage page, string stage) => page.Locator("section.j-column").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = stage, Level = 2 }) });

    private async Task<IPage> SignInAsync(int width, string name = "Claire Besnard")
    {
        var page = await browser.OpenAsync(site.Address, width);
        await Gestures.CountAsync(page);
        await page.GotoAsync("/connexion");
        await page.GetByText(name, new() { Exact = false }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        return page;
    }
}
