using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Insights.Bottlenecks;
using Jalon.Tests;

namespace Jalon.Web.Tests.Pages;

public sealed partial class LeadingTheMorning(TestCluster cluster) : IAsyncLifetime
{
    private static readonly string[] Pages = ["/ce-matin", "/blocages", "/delais", "/previsions", "/previsions/justesse", "/indicateurs", "/revue"];

    private WholeSite site = null!;
    private Ministry ministry = null!;
    private Guid filiere;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        filiere = await ministry.PersonAsync("Véronique", "Astier", Role.FiliereHr, ministry.Beta);
        while ((await site.Engine.Feed.LagAsync(Ct)).Subscriptions.Any(one => one.Lag > 0)) await Task.Delay(20, Ct);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Whoever_leads_lands_there_counts_their_own_tree_and_nobody_else_knows_of_it()
    {
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        var landing = await odile.Http.GetAsync(new Uri("/", UriKind.Relative), Ct);
        Assert.Equal("/ce-matin", landing.Headers.Location!.ToString());
        foreach (var page in Pages) Assert.Equal(HttpStatusCode.OK, await odile.StatusAsync(page));
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        foreach (var page in Pages) Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(page));

        Assert.Contains("2\u00A0places à pourvoir", await odile.ReadAsync("/ce-matin"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await odile.StatusAsync($"/ce-matin?organisation={ministry.Beta}"));
        Assert.Equal(HttpStatusCode.NotFound, await odile.StatusAsync("/blocages?periode=7"));
        Assert.Equal(HttpStatusCode.NotFound, await odile.StatusAsync("/delais?delai=toujours"));
    }

