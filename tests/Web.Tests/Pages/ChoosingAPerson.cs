using System.Net;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Deeds;

namespace Jalon.Web.Tests.Pages;

/// <summary>The manager's way: files side by side on the announced criteria, kept or set aside, proposed together, then the choice and its note.</summary>
public sealed class ChoosingAPerson(TestCluster cluster) : IAsyncLifetime
{
    private const string Criterion = "Exploiter et superviser";

    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.DoAsync(ministry.Post, new AmendSheet(Ministry.Sheet with
        {
            LineManager = ministry.Mehdi,
            Recruiter = ministry.Claire,
            NeededSince = ministry.Today.AddDays(-74),
            Criteria = [new(Criterion, true), new("Écrire et transmettre", false)],
        }), ministry.Claire);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Shortlist => $"/postes/{ministry.Post}/preselection";

    private Guid Of(string name) => ministry.Applications[name];

    private async Task<JobApplication> StateAsync(string name) => (await site.Engine.Silo.ReadAsync<JobApplication>(Of(name), Ct))!.Value.State;

    private Task<HttpResponseMessage> SendAsync(Visitor visitor, string deed, string name, params (string Name, string Value)[] more) =>
        visitor.PostAsync(Shortlist, Shortlist, new(more.ToDictionary(one => one.Name, one => one.Value))
        {
            ["geste"] = deed, ["candidature"] = Of(name).ToString(), [Acting.CommandField] = Guid.CreateVersion7().ToString(),
        });

