using System.Text.RegularExpressions;
using Jalon.Grains;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>
/// How many gestures each task takes, counted from the page somebody lands on, with ten thousand steps open. To open a queue of files is one gesture (two keys: the first
/// takes the line, the second opens it), whatever their number; then each file has its own budget.
/// </summary>
public sealed class BudgetTests(Crowd crowd) : IClassFixture<Crowd>
{
    private const string Recruiter = "Claire Besnard", HrLead = "Odile Ferrand", Assessor = "Sami Tahar", Manager = "Mehdi Ouali", Agent = "paul.lemoine@exemple.fr";

    [Fact]
    public async Task What_a_recruiter_must_do_today_and_where_an_agents_application_is_take_no_gesture()
    {
        await crowd.PostAsync(2, Stage.Received);
        var day = await LandAsync(Recruiter);
        await Assertions.Expect(day.GetByText($"{Crowd.Steps:N0}"[..2]).First).ToBeVisibleAsync();
        await Assertions.Expect(First(day)).ToContainTextAsync("Vérifier la recevabilité de 2 candidatures");
        await Assertions.Expect(First(day)).ToContainTextAsync("En retard");
        await Assertions.Expect(First(day)).ToBeInViewportAsync();
        var own = await LandAsync(Agent);
        await Assertions.Expect(own.GetByText("Étape 4 sur 8")).ToBeInViewportAsync();
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task A_file_of_the_triage_takes_one_and_the_next_opens_by_itself(bool keys, int opening)
    {
        await crowd.PostAsync(3, Stage.Received);
        var page = await LandAsync(Recruiter);
        await OpenFirstAsync(page, keys);
        for (var left = 3; left > 0; left--)
        {
            await Assertions.Expect(page.GetByText($"{left} à vérifier")).ToBeVisibleAsync();
            if (keys) await page.Keyboard.PressAsync("a");
            else await page.GetByRole(AriaRole.Button, new() { Name = "Recevable", Exact = true }).ClickAsync();
        }

        await Assertions.Expect(page.GetByText("Toutes les candidatures reçues sont vérifiées.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, opening + 3);
    }

    [Fact]
    public async Task A_manager_goes_from_twelve_admissible_to_four_convened_in_eight()
    {
        await crowd.PostAsync(12, Stage.Admissible);
        var page = await LandAsync(Manager);
        await OpenFirstAsync(page, false);
        // One on the first page, one on the second, two on the third: the worst there is.
        foreach (var name in new[] { "Essai00", "Essai05", "Essai08", "Essai11" })
        {
            var keep = page.GetByRole(AriaRole.Button, new() { NameRegex = new($"Garder.*{name}") });
            if (await keep.CountAsync() == 0) await page.GetByRole(AriaRole.Link, new() { Name = "Suivantes →" }).ClickAsync();
            if (name == "Essai00")
            {
                await page.Locator("[data-dossier]").First.FocusAsync();
                await page.Keyboard.PressAsync("g");
            }
            else await keep.ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new($"Annuler.*{name}") })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Proposer 4" }).ClickAsync();
        await Assertions.Expect(page.GetByText("4 personnes proposées à l’entretien")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 8);

        // The other keys: from one person to the next, over the pages too, and the reason for setting somebody aside.
        await page.Locator("[data-dossier]").Last.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("suite=2#dossier-"));
        await Assertions.Expect(page.Locator("[data-dossier]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#ecarter")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task With_the_keys_alone_a_manager_convenes_four_in_eight()
    {
        await crowd.PostAsync(12, Stage.Admissible);
        var page = await LandAsync(Manager);
        await OpenFirstAsync(page, true);
        for (var kept = 1; kept <= 4; kept++)
        {
            await page.Keyboard.PressAsync("g");
            await Assertions.Expect(page.GetByText(French.Count(kept, "gardée", "gardées")).First).ToBeVisibleAsync();
            if (kept == 4) break;
            await Assertions.Expect(page.Locator("[data-dossier]:focus [data-touche=garder]")).ToBeVisibleAsync();
        }

        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.GetByText("4 personnes proposées à l’entretien")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 8);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task A_refusal_with_its_reason_takes_two(bool keys, int opening)
    {
        await crowd.PostAsync(2, Stage.Received);
        var page = await LandAsync(Recruiter);
        await OpenFirstAsync(page, keys);
        if (keys)
        {
            await page.Keyboard.PressAsync("r");
            await page.Keyboard.PressAsync("1");
        }
        else
        {
            await page.Locator("[data-touche=non-recevable] > summary").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Profil" }).First.ClickAsync();
        }

        await Assertions.Expect(page.GetByText("1 à vérifier")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, opening + 2);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task An_opinion_on_five_criteria_takes_seven_and_its_words(bool keys, int opening)
    {
        var (_, files) = await crowd.PostAsync(1, Stage.Interview);
        var page = await LandAsync(Assessor);
        if (keys)
        {
            await Assertions.Expect(First(page).Locator($"a[href^='/evaluations/{files[0]}']").First).ToBeVisibleAsync();
            await OpenFirstAsync(page, true);
            foreach (var level in "34323") await page.Keyboard.PressAsync($"{level}");
            await Assertions.Expect(page.GetByLabel("Ce qui fonde votre avis")).ToBeFocusedAsync();
            await page.Keyboard.InsertTextAsync("Répond par des exemples vécus.");
            await page.Keyboard.PressAsync("Control+Enter");
        }
        else
        {
            await page.Locator($"a[href^='/evaluations/{files[0]}']").First.ClickAsync();
            foreach (var criterion in await page.Locator("fieldset.j-levels").AllAsync()) await criterion.GetByText("Solide").ClickAsync();
            await page.GetByLabel("Ce qui fonde votre avis").FillAsync("Répond par des exemples vécus.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Déposer mon avis" }).ClickAsync();
        }

        await Assertions.Expect(page.GetByText("Votre avis est déposé. Vous pouvez maintenant lire les autres.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, opening + 6);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task An_interview_with_two_assessors_is_planned_in_three(bool keys, int opening)
    {
        var (_, files) = await crowd.PostAsync(1, Stage.Preselected);
        await crowd.DeclareAsync(files[0]);
        var page = await LandAsync(Recruiter);
        await OpenAsync(page, page.Locator($"li[data-ligne]:has(a[href='/candidatures/{files[0]}/entretien'])"), keys);
        await DoAsync(page, "Proposer ces créneaux", keys);
        await Assertions.Expect(page.GetByText("Son choix vous sera montré ici.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, opening + 2);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Where_the_pipeline_blocks_takes_one_and_the_cases_behind_it_one_more(bool keys)
    {
        var page = await LandAsync(HrLead);
        if (keys) await page.Keyboard.PressAsync("b");
        else await page.GetByRole(AriaRole.Link, new() { Name = "Blocages", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Où la chaîne bloque", Level = 1 })).ToBeVisibleAsync();
        if (keys) await page.Keyboard.PressAsync("v");
        else await page.Locator("main a[href^='/dossiers?']").First.ClickAsync();
        await Assertions.Expect(page.Locator("main a[href^='/candidatures/'], main a[href^='/postes/']").First).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, 2);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task A_card_moves_from_the_day_in_one_press_or_two_keys(bool keys, int budget)
    {
        var (_, files) = await crowd.PostAsync(1, Stage.Admissible);
        var page = await LandAsync(Manager);
        await Assertions.Expect(First(page)).ToContainTextAsync("Décider de la présélection de");
        if (keys)
        {
            await page.Keyboard.PressAsync("j");
            await page.Keyboard.PressAsync("Enter");
        }
        else await First(page).GetByRole(AriaRole.Button, new() { Name = "Présélectionner" }).ClickAsync();
        await Assertions.Expect(page.Locator($"li[data-ligne]:has(a[href*='{files[0]}'])")).ToHaveCountAsync(0);
        await Gestures.AtMostAsync(page, budget);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task Twenty_are_refused_in_three_from_the_day(bool keys, int opening)
    {
        await crowd.PostAsync(20, Stage.Received);
        var page = await LandAsync(Recruiter);
        await OpenFirstAsync(page, keys);
        if (keys) await page.Keyboard.PressAsync("p");
        else await page.GetByRole(AriaRole.Link, new() { Name = "Refuser plusieurs à la fois" }).ClickAsync();
        var profile = page.GetByRole(AriaRole.Button, new() { Name = "Profil" }).First;
        await Assertions.Expect(profile).ToBeVisibleAsync();
        if (keys) await page.Keyboard.PressAsync("1");
        else await profile.ClickAsync();
        await Assertions.Expect(page.Locator(".j-rows--signs > li")).ToHaveCountAsync(20);
        await Gestures.AtMostAsync(page, opening + 2);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task An_approved_post_is_published_on_all_its_channels_in_two(bool keys, int opening)
    {
        var (post, _) = await crowd.PostAsync(0, Stage.Received);
        var page = await LandAsync(Recruiter);
        await OpenAsync(page, page.Locator($"li[data-ligne]:has(a[href='/postes/{post}/diffusion'])"), keys);
        await DoAsync(page, "Publier sur tous les canaux", keys);
        await Assertions.Expect(page.GetByText("Le poste est publié.")).ToBeVisibleAsync();
        await Gestures.AtMostAsync(page, opening + 1);
    }

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public async Task The_morning_is_read_without_a_gesture_and_its_first_late_line_acts_in_one(bool keys, int budget)
    {
        await crowd.PostAsync(1, Stage.Received);
        var page = await LandAsync(HrLead);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ce matin", Level = 1 })).ToBeVisibleAsync();
        var late = page.Locator("[data-ligne]").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Relancer" }) }).First;
        if (keys)
        {
            // Lines of legal deadlines may come first: from the one before, as if it were the first.
            for (var line = 0; line < 20 && !await late.EvaluateAsync<bool>("line => line === document.activeElement"); line++)
            {
                await Gestures.FromHereAsync(page);
                await page.Keyboard.PressAsync("j");
            }

            await Assertions.Expect(late).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
        }
        else await late.GetByRole(AriaRole.Button, new() { Name = "Relancer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).Not.ToBeEmptyAsync();
        await Gestures.AtMostAsync(page, budget);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Where_is_my_application_asked_by_phone_takes_two(bool keys)
    {
        var page = await LandAsync(Recruiter);
        var box = page.GetByRole(AriaRole.Searchbox, new() { Name = "Nom, poste ou référence" });
        if (keys) await page.Keyboard.PressAsync("Control+k");
        else await box.ClickAsync();
        await Assertions.Expect(box).ToBeFocusedAsync();
        await page.Keyboard.InsertTextAsync("gael petti");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Gaël Petit" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Présélectionnée");
        await Gestures.AtMostAsync(page, 2);
    }

    private static ILocator First(IPage page) => page.Locator("li[data-ligne]").First;

    /// <summary>The page somebody lands on, and no gesture yet.</summary>
    private async Task<IPage> LandAsync(string person)
    {
        var page = await crowd.Scene.OpenAsync(person);
        await Gestures.CountAsync(page);
        await page.GotoAsync("/");
        await Gestures.FromHereAsync(page);
        return page;
    }

    /// <summary>A line that others may come before: with the keys, once it is the one reached.</summary>
    private static async Task OpenAsync(IPage page, ILocator line, bool keys)
    {
        if (!keys)
        {
            await line.Locator("[data-touche=principale]").ClickAsync();
            return;
        }

        await line.FocusAsync();
        await Gestures.FromHereAsync(page);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The one deed of a page, once it is there.</summary>
    private static async Task DoAsync(IPage page, string name, bool keys)
    {
        var deed = page.GetByRole(AriaRole.Button, new() { Name = name });
        await Assertions.Expect(deed).ToBeVisibleAsync();
        if (keys) await page.Keyboard.PressAsync("p");
        else await deed.ClickAsync();
    }

    private static async Task OpenFirstAsync(IPage page, bool keys)
    {
        if (keys)
        {
            await page.Keyboard.PressAsync("j");
            await page.Keyboard.PressAsync("Enter");
        }
        else await First(page).Locator("[data-touche=principale]").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/journee", StringComparison.Ordinal));
    }
}
