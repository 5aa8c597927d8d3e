using System.Net;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Tests;
using Jalon.Web.Deeds;
using Jalon.Web.Drafting;

namespace Jalon.Web.Tests.Pages;

/// <summary>The sheet of a post and the proposal: drafts, two writers, remarks in their place, the pay grid.</summary>
public sealed class WritingANeed(TestCluster cluster) : IAsyncLifetime
{
    private const string Grid = "metier;experience;plancher;plafond\nIngénieur systèmes;moins de 5 ans;44200;57200";

    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync() => (site, ministry) = await Ministry.OnASiteAsync(cluster);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Editor => $"/postes/{ministry.Post}/modifier";

    /// <summary>The whole sheet as its form sends it, with some fields changed.</summary>
    private static Dictionary<string, string> Form(int revision, params (string Field, string Value)[] changed)
    {
        var sheet = Ministry.Sheet;
        var form = new Dictionary<string, string>
        {
            [Acting.CommandField] = Guid.CreateVersion7().ToString(), ["fiche-revision"] = $"{revision}", ["fiche-title"] = sheet.Title!, ["fiche-branch"] = "State", ["fiche-needKind"] = "Vacant", ["fiche-category"] = "A",
            ["fiche-corps"] = sheet.Corps!, ["fiche-recruitingAuthority"] = sheet.RecruitingAuthority!, ["fiche-organisation"] = sheet.Organisation!, ["fiche-profession"] = sheet.Profession!,
            ["fiche-missions"] = sheet.Missions!, ["fiche-profile"] = sheet.Profile!, ["fiche-conditions"] = sheet.Conditions!, ["fiche-place"] = sheet.Place!, ["fiche-vacantFrom"] = "2026-01-05",
            ["fiche-applyTo"] = sheet.ApplyTo!, ["fiche-openness"] = "CivilServantsAndContract", ["fiche-permanent"] = "oui", ["fiche-jobSheet"] = sheet.JobSheet!, ["fiche-legalBasis"] = sheet.LegalBasis!,
            ["fiche-requiredDocuments"] = "CurriculumVitae", ["fiche-openings"] = "2",
        };
        foreach (var (field, value) in changed) form[$"fiche-{field}"] = value;
        return form;
    }

    private Dictionary<string, string> Named(int revision, params (string Field, string Value)[] changed) =>
        Form(revision, [("lineManager", $"{ministry.Mehdi}"), ("recruiter", $"{ministry.Claire}"), ("neededSince", $"{ministry.Today.AddDays(-74):yyyy-MM-dd}"), .. changed]);

    private async Task<VacancySheet> SheetAsync() => await Jalon.Web.Pages.Vacancies.SheetText.ReadAsync(site.Engine.Database, ministry.Post, Ct);

    [Fact]
    public async Task Two_people_who_write_at_once_lose_nothing()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        Assert.Equal(HttpStatusCode.Redirect, (await claire.PostAsync(Editor, Editor, Named(1, ("place", "Roubaix")))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await odile.PostAsync(Editor, Editor, Named(1, ("missions", "Tenir deux plateformes.")))).StatusCode);
        Assert.Contains("avec ce que Claire Besnard y a changé pendant que vous écriviez\u00A0: localisation.", await odile.ReadAsync($"/postes/{ministry.Post}"), StringComparison.Ordinal);
        Assert.Equal(("Roubaix", "Tenir deux plateformes."), ((await SheetAsync()).Place, (await SheetAsync()).Missions));

        var late = await claire.PostAsync(Editor, Editor, Named(1, ("place", "Roubaix"), ("missions", "Tenir une plateforme et la nuit."), ("profile", "Sang-froid.")));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var text = await Visitor.TextAsync(late);
        Assert.Contains("Odile Ferrand a modifié cette fiche pendant que vous écriviez", text, StringComparison.Ordinal);
        Assert.Contains("Tenir une plateforme et la nuit.", text, StringComparison.Ordinal);
        Assert.Contains("Odile Ferrand a écrit\u00A0: Tenir deux plateformes. Prendre ce texte", text, StringComparison.Ordinal);
        Assert.Equal("Tenir deux plateformes.", (await SheetAsync()).Missions);

