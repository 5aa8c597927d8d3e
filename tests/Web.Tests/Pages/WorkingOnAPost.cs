using System.Net;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Tests;
using Jalon.Web.Deeds;

namespace Jalon.Web.Tests.Pages;

public sealed class WorkingOnAPost(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Board => $"/postes/{ministry.Post}/tableau";

    private Guid Paul => ministry.Applications["Paul Lemoine"];

    private Guid Manon => ministry.Applications["Manon Leclerc"];

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_comes_back_to_their_page()
    {
        using var visitor = new Visitor(site.Address);
        var answer = await visitor.Http.GetAsync(new Uri(Board, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/connexion?retour=%2Fpostes", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("/accessibilite"));
    }

    [Fact]
    public async Task A_request_carried_by_a_proxy_cannot_sign_in()
    {
        using var visitor = new Visitor(site.Address);
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        Assert.DoesNotContain("Claire Besnard", await visitor.ReadAsync("/connexion"), StringComparison.Ordinal);
        var answer = await visitor.PostAsync("/connexion", "/connexion", new() { ["personne"] = ministry.Claire.ToString() });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Connexion refusée", await Visitor.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_travels_compressed_to_who_can_read_it()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var plain = await claire.Http.GetByteArrayAsync(new Uri(Board, UriKind.Relative), Ct);
        claire.Http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var answer = await claire.Http.GetAsync(new Uri(Board, UriKind.Relative), Ct);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(Ct)).Length, 1, plain.Length / 3);
    }

    [Fact]
    public async Task A_restart_keeps_the_session_and_a_role_taken_away_ends_it_at_the_next_click()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        await using var second = await WholeSite.ListenAsync(site.Engine);
        var there = new Uri(new Uri(second.Urls.First()), Board);
        Assert.Equal(HttpStatusCode.OK, (await claire.Http.GetAsync(there, Ct)).StatusCode);
        await ministry.DoAsync(ministry.Alpha, new EndRole(ministry.Claire, Role.Recruiter));
        Assert.Equal(HttpStatusCode.Redirect, await claire.StatusAsync(Board));
    }

    [Fact]
    public async Task Another_organisation_does_not_know_that_the_post_exists()
    {
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        foreach (var path in new[] { Board, $"/postes/{ministry.Post}", $"/postes/{ministry.Post}/ajouter", $"/candidatures/{Paul}", $"/candidatures/{Paul}/deplacer", $"/candidatures/{Paul}/refuser" })
            Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(path));
        Assert.DoesNotContain("Ingénieur DevOps", await anne.ReadAsync("/postes"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anne.PostAsync("/postes", $"/candidatures/{Paul}", new() { ["geste"] = "note", ["note-text"] = "lu" })).StatusCode);
    }

    [Fact]
    public async Task What_one_may_see_and_not_do_is_refused_and_nothing_is_written()
    {
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        Assert.Contains("Manon Leclerc", await mehdi.ReadAsync(Board), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await mehdi.StatusAsync($"/postes/{ministry.Post}/ajouter"));
        var answer = await mehdi.PostAsync(Board, $"/candidatures/{Manon}", new() { ["geste"] = "retrait", ["retrait-reason"] = "Pay" });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null((await site.Engine.Silo.ReadAsync<JobApplication>(Manon, Ct))!.Value.State.Outcome);
    }

    [Fact]
    public async Task The_list_is_searched_without_accents_and_counts_what_it_holds()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Contains("Ingénieur DevOps F/H", await claire.ReadAsync("/postes?q=INGENIEUR"), StringComparison.Ordinal);
        var none = await claire.ReadAsync("/postes?q=100%25");
        Assert.Contains("Aucun poste ne répond à cette recherche.", none, StringComparison.Ordinal);
        Assert.Contains("En cours · 0", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_is_narrowed_to_the_profession_people_wish_for_as_far_as_they_let_it_be_known()
    {
        await WishAsync(Paul, Discretion.Open, "developpeur", "notre-ancien-metier");
        await WishAsync(Manon, Discretion.AdvisorsOnly, "developpeur", "rssi");
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var board = await claire.ReadAsync(Board);
        Assert.Contains("Métier souhaité", board, StringComparison.Ordinal);
        Assert.Contains("Développeur · 1", board, StringComparison.Ordinal);
        Assert.Contains("notre ancien metier · 1", board, StringComparison.Ordinal);
        Assert.DoesNotContain("RSSI", board, StringComparison.Ordinal);

        foreach (var view in new[] { "?metier=developpeur", "?metier=developpeur&vue=liste" })
        {
            var narrowed = await claire.ReadAsync($"{Board}{view}");
            Assert.Contains("Paul Lemoine", narrowed, StringComparison.Ordinal);
            Assert.DoesNotContain("Manon Leclerc", narrowed, StringComparison.Ordinal);
            Assert.Contains("Toutes · 1", narrowed, StringComparison.Ordinal);
        }

        // What nobody let be known finds nobody, and can be taken back; what cannot be read is as if it were not there.
        var nobody = await claire.ReadAsync($"{Board}?metier=rssi");
        Assert.Contains("Toutes · 0", nobody, StringComparison.Ordinal);
        Assert.Contains("Aucune candidature ne répond à ces filtres.", nobody, StringComparison.Ordinal);
        Assert.Contains("Trier l", nobody, StringComparison.Ordinal);
        Assert.Contains("RSSI", nobody, StringComparison.Ordinal);
        Assert.Contains("Manon Leclerc", await claire.ReadAsync($"{Board}?metier=%3Cscript%3E"), StringComparison.Ordinal);
    }

    private async Task WishAsync(Guid application, Discretion discretion, params string[] professions)
    {
        var person = (await site.Engine.Silo.ReadAsync<JobApplication>(application, Ct))!.Value.State.CandidateId;
        await ministry.DoAsync(person, new ExpressWishes(professions, [], null, discretion), person);
    }

    [Fact]
    public async Task The_same_form_sent_twice_moves_a_candidacy_once()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Dictionary<string, string> form = new() { ["candidature"] = Manon.ToString(), ["etape"] = nameof(Stage.Received), [Acting.CommandField] = Guid.CreateVersion7().ToString() };
        var first = await claire.PostAsync(Board, $"{Board}?handler=avancer", form);
        var version = (await site.Engine.Silo.ReadAsync<JobApplication>(Manon, Ct))!.Value.Version;
        var second = await claire.PostAsync(Board, $"{Board}?handler=avancer", form);
        Assert.Equal($"{Board}#carte-{Manon}", first.Headers.Location!.ToString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.DoesNotContain("Ce n’est pas possible", await claire.ReadAsync(Board), StringComparison.Ordinal);
        var (state, now) = (await site.Engine.Silo.ReadAsync<JobApplication>(Manon, Ct))!.Value;
        Assert.Equal((Stage.Admissible, version), (state.Stage, now));
    }

    [Fact]
    public async Task A_guard_refuses_beside_the_card_with_the_date_and_the_law()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        await claire.PostAsync(Board, $"{Board}?handler=avancer", new() { ["candidature"] = Paul.ToString(), ["etape"] = nameof(Stage.Interview) });
        var board = await claire.ReadAsync(Board);
        Assert.Contains("Pas encore possible L’acceptation sera possible à partir du", board, StringComparison.Ordinal);
        Assert.Contains("CGFP, art. D. 311-1", board, StringComparison.Ordinal);
        Assert.DoesNotContain("L’acceptation sera possible à partir du", await claire.ReadAsync(Board), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_without_its_reason_keeps_what_was_typed_and_one_with_it_can_be_undone()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = $"/candidatures/{Paul}/refuser";
        var missing = await claire.PostAsync(page, page, new() { ["refuser-text"] = "Mon motif gardé" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        var text = await Visitor.TextAsync(missing);
        Assert.Contains("Mon motif gardé", text, StringComparison.Ordinal);
        Assert.Contains("Choisissez une valeur de la liste.", text, StringComparison.Ordinal);
        await claire.PostAsync(page, page, new() { ["refuser-reason"] = "Skills", ["refuser-text"] = "Peu d’expérience des marchés." });
        Assert.Contains("Le refus de Paul Lemoine est enregistré.", await claire.ReadAsync($"/candidatures/{Paul}"), StringComparison.Ordinal);
        await claire.PostAsync(Board, $"/candidatures/{Paul}", new() { ["geste"] = "annuler-refus" });
        Assert.Null((await site.Engine.Silo.ReadAsync<JobApplication>(Paul, Ct))!.Value.State.Outcome);
    }

    [Fact]
    public async Task Somebody_added_twice_is_led_to_the_candidacy_they_have()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = $"/postes/{ministry.Post}/ajouter";
        var answer = await claire.PostAsync(page, page, new() { ["candidature-email"] = "MANON.leclerc@exemple.fr", ["candidature-status"] = "CivilServant", ["candidature-channel"] = "Email" });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains($"/candidatures/{Manon}", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assessor_reads_the_opinion_of_another_once_their_own_is_filed()
    {
        using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
        var page = $"/candidatures/{Paul}";
        Assert.DoesNotContain("trois migrations", await sami.ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains($"href=\"/evaluations/{Paul}#avis\"", await sami.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct), StringComparison.Ordinal);
        await sami.PostAsync($"/evaluations/{Paul}", $"/evaluations/{Paul}?handler=deposer", new() { ["text"] = "Clair et précis." });
        Assert.Contains("trois migrations", await sami.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_reads_how_everything_keeps_up_and_nobody_else_does()
    {
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        Assert.Contains("routing", await karim.ReadAsync("/exploitation"), StringComparison.Ordinal);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync("/exploitation"));
    }
}
