using Jalon.Tests;
using Microsoft.Playwright;
using static Jalon.Browser.Tests.Scene;

namespace Jalon.Browser.Tests;

/// <summary>The board of a post under the hand of a recruiter: cards that move or say why not, where the focus goes, what the others see.</summary>
public sealed class BoardTests(BrowserFixture browser, TestCluster cluster) : SceneTests(browser, cluster)
{
    [Fact]
    public async Task A_card_moves_with_one_press_of_the_pointer_or_two_keys_and_keeps_the_focus()
    {
        var (pointed, typed) = (await Scene.ApplicantAsync(), await Scene.ApplicantAsync());
        var page = await OpenAsync();
        await Gestures.FromHereAsync(page);
        await PointAtAsync(Card(page, pointed));
        await Card(page, pointed).GetByRole(AriaRole.Button, new() { Name = "Avancer" }).ClickAsync();
        await ExpectAsync(page, pointed, "Recevable");
        await Gestures.AtMostAsync(page, 1);

        await Card(page, typed).FocusAsync();
        await Gestures.FromHereAsync(page);
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("2");
        await ExpectAsync(page, typed, "Recevable");
        await Gestures.AtMostAsync(page, 2);
        await Assertions.Expect(Card(page, typed)).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText($"{typed} est à l’étape Recevable.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refusal_takes_two_gestures_with_its_reason_and_one_undoes_it()
    {
        var name = await Scene.ApplicantAsync();
        var page = await OpenAsync();
        await Card(page, name).FocusAsync();
        await Gestures.FromHereAsync(page);
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.GetByText($"Le refus de {name} est enregistré.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 2);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Annuler le refus de {name}" }).ClickAsync();
        await ExpectAsync(page, name, "Reçue");

        // A refresh that comes late would move the card from under the pointer.
        await page.GetByRole(AriaRole.Button, new() { Name = "Suspendre" }).ClickAsync();
        await Assertions.Expect(page.Locator(".htmx-request")).ToHaveCountAsync(0);
        await PointAtAsync(Card(page, name));
        await Gestures.FromHereAsync(page);
        await Card(page, name).GetByRole(AriaRole.Link, new() { Name = "Refuser" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Profil" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText($"Le refus de {name} est enregistré.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 2);
    }

    [Fact]
    public async Task What_one_moves_appears_on_the_other_screen_within_a_second_unless_they_suspended_it()
    {
        var (followed, unseen) = (await Scene.ApplicantAsync(), await Scene.ApplicantAsync());
        var (mine, theirs) = (await OpenAsync(), await OpenAsync("Odile Ferrand"));
        await Assertions.Expect(mine.GetByText("À jour en direct")).ToBeVisibleAsync();
        await Card(theirs, followed).FocusAsync();
        await theirs.Keyboard.PressAsync("a");
        await ExpectAsync(theirs, followed, "Recevable");
        await Assertions.Expect(Column(mine, "Recevable").GetByText(followed).First).ToBeVisibleAsync(new() { Timeout = 1_000 });

        await mine.GetByRole(AriaRole.Button, new() { Name = "Suspendre" }).ClickAsync();
        await Card(theirs, unseen).FocusAsync();
        await theirs.Keyboard.PressAsync("a");
        await ExpectAsync(theirs, unseen, "Recevable");
        await ExpectAsync(mine, unseen, "Reçue");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Reprendre" }).ClickAsync();
        await ExpectAsync(mine, unseen, "Recevable");
    }

    [Fact]
    public async Task A_move_answered_after_the_board_was_read_again_keeps_its_message()
    {
        var name = await Scene.ApplicantAsync();
        var page = await OpenAsync();
        await Assertions.Expect(page.GetByText("À jour en direct")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => { window.relu = new Promise(done => addEventListener('htmx:afterRequest', event => event.detail.elt.id === 'suivi' && done(), true)); }");
        var (asked, sent) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync(url => url.Contains("/tableau", StringComparison.Ordinal), async route =>
        {
            if (route.Request.Method == "POST")
            {
                sent.TrySetResult();
                await page.EvaluateAsync("() => window.relu");
            }
            else if (asked.TrySetResult()) await sent.Task;
            await route.ContinueAsync();
        });
        await Scene.ApplicantAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Card(page, name).FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.GetByText($"{name} est à l’étape Recevable.")).ToBeVisibleAsync();
        await ExpectAsync(page, name, "Recevable");
    }

    [Fact]
    public async Task A_refused_move_says_why_beside_the_card_which_stays_with_the_focus()
    {
        var page = await OpenAsync();
        await Card(page, "Paul Lemoine").FocusAsync();
        await Gestures.FromHereAsync(page);
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(Column(page, "Entretien").GetByRole(AriaRole.Alert)).ToContainTextAsync("L’acceptation sera possible à partir du");
        await Assertions.Expect(Card(page, "Paul Lemoine")).ToBeFocusedAsync();
        // What a guard refuses costs its key like what is done.
        await Gestures.AtMostAsync(page, 1);
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_card_and_its_controls_are_reached_and_it_moves()
    {
        var name = await Scene.ApplicantAsync();
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = $"Choisir {name}" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Avancer {name}" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await ExpectAsync(page, name, "Recevable");
        await Assertions.Expect(Card(page, name)).ToBeFocusedAsync();
    }

    [Theory, InlineData(1280), InlineData(320)]
    public async Task A_recruiter_adds_somebody_moves_them_is_refused_with_the_date_rejects_and_undoes_without_JavaScript(int width)
    {
        var (given, name) = ($"Fanny{width}", $"Fanny{width} Colas");
        var page = await Scene.OpenAsync("Claire Besnard", width, javaScript: false);
        await page.GotoAsync($"/postes/{Scene.Ministry.Post}/ajouter");
        await page.GetByLabel("Courriel").FillAsync($"{given}.colas@exemple.fr");
        await page.GetByLabel("Prénom").FillAsync(given);
        await page.GetByLabel("Nom", new() { Exact = false }).Last.FillAsync("Colas");
        await page.GetByLabel("Situation").SelectOptionAsync("CivilServant");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter la candidature" }).ClickAsync();
        await PointAtAsync(Card(page, name));
        await page.GetByRole(AriaRole.Button, new() { Name = $"Avancer {name}" }).ClickAsync();
        await ExpectAsync(page, name, "Recevable");

        await PointAtAsync(Card(page, "Paul Lemoine"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Retenir Paul Lemoine" }).ClickAsync();
        await Assertions.Expect(Column(page, "Entretien").GetByRole(AriaRole.Alert)).ToContainTextAsync("L’acceptation sera possible à partir du");
        Assert.Contains("#carte-", page.Url, StringComparison.Ordinal);
        await ExpectAsync(page, "Paul Lemoine", "Entretien");

        await PointAtAsync(Card(page, name));
        await page.GetByRole(AriaRole.Link, new() { Name = $"Refuser {name}" }).ClickAsync();
        await page.GetByLabel("Raison", new() { Exact = true }).SelectOptionAsync("Profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Refuser la candidature" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"Le refus de {name} est enregistré.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Annuler le refus de {name}" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Le refus est annulé.");
        await ExpectAsync(page, name, "Recevable");
    }

    private async Task<IPage> OpenAsync(string person = "Claire Besnard")
    {
        var page = await Scene.OpenAsync(person);
        await Gestures.CountAsync(page);
        await page.GotoAsync(Scene.Board);
        return page;
    }

    /// <summary>In the middle of the window first: a button that the pointer brings out at its edge would be scrolled to, and the card would leave from under the pointer.</summary>
    private static async Task PointAtAsync(ILocator card)
    {
        await card.EvaluateAsync("card => card.scrollIntoView({ block: 'center' })");
        await card.HoverAsync();
    }
}