    [Fact]
    public async Task Files_are_shown_in_alphabetical_order_on_the_announced_criteria()
    {
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        await SendAsync(mehdi, "lire", "Hugo Marchal", ("lire-niveau0", "Met"), ("lire-preuve0", "Parc de 180 serveurs"), ("lire-niveau1", ""));
        var page = await mehdi.ReadAsync(Shortlist);
        Assert.Contains("3\u00A0candidatures recevables", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Hugo Marchal", StringComparison.Ordinal) < page.IndexOf("Chloé Marty", StringComparison.Ordinal));
        Assert.Contains("Solide Parc de 180 serveurs", page, StringComparison.Ordinal);
        Assert.Contains("1\u00A0gardée", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Parc de 180", await FactsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_and_set_aside_can_both_be_taken_back()
    {
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        await SendAsync(mehdi, "garder", "Hugo Marchal");
        Assert.Equal(Stage.Preselected, (await StateAsync("Hugo Marchal")).Stage);
        await SendAsync(mehdi, "reprendre", "Hugo Marchal");
        Assert.Equal(Stage.Admissible, (await StateAsync("Hugo Marchal")).Stage);
        await SendAsync(mehdi, "ecarter", "Hugo Marchal", ("ecarter-reason", "Skills"), ("ecarter-shared", "non"), ("ecarter-text", "Deux critères essentiels non démontrés au dossier."));
        Assert.Equal(OutcomeKind.Rejected, (await StateAsync("Hugo Marchal")).Outcome!.Kind);
        Assert.Contains("✕ Écartée", await mehdi.ReadAsync(Shortlist), StringComparison.Ordinal);
        await SendAsync(mehdi, "reprendre", "Hugo Marchal");
        Assert.Null((await StateAsync("Hugo Marchal")).Outcome);
    }

    [Fact]
    public async Task Setting_aside_without_a_reason_keeps_what_was_typed()
    {
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        var answer = await SendAsync(mehdi, "ecarter", "Hugo Marchal", ("ecarter-text", "Rien au dossier sur la sécurité."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Rien au dossier sur la sécurité.", await Visitor.TextAsync(answer), StringComparison.Ordinal);
        Assert.Null((await StateAsync("Hugo Marchal")).Outcome);
    }

    [Fact]
    public async Task Those_kept_are_proposed_together_and_each_has_a_line()
    {
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        await SendAsync(mehdi, "garder", "Hugo Marchal");
        var one = await ProposeAsync(mehdi, ministry.Sami, ministry.Sami);
        Assert.Equal(2, Occurrences(await Visitor.TextAsync(one), "il en manque"));
        var answer = await ProposeAsync(mehdi, ministry.Sami, ministry.Elise);
        var text = await Visitor.TextAsync(answer);
        Assert.Contains("2\u00A0personnes proposées à l’entretien", text, StringComparison.Ordinal);
        Assert.Equal((Stage.Interview, Stage.Interview), ((await StateAsync("Hugo Marchal")).Stage, (await StateAsync("Gaël Petit")).Stage));
        Assert.Equal([ministry.Sami, ministry.Elise], (await StateAsync("Hugo Marchal")).Assessors.Select(assessor => assessor.PersonId));
    }

    [Fact]
    public async Task The_choice_page_says_what_is_missing_and_offers_what_is_not()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = await claire.ReadAsync($"/postes/{ministry.Post}/choix");
        foreach (var line in new[] { "Mois légal en cours", "Des avis manquent", "1 avis sur 2", "Des candidatures déposées à temps attendent encore", "Paul Lemoine", "Décrit trois migrations" })
            Assert.Contains(line, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync($"/candidatures/{Of("Paul Lemoine")}/note-de-selection"));
    }

    [Fact]
    public async Task A_choice_is_frozen_and_its_note_is_read()
    {
        await ministry.DoAsync(ministry.Post, new RecordUrgency("Départ anticipé.", "La directrice"), ministry.Odile);
        foreach (var name in new[] { "Yanis Roche", "Manon Leclerc", "Alice Denis", "Chloé Marty", "Hugo Marchal" })
            await ministry.DoAsync(Of(name), new Reject(RejectionReason.Profile, false, "Profil éloigné du poste."), ministry.Claire);
        await ministry.DoAsync(Of("Paul Lemoine"), new FileOpinion("Clair et posé.", [new(Criterion, OpinionLevel.Exceeded)]), ministry.Sami);
        foreach (var command in new Command[] { new AskDocument(DocumentType.CurriculumVitae), new ReceiveDocument(DocumentType.CurriculumVitae), new ValidateDocument(DocumentType.CurriculumVitae) })
            await ministry.DoAsync(Of("Paul Lemoine"), command, ministry.Claire);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var kept = await ChooseAsync(claire, "retenir");
        Assert.True(kept.StatusCode == HttpStatusCode.Redirect, await Visitor.TextAsync(kept));
        Assert.Equal(Stage.Selected, (await StateAsync("Paul Lemoine")).Stage);
        await ChooseAsync(claire, "priorites");
        var incomplete = await ChooseAsync(claire, "choix", ("choix-criteria", "Ceux de l’avis"));
        Assert.Equal(HttpStatusCode.Conflict, incomplete.StatusCode);
        await ChooseAsync(claire, "choix", ("choix-criteria", "Ceux de l’avis"), ("choix-assessments", "Deux avis favorables"), ("choix-persons", ministry.Mehdi.ToString()),
            ("choix-date", $"{ministry.Today:yyyy-MM-dd}"), ("choix-reasons", "A mené trois migrations."));
        var note = await claire.ReadAsync($"/candidatures/{Of("Paul Lemoine")}/note-de-selection");
        foreach (var line in new[] { "Paul Lemoine", "A mené trois migrations.", "Mehdi Ouali", "Figée le", "Claire Besnard" }) Assert.Contains(line, note, StringComparison.Ordinal);
    }

    /// <summary>Several administrations may choose one person; the person is bound by their own answer alone, and where they go is nobody else's.</summary>
    [Fact]
    public async Task Two_ministries_choose_one_person_who_accepts_one_and_the_other_is_told_no_more()
    {
        var person = (await StateAsync("Paul Lemoine")).CandidateId;
        var here = await ministry.ProposedAsync(ministry.Alpha, person, "2026-0901");
        var there = await ministry.ProposedAsync(ministry.Beta, person, "2026-0902");
        Assert.IsType<Done>(await AnswerAsync(here, person));
        Assert.Contains("engagée ailleurs", Assert.IsType<Declined>(await AnswerAsync(there, person)).Why.Sentence, StringComparison.Ordinal);
        await site.Engine.Feed.CaughtUpAsync(TimeSpan.FromSeconds(30), Ct);
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        var page = await anne.Http.GetStringAsync(new Uri($"/candidatures/{there}", UriKind.Relative), Ct);
        var board = await anne.Http.GetStringAsync(new Uri($"/postes/{(await site.Engine.Silo.ReadAsync<JobApplication>(there, Ct))!.Value.State.VacancyId}/tableau", UriKind.Relative), Ct);
        Assert.Contains("engagée ailleurs", board, StringComparison.Ordinal);
        // The page lists published posts, which are everybody's to read: what is hidden is that one of them is theirs.
        Assert.Matches("Cette personne s’est engagée ailleurs le [^<]*\\.</p>", WebUtility.HtmlDecode(page));
        foreach (var hidden in new[] { "Ministère Alpha", "2026-0901" }) Assert.DoesNotContain(hidden, board, StringComparison.Ordinal);
        foreach (var text in new[] { page, board }) Assert.DoesNotContain($"{here}", text, StringComparison.Ordinal);
    }

    private Task<Reply> AnswerAsync(Guid application, Guid person) =>
        site.Engine.ActAsync(new Envelope(application, new AnswerProposal(ProposalAnswer.Accept), Guid.CreateVersion7(), new Actor(person)), Ct);

    [Fact]
    public async Task Others_do_not_enter()
    {
        foreach (var page in new[] { Shortlist, $"/postes/{ministry.Post}/choix" })
        {
            using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
            Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(page));
            using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
            Assert.NotEqual(HttpStatusCode.OK, await sami.StatusAsync(page));
        }
    }

    private Task<HttpResponseMessage> ProposeAsync(Visitor visitor, Guid first, Guid second) => visitor.PostAsync(Shortlist, Shortlist, new()
    {
        ["geste"] = "proposer", ["proposer-first"] = first.ToString(), ["proposer-second"] = second.ToString(), [Acting.CommandField] = Guid.CreateVersion7().ToString(),
    });

    private Task<HttpResponseMessage> ChooseAsync(Visitor visitor, string deed, params (string Name, string Value)[] more)
    {
        var page = $"/postes/{ministry.Post}/choix";
        return visitor.PostAsync(page, $"{page}?candidature={Of("Paul Lemoine")}", new(more.ToDictionary(one => one.Name, one => one.Value)) { ["geste"] = deed, [Acting.CommandField] = Guid.CreateVersion7().ToString() });
    }

    private async Task<string> FactsAsync()
    {
        await using var query = site.Engine.Database.CreateCommand("select string_agg(data::text, ' ') from jalon.fact");
        return (string)(await query.ExecuteScalarAsync(Ct))!;
    }

    private static int Occurrences(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
