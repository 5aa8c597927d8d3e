using System.Globalization;
using System.Net;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Routing;
using Jalon.Tests;
using Jalon.Web.Deeds;
using Jalon.Web.Tests.Pages;
using Jalon.Web.Tests.Papers;

namespace Jalon.Web.Tests.Public;

public sealed class Applying(TestCluster cluster) : IAsyncLifetime
{
    private const string Email = "sofia.renard@exemple.fr";

    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Here => $"/offres/{ministry.Post}/candidater";

    [Fact]
    public async Task Somebody_nobody_knows_applies_in_three_screens_and_is_told_at_once()
    {
        using var sofia = await SigningInByLink.SignedInAsync(site.Address, Email, $"{Here}?c=salon-station-f");
        Assert.Contains("Écran 1 sur 3", await sofia.ReadAsync($"{Here}?c=salon-station-f"), StringComparison.Ordinal);
        Assert.Contains("Écran 1 sur 3", await sofia.ReadAsync($"{Here}?ecran=3"), StringComparison.Ordinal);
        var missing = await sofia.PostAsync(Here, $"{Here}?handler=vous", new() { ["vous-givenName"] = "Sofia" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        Assert.Contains("Dites quelle est votre situation.", await Visitor.TextAsync(missing), StringComparison.Ordinal);
        await YouAsync(sofia);
        var wrong = await FileAsync(sofia, FileBytes.Odt);
        Assert.Contains("Ce fichier n’est pas un PDF, malgré son nom.", await Visitor.TextAsync(wrong), StringComparison.Ordinal);
        await FileAsync(sofia, FileBytes.Pdf());
        Assert.Contains("Fichier gardé", (await sofia.ReadAsync($"{Here}?ecran=2")).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("Sofia Renard", await sofia.ReadAsync($"{Here}?ecran=3"), StringComparison.Ordinal);
        var command = Guid.CreateVersion7().ToString();
        var sent = await SendAsync(sofia, command);
        Assert.StartsWith("/mes-candidatures#candidature-", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Votre candidature est reçue.", await sofia.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        var (id, state) = await FiledAsync();
        Assert.Equal((Channel.Fair, Stage.Received, CandidateStatus.External, 1), (state.Channel, state.Stage, state.Status, state.Round));
        Assert.Equal(DocumentType.CurriculumVitae, Assert.Single(state.Documents).Type);
        Assert.Equal(HttpStatusCode.OK, await sofia.StatusAsync($"/documents/{state.Documents[0].FileId}"));
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.OK, await claire.StatusAsync($"/documents/{state.Documents[0].FileId}"));
        Assert.Contains("Sofia Renard", await claire.ReadAsync($"/candidatures/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_at_once_files_one_application()
    {
        using var sofia = await SigningInByLink.SignedInAsync(site.Address, Email);
        await YouAsync(sofia);
        await FileAsync(sofia, FileBytes.Pdf());
        var command = Guid.CreateVersion7().ToString();
        await Task.WhenAll(SendAsync(sofia, command), SendAsync(sofia, command));
        Assert.Equal(1, (await FiledAsync()).State.Round);
    }

    [Fact]
    public async Task A_draft_is_found_again_by_another_link_and_its_files_are_its_owner_s_alone()
    {
        using var sofia = await SigningInByLink.SignedInAsync(site.Address, Email);
        await YouAsync(sofia);
        await FileAsync(sofia, FileBytes.Pdf());
        using var again = await SigningInByLink.SignedInAsync(site.Address, Email);
        Assert.Contains("cv.pdf", await again.ReadAsync($"{Here}?ecran=2"), StringComparison.Ordinal);
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        var file = await connection.ExecuteScalarAsync<Guid>("select id from jalon.document");
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync($"/documents/{file}"));
    }

    [Fact]
    public async Task Nothing_internal_is_ever_in_what_a_person_reads_of_their_candidacy()
    {
        var paul = ministry.Applications["Paul Lemoine"];
        await ministry.DoAsync(paul, new AddNote("NOTE-INTERNE"), ministry.Claire, daysAgo: 2);
        await ministry.DoAsync(paul, new Reject(RejectionReason.Skills, false, "MOTIF-INTERNE"), ministry.Claire, daysAgo: 1);
        using var person = await SigningInByLink.SignedInAsync(site.Address, "paul.lemoine@exemple.fr");
        var page = await person.Http.GetStringAsync(new Uri("/mes-candidatures", UriKind.Relative), Ct);
        Assert.Contains("Non retenue", page, StringComparison.Ordinal);
        foreach (var inside in new[] { "NOTE-INTERNE", "MOTIF-INTERNE", RejectionReason.Skills.Label(), "trois migrations", "Disponible à partir de mars", "Sami", "Besnard" }) Assert.DoesNotContain(inside, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_can_still_be_taken_back_is_not_told_and_a_shared_reason_is()
    {
        var paul = ministry.Applications["Paul Lemoine"];
        using var person = await SigningInByLink.SignedInAsync(site.Address, "paul.lemoine@exemple.fr");
        await ministry.DoAsync(paul, new Reject(RejectionReason.Skills, true, "Peu d’expérience des marchés."), ministry.Claire);
        Assert.DoesNotContain("Non retenue", await person.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        await ministry.DoAsync(paul, new InformPerson(Information.Outcome), ministry.Claire);
        Assert.Contains("Peu d’expérience des marchés.", await person.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_withdraws_after_being_asked_once_more_and_may_apply_again()
    {
        using var person = await SigningInByLink.SignedInAsync(site.Address, "paul.lemoine@exemple.fr");
        var page = $"/mes-candidatures/{ministry.Applications["Paul Lemoine"]}/retirer";
        Assert.Contains("Retirer ma candidature", await person.ReadAsync(page), StringComparison.Ordinal);
        await person.PostAsync(page, page, new() { ["retirer-reason"] = nameof(WithdrawalReason.Pay) });
        var list = await person.ReadAsync("/mes-candidatures");
        Assert.Contains("Retirée par vous", list, StringComparison.Ordinal);
        Assert.Contains("Candidater à nouveau", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_post_is_proposed_to_the_person_who_alone_says_whether_their_file_goes_there()
    {
        using var sofia = await AppliedAsync();
        var (id, state) = await FiledAsync();
        var other = await OtherPostAsync("2026-0901");
        await ActAsync(id, new ProposeOtherPost(other, "Un métier tout proche, à Lyon."), ministry.Claire);
        Assert.Contains("Un autre poste vous est proposé", await sofia.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        Assert.Contains("Un métier tout proche, à Lyon.", await LetterAsync(), StringComparison.Ordinal);
        var page = $"/mes-candidatures/{id}/autre-poste/{other}";
        using var paul = await SigningInByLink.SignedInAsync(site.Address, "paul.lemoine@exemple.fr");
        Assert.Equal(HttpStatusCode.NotFound, await paul.StatusAsync(page));
        Assert.Equal(HttpStatusCode.NotFound, await sofia.StatusAsync($"/mes-candidatures/{id}/autre-poste/{ministry.Post}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sofia.PostAsync(page, page, [])).StatusCode);

        var there = DerivedId.Application(other, state.CandidateId);
        Assert.Null(await site.Engine.Silo.ReadAsync<JobApplication>(there, Ct));
        await sofia.PostAsync(page, page, new() { ["autre-poste-answer"] = "Yes" });
        await FollowedAsync(id);
        Assert.DoesNotContain("Un autre poste vous est proposé", await sofia.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        var handed = (await site.Engine.Silo.ReadAsync<JobApplication>(there, Ct))!.Value.State;
        var copy = Assert.Single(handed.Documents);
        Assert.Equal((DocumentType.CurriculumVitae, Channel.Referral), (copy.Type, handed.Channel));
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Equal(HttpStatusCode.OK, await anne.StatusAsync($"/documents/{copy.FileId}"));
        Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync($"/documents/{state.Documents[0].FileId}"));
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Contains("la personne est d’accord pour que son dossier y aille", await claire.ReadAsync($"/candidatures/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_not_interested_in_another_post_keeps_their_file_where_it_is()
    {
        using var sofia = await AppliedAsync();
        var (id, state) = await FiledAsync();
        var other = await OtherPostAsync("2026-0902");
        await ActAsync(id, new ProposeOtherPost(other), ministry.Claire);
        await ActAsync(id, new Reject(RejectionReason.Skills, false), ministry.Claire);
        await ActAsync(id, new InformPerson(Information.Outcome), ministry.Claire);
        Assert.Contains("Un autre poste vous est proposé", await sofia.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        var page = $"/mes-candidatures/{id}/autre-poste/{other}";
        await sofia.PostAsync(page, page, new() { ["autre-poste-answer"] = "No" });
        await FollowedAsync(id);
        Assert.DoesNotContain("Un autre poste vous est proposé", await sofia.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        Assert.Null(await site.Engine.Silo.ReadAsync<JobApplication>(DerivedId.Application(other, state.CandidateId), Ct));
    }

    private async Task<Visitor> AppliedAsync()
    {
        var sofia = await SigningInByLink.SignedInAsync(site.Address, Email);
        await YouAsync(sofia);
        await FileAsync(sofia, FileBytes.Pdf());
        await SendAsync(sofia, Guid.CreateVersion7().ToString());
        return sofia;
    }

    /// <summary>A post of another ministry, where applications are taken.</summary>
    private async Task<Guid> OtherPostAsync(string reference)
    {
        var first = await ministry.AppliedAsync(ministry.Beta, ministry.Karim, reference);
        return (await site.Engine.Silo.ReadAsync<JobApplication>(first, Ct))!.Value.State.VacancyId;
    }

    private async Task ActAsync(Guid grain, Command command, Guid by) => Assert.IsType<Done>(await site.Engine.ActAsync(new Envelope(grain, command, Guid.CreateVersion7(), new Actor(by)), Ct));

    /// <summary>What the facts of a candidacy ask of other grains was asked.</summary>
    private async Task FollowedAsync(Guid id)
    {
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        var (epoch, xid, position) = await connection.QuerySingleAsync<(int, string, long)>("select epoch, xid::text, position from jalon.fact where grain_id = @id order by version desc limit 1", new { id });
        Assert.True(await site.Engine.Feed.WaitUntilPassedAsync(Routes.Name, new FeedPosition(epoch, ulong.Parse(xid, CultureInfo.InvariantCulture), position), TimeSpan.FromSeconds(30)));
    }

    private async Task<string> LetterAsync()
    {
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        while (true)
            if (await connection.ExecuteScalarAsync<string>("select body from jalon.mail where letter = 'OtherPostProposed'") is { } text) return text;
    }

    private Task<HttpResponseMessage> YouAsync(Visitor person) =>
        person.PostAsync(Here, $"{Here}?handler=vous", new() { ["vous-givenName"] = "Sofia", ["vous-familyName"] = "Renard", ["vous-status"] = nameof(CandidateStatus.External) });

    private Task<HttpResponseMessage> FileAsync(Visitor person, byte[] bytes) => person.SendFileAsync($"{Here}?ecran=2", "rien", "", "cv.pdf", bytes, "piece-CurriculumVitae", action: $"{Here}?handler=pieces");

    private Task<HttpResponseMessage> SendAsync(Visitor person, string command) => person.PostAsync($"{Here}?ecran=3", $"{Here}?handler=envoyer", new() { [Acting.CommandField] = command });

    private async Task<(Guid Id, JobApplication State)> FiledAsync()
    {
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        var id = await connection.ExecuteScalarAsync<Guid>("select a.id from jalon.job_application a join jalon.person p on p.id = a.candidate_id where p.email = @Email", new { Email });
        return (id, (await site.Engine.Silo.ReadAsync<JobApplication>(id, Ct))!.Value.State);
    }
}