    [Fact]
    public async Task From_a_count_of_late_cases_one_click_leads_to_them_and_their_export_has_as_many()
    {
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        var html = await odile.Http.GetStringAsync(new Uri("/ce-matin", UriKind.Relative), Ct);
        var link = LateLink().Match(html);
        Assert.True(link.Success);
        var (url, count) = (WebUtility.HtmlDecode(link.Groups[1].Value), int.Parse(link.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
        var lines = Encoding.UTF8.GetString(await odile.Http.GetByteArrayAsync(new Uri($"{url}&format=csv", UriKind.Relative), Ct)).Trim().Split('\n');
        Assert.Equal(count, lines.Length - 1);
        Assert.Equal(count, RowHead().Count(await odile.Http.GetStringAsync(new Uri(url, UriKind.Relative), Ct)));
        var interviews = $"/dossiers?voir=blocage&groupe={Uri.EscapeDataString("Entretiens")}";
        Assert.Contains("Paul Lemoine", await odile.ReadAsync(interviews), StringComparison.Ordinal);

        // So does any delay lead to the places it counted.
        Assert.Contains("Ingénieur DevOps F/H", await odile.ReadAsync("/dossiers?voir=places&delai=choix"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await odile.StatusAsync("/dossiers?voir=places&delai=toujours"));

        // The channel by which the candidacy came is a filter of what is said of its steps, and of nothing else.
        Assert.Contains("Paul Lemoine", await odile.ReadAsync($"{interviews}&canal={nameof(Channel.CommonSpace)}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Paul Lemoine", await odile.ReadAsync($"{interviews}&canal={nameof(Channel.Fair)}"), StringComparison.Ordinal);
        Assert.Contains("canal=Fair", await odile.Http.GetStringAsync(new Uri("/blocages?canal=Fair&categorie=A", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("canal=", await odile.Http.GetStringAsync(new Uri("/ce-matin?canal=Fair", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await odile.StatusAsync("/blocages?canal=Rumeur"));
    }

    [Fact]
    public async Task Who_said_before_arriving_that_they_come_back_to_digital_work_is_counted_and_stays_so()
    {
        for (var number = 0; number < 6; number++)
        {
            var person = await ministry.PersonAsync($"Personne{number}", "Revenue", null, ministry.Alpha);
            if (number > 0) await ministry.DoAsync(person, new ExpressWishes([], [], null, Discretion.Confidential, Returning: true), person, 30);
            // Said after the arrival, and erased since: neither changes what was counted.
            if (number == 0) await ministry.DoAsync(person, new ExpressWishes([], [], null, Discretion.Confidential, Returning: true), person);
            if (number == 1) await ministry.DoAsync(person, new AskErasure(), person);
            await using var arrived = site.Engine.Database.CreateCommand($"""
                insert into jalon.filing (application_id, candidate_id, organisation_id, post_id, channel, status, filed_on, stage, arrived_on)
                values ('{Guid.CreateVersion7()}', '{person}', '{ministry.Alpha}', '{ministry.Post}', 'Jalon', 'CivilServant', current_date - 200, 'InPost', current_date - 10)
                """);
            await arrived.ExecuteNonQueryAsync(Ct);
        }

        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        Assert.Contains("5 des 6 personnes arrivées en douze mois avaient dit revenir au numérique.", await odile.ReadAsync("/indicateurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filiere_sees_cases_and_no_name()
    {
        using var veronique = await Visitor.SignedInAsync(site.Address, filiere);
        var text = new StringBuilder();
        foreach (var page in Pages) text.Append(await veronique.ReadAsync(page));
        text.Append(await veronique.ReadAsync($"/dossiers?voir=blocage&groupe={Uri.EscapeDataString("Entretiens")}"));
        Assert.Contains("Dossier ", text.ToString(), StringComparison.Ordinal);
        foreach (var name in ministry.Applications.Keys) Assert.DoesNotContain(name, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_people_changing_the_recruiter_and_writing_notes_change_no_figure()
    {
        using var veronique = await Visitor.SignedInAsync(site.Address, filiere);
        var before = await FiguresAsync(veronique);
        await ministry.DoAsync(ministry.Applications["Paul Lemoine"], new AddNote("Rappeler mardi."), ministry.Claire);
        await ministry.DoAsync(ministry.Post, new AmendSheet(Ministry.Sheet with { LineManager = ministry.Mehdi, Recruiter = ministry.Odile, NeededSince = ministry.Today.AddDays(-74), Reinternalisation = new Reinternalisation("Portail des démarches", 85) }), ministry.Odile);
        await using (var erase = site.Engine.Database.CreateCommand("delete from jalon.person where id in (select candidate_id from jalon.job_application); delete from jalon.note"))
            Assert.True(await erase.ExecuteNonQueryAsync(Ct) > 7);
        while ((await site.Engine.Feed.LagAsync(Ct)).Subscriptions.Any(one => one.Lag > 0)) await Task.Delay(20, Ct);
        Assert.Equal(before, await FiguresAsync(veronique));
        Assert.Contains("85\u00A0% ne doit pas démarrer En cours", await veronique.ReadAsync("/indicateurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_holders_of_a_case_sum_to_its_lead_time_and_the_cases_present_follow_Littles_law()
    {
        var now = ministry.Now;
        await using var query = site.Engine.Database.CreateCommand("""
            select min(from_at), max(coalesce(to_at, $1)), sum(coalesce(to_at, $1) - from_at) from jalon.interval where scope = 'case' group by case_id
            """);
        query.Parameters.AddWithValue(now);
        await using var row = await query.ExecuteReaderAsync(Ct);
        var spans = new List<(double From, double To)>();
        while (await row.ReadAsync(Ct))
        {
            var (from, to) = (row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1));
            Assert.Equal(to - from, row.GetTimeSpan(2));
            spans.Add(((from - now).TotalDays, (to - now).TotalDays));
        }

        // What figures count of candidacies follows them: no row is missing, and none is old.
        await using var old = site.Engine.Database.CreateCommand("select count(*) from (select * from jalon.filing_now except select * from jalon.filing) missing");
        await using var counted = site.Engine.Database.CreateCommand("select count(*) from jalon.filing");
        Assert.Equal((0L, (long)ministry.Applications.Count), (await old.ExecuteScalarAsync(Ct), await counted.ExecuteScalarAsync(Ct)));
        Assert.Equal(8, spans.Count);
        Assert.InRange(Little.Of(spans, -30, 0).Gap, 0, 1e-6);
    }

    [Fact]
    public async Task What_is_agreed_is_kept_once_with_its_date_and_followed_until_done()
    {
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        var form = $"/ce-matin/action?organisation={ministry.Alpha}&poste={ministry.Post}";
        var bad = await odile.PostAsync(form, form, new() { ["id"] = $"{Guid.CreateVersion7()}", ["quoi"] = "", ["avec"] = "R. Aubin", ["echeance"] = "2020-01-01" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("Donnez une date à venir", await Visitor.TextAsync(bad), StringComparison.Ordinal);

        Dictionary<string, string> Said(Guid id) => new() { ["id"] = $"{id}", ["quoi"] = "Désigner un second lecteur", ["avec"] = "R. Aubin", ["echeance"] = $"{ministry.Today.AddDays(3):yyyy-MM-dd}" };
        var once = Guid.CreateVersion7();
        for (var sent = 0; sent < 2; sent++) Assert.Equal(HttpStatusCode.Redirect, (await odile.PostAsync(form, form, Said(once))).StatusCode);
        var html = await odile.Http.GetStringAsync(new Uri("/ce-matin", UriKind.Relative), Ct);
        Assert.Contains("1\u00A0action convenue", await odile.ReadAsync("/ce-matin"), StringComparison.Ordinal);

        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Equal(HttpStatusCode.NotFound, (await anne.PostAsync("/postes", "/ce-matin?handler=fait", new() { ["id"] = $"{once}" })).StatusCode);
        var done = await odile.PostAsync("/ce-matin", "/ce-matin?handler=fait", new() { ["id"] = $"{once}" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.DoesNotContain("Désigner un second lecteur", await odile.ReadAsync("/ce-matin"), StringComparison.Ordinal);
        Assert.Contains("Désigner un second lecteur", html, StringComparison.Ordinal);

        var given = Said(Guid.CreateVersion7());
        (given["personne"], given["avec"]) = ($"{ministry.Claire}", "");
        Assert.Equal(HttpStatusCode.Redirect, (await odile.PostAsync(form, form, given)).StatusCode);
        Assert.Contains("confié à Claire Besnard", await odile.ReadAsync("/ce-matin"), StringComparison.Ordinal);
        await using var told = site.Engine.Database.CreateCommand("select count(*) from jalon.mail where key like 'action:%'");
        Assert.Equal(1L, await told.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Holders_of_late_cases_get_their_list_once_a_day_and_no_candidate_is_named()
    {
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        Dictionary<string, string> Line() => new() { ["organisation"] = $"{ministry.Alpha}", ["main"] = nameof(TimeKind.Administration) };
        for (var sent = 0; sent < 2; sent++)
            Assert.Equal(HttpStatusCode.Redirect, (await odile.PostAsync("/ce-matin", "/ce-matin?handler=relancer", Line())).StatusCode);
        await using var query = site.Engine.Database.CreateCommand("select recipient, subject || body from jalon.mail where key like 'nudge:%'");
        await using var row = await query.ExecuteReaderAsync(Ct);
        var written = new List<(Guid To, string Text)>();
        while (await row.ReadAsync(Ct)) written.Add((row.GetGuid(0), row.GetString(1)));
        Assert.NotEmpty(written);
        Assert.Equal(written.Count, written.Select(one => one.To).Distinct().Count());
        foreach (var (_, text) in written)
        {
            Assert.Contains("Ingénieur DevOps F/H", text, StringComparison.Ordinal);
            foreach (var name in ministry.Applications.Keys) Assert.DoesNotContain(name.Split(' ')[1], text, StringComparison.Ordinal);
        }
    }

    /// <summary>What the pages count, without their forms.</summary>
    private static async Task<string> FiguresAsync(Visitor reader)
    {
        var figures = new StringBuilder();
        foreach (var page in (string[])["/blocages?format=csv", "/delais?format=csv", "/previsions?format=csv"]) figures.Append(await reader.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct));
        return Fraction().Replace(figures.ToString(), "");
    }

    /// <summary>Open cases age between two readings.</summary>
    [GeneratedRegex(@",\d+")]
    private static partial Regex Fraction();

    [GeneratedRegex("href=\"(/dossiers[^\"]*voir=retard[^\"]*)\"[^>]*>(\\d+)<")]
    private static partial Regex LateLink();

    [GeneratedRegex("<th scope=\"row\">")]
    private static partial Regex RowHead();
}