        await claire.PostAsync(Editor, Editor, new(Named(3, ("place", "Roubaix"), ("missions", "Tenir une plateforme et la nuit."), ("profile", "Sang-froid."))) { ["geste"] = "prendre:missions" });
        Assert.Equal(HttpStatusCode.Redirect, (await claire.PostAsync(Editor, Editor, Named(3, ("place", "Roubaix"), ("missions", "Tenir deux plateformes."), ("profile", "Sang-froid.")))).StatusCode);
        Assert.Equal(("Tenir deux plateformes.", "Sang-froid."), ((await SheetAsync()).Missions, (await SheetAsync()).Profile));
    }

    [Fact]
    public async Task What_is_typed_is_kept_for_its_author_until_it_is_saved_or_left()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var form = Named(1, ("conditions", "Astreintes la nuit."), ("title", "Ingénieur·e DevOps"), ("profession", "data enginer"));
        var seen = await Visitor.TextAsync(await claire.PostAsync(Editor, Editor, new(form) { ["geste"] = "suivre" }));
        Assert.Contains("Écrire Ingénieur DevOps F/H", seen, StringComparison.Ordinal);
        Assert.Contains("Ingénieur de données (data engineer)", seen, StringComparison.Ordinal);
        Assert.Contains("Trop peu d’arrivées observées", seen, StringComparison.Ordinal);
        Assert.Contains("Astreintes la nuit.", await claire.ReadAsync(Editor), StringComparison.Ordinal);
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        Assert.DoesNotContain("Astreintes la nuit.", await odile.ReadAsync(Editor), StringComparison.Ordinal);

        await claire.PostAsync(Editor, Editor, new(form) { ["geste"] = "mettre:title=Ingénieur DevOps F/H" });
        Assert.Contains("value=\"Ingénieur DevOps F/H\"", await (await claire.Http.GetAsync(new Uri(Editor, UriKind.Relative), Ct)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await claire.PostAsync(Editor, Editor, new(form) { ["geste"] = "oublier" });
        Assert.DoesNotContain("Astreintes la nuit.", await claire.ReadAsync(Editor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_that_cannot_be_taken_is_shown_again_whole_and_its_draft_kept()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var answer = await claire.PostAsync(Editor, Editor, Named(1, ("title", new string('é', 10_000)), ("vacantFrom", "31/02/2027"), ("outsourcedShare", "101"), ("mission", "Brigade"), ("profile", "Savoir tout dire.")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var text = await Visitor.TextAsync(answer);
        foreach (var said in new[] { "au plus (il y en a 10000)", "Cette date n’en est pas une", "Nommez le projet", "entre 0 et 100", "Donnez la date de retour", "Savoir tout dire." }) Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("Savoir tout dire.", await claire.ReadAsync(Editor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_need_is_copied_returned_with_remarks_and_read_beside_each_item()
    {
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        var copied = await mehdi.ReadAsync($"/postes/nouveau?depuis={ministry.Post}");
        Assert.Contains("Textes repris de «\u00A0Ingénieur DevOps F/H\u00A0»", copied, StringComparison.Ordinal);
        Assert.Contains("Construire et tenir la plateforme.", copied, StringComparison.Ordinal);
        var created = await mehdi.PostAsync("/postes/nouveau", "/postes/nouveau", new(Named(1, ("organisationId", $"{ministry.Alpha}"), ("title", "Architecte F/H"))));
        var url = created.Headers.Location!.ToString();
        var post = Guid.Parse(url.Split('/')[^1]);
        await ministry.DoAsync(post, new Submit(), ministry.Mehdi);

        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        var empty = await odile.PostAsync($"{url}/relecture", $"{url}/relecture", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        await odile.PostAsync($"{url}/relecture", $"{url}/relecture", new() { ["relecture-items.Place"] = "Lille ou Roubaix ?" });
        Assert.Contains("Odile Ferrand Lille ou Roubaix ?", await mehdi.ReadAsync($"{url}/modifier"), StringComparison.Ordinal);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.Forbidden, await claire.StatusAsync($"{url}/relecture"));
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        foreach (var page in new[] { $"{url}/relecture", $"{url}/modifier", $"/postes/nouveau?depuis={post}" }) Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(page));
    }

    [Fact]
    public async Task An_administrator_loads_a_checked_grid_and_a_proposal_is_read_beside_it()
    {
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync("/referentiels"));
        var refused = await karim.PostAsync("/referentiels", "/referentiels", new() { ["kind"] = "PayGrid", ["from"] = "2026-01-01", ["content"] = Grid.Replace("57200", "-1", StringComparison.Ordinal) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Ligne 2\u00A0: Le plafond «\u00A0-1\u00A0» n’est pas une rémunération", await Visitor.TextAsync(refused), StringComparison.Ordinal);
        await karim.PostAsync("/referentiels", "/referentiels", new() { ["kind"] = "PayGrid", ["from"] = "2026-01-01", ["content"] = Grid });
        Assert.Contains("Version 1 , à partir du 1er\u00A0janvier 2026 ✓ en vigueur", await karim.ReadAsync("/referentiels"), StringComparison.Ordinal);

        var page = $"/candidatures/{ministry.Applications["Gaël Petit"]}/proposition";
        async Task<string> ComparedAsync(string pay) => await Visitor.TextAsync(await claire.PostAsync(page, page, new()
        {
            ["geste"] = "comparer", ["proposition-wayIn"] = "OpenEnded", ["proposition-profession"] = "Ingénieur systèmes", ["proposition-level"] = "moins de 5 ans", ["proposition-fixedPay"] = pay,
        }));
        Assert.Contains("Sous le plafond\u00A0: pas de visa", await ComparedAsync("57200"), StringComparison.Ordinal);
        Assert.Contains("Visa nécessaire, + 15\u00A0jours au plus", await ComparedAsync("57201"), StringComparison.Ordinal);
        var sent = await claire.PostAsync(page, page, new() { ["proposition-wayIn"] = "OpenEnded", ["proposition-startDate"] = "2027-03-01", ["proposition-fixedPay"] = "50000", ["proposition-terms"] = "Deux jours à distance." });
        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.Contains("Deux jours à distance.", await Visitor.TextAsync(sent), StringComparison.Ordinal);
        Assert.Equal(Stage.Preselected, (await site.Engine.Silo.ReadAsync<JobApplication>(ministry.Applications["Gaël Petit"], Ct))!.Value.State.Stage);
    }

    [Theory, InlineData("developpeur", "Développeur"), InlineData("dévelopeur", "Développeur"), InlineData("PRODUCT OWNER", "Chef de produit"), InlineData("sécu", "RSSI"), InlineData("sre", "Ingénieur DevOps")]
    public void A_profession_is_found_by_its_label_or_a_word_for_it(string typed, string label) =>
        Assert.Contains(label, ProfessionSearch.Find(Rules.Default.Professions(new(2026, 11, 25)), typed).Select(one => one.Profession.Label));

    [Theory, InlineData(null), InlineData(" "), InlineData("zzzzzz")]
    public void Nothing_is_offered_for_nothing(string? typed) => Assert.Empty(ProfessionSearch.Find(Rules.Default.Professions(new(2026, 11, 25)), typed));
}
