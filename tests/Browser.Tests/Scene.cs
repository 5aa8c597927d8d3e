using System.Collections.Concurrent;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Tests;
using Jalon.Web.Cockpit.Experiments;
using Jalon.Web.SignIn;
using Microsoft.Playwright;

namespace Jalon.Browser.Tests;

/// <summary>
/// The program with two ministries in it, and the windows of the people who look at it; nobody signs in twice. Tests that only read share one, those that
/// change something have theirs (<see cref="SceneTests"/>).
/// </summary>
public sealed class Scene(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly Dictionary<string, string> cookies = [];
    private readonly Dictionary<string, IPage> readers = [];
    private readonly List<IPage> windows = [];
    private int applicants;
    private bool takenUp;

    public WholeSite Site { get; private set; } = null!;

    public Ministry Ministry { get; private set; } = null!;

    public string Board => $"/postes/{Ministry.Post}/tableau";

    public async ValueTask InitializeAsync()
    {
        (Site, Ministry) = await Ministry.OnASiteAsync(cluster);
        await Ministry.SettledAsync();
    }

    /// <summary>A script that failed anywhere is a failure, whatever the test looked at.</summary>
    public async ValueTask DisposeAsync()
    {
        // Windows first: a board that is followed keeps its stream open.
        foreach (var page in windows) await page.Context.CloseAsync();
        await Site.DisposeAsync();
        Assert.Empty(complaints);
    }

    /// <summary>The procedures take up the cases of the ministry, once: there are tasks to do.</summary>
    public async Task TakeUpAsync()
    {
        if (takenUp) return;
        takenUp = true;
        await using var connection = await Site.Engine.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("update jalon.taking_up set asked = asked + 1");
        await Site.Engine.TakeUpAsync(new Occasion(Origin.Demo, null), CancellationToken.None);
    }

    /// <summary>A candidacy of Paul chosen and proposed to, and one he gave up.</summary>
    public Guid Chosen { get; private set; }

    public Guid Gone { get; private set; }

    /// <summary>A post that waits to be read again.</summary>
    public Guid Need { get; } = Guid.CreateVersion7();

    public Guid Experiment { get; } = Guid.CreateVersion7();

    /// <summary>What the pages at the end of the way need, once.</summary>
    public async Task EndOfTheWayAsync()
    {
        if (Chosen != Guid.Empty) return;
        var paul = (await Site.Engine.Silo.ReadAsync<JobApplication>(Ministry.Applications["Paul Lemoine"]))!.Value.State.CandidateId;
        Chosen = await Ministry.ProposedAsync(Ministry.Alpha, paul, "2026-0901");
        Gone = await Ministry.AppliedAsync(Ministry.Alpha, paul, "2026-0902");
        await Ministry.DoAsync(Gone, new Withdraw(WithdrawalReason.NotSaid), paul, 2);
        await Ministry.DoAsync(Gone, new ProposeOtherPost(Ministry.Post), Ministry.Claire, 1);
        await Ministry.DoAsync(Need, new DraftVacancy(Need, Ministry.Alpha, Ministry.Sheet with { LineManager = Ministry.Mehdi }), Ministry.Mehdi, 3);
        await Ministry.DoAsync(Need, new Submit(), Ministry.Mehdi, 2);
        var now = Ministry.Now.UtcDateTime;
        await new ExperimentTables(Site.Engine.Database).StartAsync(new Experiment(Experiment, "Présélection en 3 jours", "Un délai visé plus court accélère-t-il ?", Ministry.Alpha, "preselection", 3, false,
            Ministry.Today, Ministry.Today.AddMonths(3), Ministry.Today.AddMonths(6), 90, 1.5, 100, 0.8, 1.4, false, 2026, now, null, null), Ministry.Odile, [Ministry.Alpha], CancellationToken.None);
        await Ministry.ReleaseAskedAsync(Chosen);
        await Ministry.SettledAsync();
    }

    /// <summary>A letter that Paul has received.</summary>
    public async Task<Guid> LetterAsync()
    {
        var paul = (await Site.Engine.Silo.ReadAsync<JobApplication>(Ministry.Applications["Paul Lemoine"]))!.Value.State.CandidateId;
        await Site.Engine.Mail.QueueAsync(new Message("sweep", Letter.MessageToPerson, Recipient.Person(paul), new MailText("Votre candidature", "Bonjour,\n\nNous revenons vers vous cette semaine.")), CancellationToken.None);
        await using var connection = await Site.Engine.Database.OpenConnectionAsync();
        return await connection.QueryFirstAsync<Guid>("update jalon.mail set sent_at = now() where key = 'sweep' returning id");
    }

    /// <summary>A link to sign in by, not yet used.</summary>
    public async Task<string> LinkAsync() => (await new SignInLinks(Site.Engine).AskAsync("ines.roche@exemple.fr", null, CancellationToken.None))!;

    /// <summary>A window of its own.</summary>
    /// <param name="person">Somebody of the list of this machine; somebody else, by their address; nobody.</param>
    public async Task<IPage> OpenAsync(string? person, int width = 1280, bool javaScript = true)
    {
        if (person is not null && !cookies.ContainsKey(person)) cookies[person] = await SignInAsync(person);
        var page = await browser.OpenAsync(Site.Address, width, javaScript, person is null ? null : cookies[person], complaints);
        windows.Add(page);
        return page;
    }

    /// <summary>The same window each time: enough to read pages.</summary>
    public async Task<IPage> ReaderAsync(string? person) => readers.TryGetValue(person ?? "", out var page) ? page : readers[person ?? ""] = await OpenAsync(person);

    /// <summary>Somebody who has just applied for the post: their name.</summary>
    public async Task<string> ApplicantAsync()
    {
        var given = $"Camille{++applicants}";
        var person = await Ministry.PersonAsync(given, "Exemple", null, Ministry.Alpha);
        var id = Ministry.Applications[$"{given} Exemple"] = DerivedId.Application(Ministry.Post, person);
        await Ministry.DoAsync(id, new Apply(Ministry.Post, person, Ministry.Alpha, CandidateStatus.CivilServant, Channel.CommonSpace), Ministry.Claire, 1);
        return $"{given} Exemple";
    }

    /// <summary>Asks for a link on the page shown, opens it and presses its button.</summary>
    public static async Task AskForLinkAsync(IPage page, string email)
    {
        await page.GetByLabel("Votre adresse électronique").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Recevoir un lien" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "ouvrir le lien de connexion" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Me connecter" }).ClickAsync();
    }

    public static ILocator Card(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name, Exact = true });

    public static ILocator Column(IPage page, string stage) => page.Locator("section.j-column").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = stage, Level = 2 }) });

    /// <summary>The card of somebody is in that column.</summary>
    public static Task ExpectAsync(IPage page, string name, string stage) => Assertions.Expect(Column(page, stage).GetByRole(AriaRole.Article, new() { Name = name, Exact = true })).ToBeVisibleAsync();

    /// <summary>Keeps a picture of the whole page where <c>JALON_SHOTS</c> names a folder.</summary>
    public static async Task ShootAsync(IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("JALON_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
    }

    private async Task<string> SignInAsync(string person)
    {
        var page = await browser.OpenAsync(Site.Address, javaScript: false);
        await page.GotoAsync("/connexion");
        if (person.Contains('@', StringComparison.Ordinal)) await AskForLinkAsync(page, person);
        else
        {
            await page.GetByText(person, new() { Exact = false }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        }

        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        var kept = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        return kept;
    }
}

/// <summary>Each test on a scene of its own.</summary>
public abstract class SceneTests(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    protected Scene Scene { get; } = new(browser, cluster);

    public ValueTask InitializeAsync() => Scene.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Scene.DisposeAsync();
    }
}
