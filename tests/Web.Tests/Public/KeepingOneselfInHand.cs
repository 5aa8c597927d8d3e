using System.IO.Compression;
using System.Net;
using System.Text;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Tests;
using Jalon.Web.Own;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Public;

public sealed class KeepingOneselfInHand(TestCluster cluster) : IAsyncLifetime
{
    private const string Page = "/mon-profil", Email = "paul.lemoine@exemple.fr";

    private WholeSite site = null!;
    private Ministry ministry = null!;
    private Visitor paul = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        paul = await SigningInByLink.SignedInAsync(site.Address, Email);
    }

    public async ValueTask DisposeAsync()
    {
        paul.Dispose();
        await site.DisposeAsync();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Application => ministry.Applications["Paul Lemoine"];

    [Fact]
    public async Task A_person_declares_wishes_agrees_pauses_and_takes_it_all_back()
    {
        await DoAsync("competence", ("code", "cybersecurite"), ("level", "3"));
        await DoAsync("souhaits", ("professions", "ingenieur-systemes"), ("places", "lille"), ("discretion", nameof(Discretion.AdvisorsOnly)), ("returning", "oui"));
        await DoAsync("mobilite", ("email", "paul@perso.example"));
        await paul.PostAsync(Page, $"{Page}?handler=vivier", new() { ["geste"] = "donner" });
        await paul.PostAsync(Page, $"{Page}?handler=vivier", new() { ["geste"] = "suspendre" });
        var state = await StateAsync();
        Assert.Equal((true, "lille", true, 3), (state.Pool!.Paused, state.Wishes!.Places[0], state.Wishes.Returning, state.Skills[0].Level));
        var text = await paul.ReadAsync(Page);
        Assert.Contains("Votre présence est suspendue", text, StringComparison.Ordinal);
        await paul.PostAsync("/alertes?lieu=Lille", "/alertes?lieu=Lille", []);
        await paul.PostAsync(Page, $"{Page}?handler=effacer", []);
        var erased = await StateAsync();
        Assert.Equal((null, null, 0), (erased.Pool, erased.Wishes, erased.Skills.Count));
        Assert.NotNull(erased.Erasure);
        Assert.Empty(await OfferAlerts.OfAsync(site.Engine, erased.Id, Ct));
        Assert.DoesNotContain("paul@perso.example", await paul.Http.GetStringAsync(new Uri(Page, UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_field_is_said_beside_it_and_changes_nothing()
    {
        var answer = await paul.PostAsync(Page, $"{Page}?handler=identite", new() { ["identite-givenName"] = "", ["identite-familyName"] = "Lemoine", ["identite-phone"] = "douze" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var text = await Visitor.TextAsync(answer);
        Assert.Contains("Remplissez ce champ.", text, StringComparison.Ordinal);
        Assert.Contains("Ce numéro n’en est pas un.", text, StringComparison.Ordinal);
        Assert.Contains("Paul Lemoine", await paul.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_away_holds_all_that_is_theirs_and_nothing_internal()
    {
        await ministry.DoAsync(Application, new AddNote("NOTE-INTERNE"), ministry.Claire);
        await paul.SendFileAsync($"/candidatures/{Application}/pieces", "piece", "CurriculumVitae", "mon cv.pdf", Papers.FileBytes.Pdf());
        using var archive = new ZipArchive(new MemoryStream(await paul.Http.GetByteArrayAsync(new Uri($"{Page}?handler=donnees", UriKind.Relative), Ct)));
        using var reader = new StreamReader(archive.GetEntry("donnees.json")!.Open(), Encoding.UTF8);
        var data = await reader.ReadToEndAsync(Ct);
        Assert.Contains("Lemoine", data, StringComparison.Ordinal);
        Assert.Contains("Ingénieur DevOps F/H", data, StringComparison.Ordinal);
        foreach (var inside in new[] { "NOTE-INTERNE", "trois migrations", "Disponible à partir de mars", ministry.Claire.ToString() }) Assert.DoesNotContain(inside, data, StringComparison.Ordinal);
        Assert.NotNull(archive.GetEntry("documents/01-mon cv.pdf"));
    }

    [Fact]
    public async Task A_kept_search_is_told_once_a_morning_and_only_of_what_is_new()
    {
        await paul.PostAsync("/alertes?lieu=Lille", "/alertes?lieu=Lille", []);
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        await Dapper.SqlMapper.ExecuteAsync(connection, "update jalon.offer_alert set next_at = now() - interval '1 minute', told_until = now() - interval '30 days'");
        using var alerts = new OfferAlerts(site.Engine);
        await Task.WhenAll(alerts.TellAsync(Ct), alerts.TellAsync(Ct));
        Assert.Equal(1, await Dapper.SqlMapper.ExecuteScalarAsync<int>(connection, "select count(*)::int from jalon.mail where letter = 'OfferAlert' and body like '%Ingénieur DevOps F/H%'"));
        await Dapper.SqlMapper.ExecuteAsync(connection, "update jalon.offer_alert set next_at = now() - interval '1 minute'");
        await alerts.TellAsync(Ct);
        Assert.Equal(1, await Dapper.SqlMapper.ExecuteScalarAsync<int>(connection, "select count(*)::int from jalon.mail where letter = 'OfferAlert'"));
    }

    [Fact]
    public async Task Two_questions_are_answered_once_and_only_when_it_is_over()
    {
        var survey = $"/mes-candidatures/{Application}/avis";
        Assert.Equal(HttpStatusCode.NotFound, await paul.StatusAsync(survey));
        await ministry.DoAsync(Application, new Withdraw(WithdrawalReason.NotSaid));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await paul.PostAsync(survey, survey, new() { ["avis-informed"] = "Yes" })).StatusCode);
        await paul.PostAsync(survey, survey, new() { ["avis-informed"] = "Yes", ["avis-again"] = "RatherYes" });
        Assert.Contains("Vous avez déjà répondu", await paul.ReadAsync(survey), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> DoAsync(string key, params (string Field, string Value)[] fields) =>
        paul.PostAsync(Page, $"{Page}?handler={key}", fields.ToDictionary(field => $"{key}-{field.Field}", field => field.Value));

    private async Task<Candidate> StateAsync()
    {
        var person = (await site.Engine.Silo.ReadAsync<JobApplication>(Application, Ct))!.Value.State.CandidateId;
        return (await site.Engine.Silo.ReadAsync<Candidate>(person, Ct))!.Value.State;
    }
}
