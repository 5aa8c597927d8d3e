using System.Net;
using Jalon.Silo.Mail;
using Jalon.Tests;

namespace Jalon.Web.Tests.Pages;

/// <summary>Legal deadlines with their proof, what an operator starts again, and a message read before it leaves.</summary>
public sealed class CountingDeadlines(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task ExecuteAsync(string sql)
    {
        await using var command = site.Engine.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    [Fact]
    public async Task A_recruiter_reads_each_legal_deadline_with_its_proof_and_a_stranger_reads_none()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = await claire.ReadAsync("/echeances");
        Assert.Contains("La candidature est réputée refusée après le", page, StringComparison.Ordinal);
        Assert.Contains("L’acceptation devient possible le", page, StringComparison.Ordinal);
        Assert.Contains("Paul Lemoine, Ingénieur DevOps F/H · Ministère Alpha", page, StringComparison.Ordinal);
        Assert.Contains("CRPA, art. L. 231-4", page, StringComparison.Ordinal);
        Assert.Contains("Dépôt de la candidature", page, StringComparison.Ordinal);
        Assert.Contains("2\u00A0mois de quantième à quantième", page, StringComparison.Ordinal);
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Contains("Aucune échéance légale ne court", await anne.ReadAsync("/echeances"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync($"/candidatures/{ministry.Applications["Paul Lemoine"]}/attestation"));
    }

    [Fact]
    public async Task Two_months_after_the_request_the_silence_is_certified_with_its_count()
    {
        var paul = ministry.Applications["Paul Lemoine"];
        await ministry.ReleaseAskedAsync(paul);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = await claire.ReadAsync($"/candidatures/{paul}/attestation");
        Assert.Contains("Ministère Alpha atteste que la demande d’accord de départ de Paul Lemoine", page, StringComparison.Ordinal);
        Assert.Contains("Ce silence vaut acceptation depuis le", page, StringComparison.Ordinal);
        Assert.Contains("CGFP, art. L. 511-3", page, StringComparison.Ordinal);
        Assert.Contains("Réception de la demande par l’administration d’origine", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_changes_moves_what_is_open_and_the_page_says_so()
    {
        await ExecuteAsync("insert into jalon.parameter (name, amount, unit, from_day, reference, version) values ('implicit-refusal', 50, 'CalendarDays', '2000-01-01', 'Texte nouveau', 2)");
        await site.Engine.Rules.ReadAsync(Ct);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = await claire.ReadAsync("/echeances");
        Assert.Contains("Ce qui a bougé", page, StringComparison.Ordinal);
        Assert.Contains("à 50\u00A0jours (version 2, Texte nouveau)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_sees_why_a_message_did_not_leave_without_reading_it_and_sends_it_again()
    {
        var message = new Message("essai/1", Letter.News, Recipient.At("salome.girard@exemple.fr"), new MailText("Sujet secret", "Texte secret"));
        await site.Engine.Mail.QueueAsync(message with { HeldUntil = DateTimeOffset.UtcNow.AddHours(1) }, Ct);
        await ExecuteAsync("update jalon.mail set dead_at = now(), reason = 'Le serveur de messagerie ne répond pas.' where key = 'essai/1'");
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        var page = await karim.ReadAsync("/exploitation");
        Assert.Contains("Messages non distribués (1)", page, StringComparison.Ordinal);
        Assert.Contains("Nouvelles\u00A0: Le serveur de messagerie ne répond pas.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("salome", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await karim.PostAsync("/exploitation", "/exploitation?handler=Lettre", new() { ["lettre"] = message.Id.ToString() })).StatusCode);
        Assert.NotEqual(MailState.Dead, await site.Engine.Mail.StateAsync("essai/1", Ct));
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync("/exploitation"));
    }

    [Fact]
    public async Task An_operator_starts_a_job_again()
    {
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        while (!(await karim.ReadAsync("/exploitation")).Contains("Rappels et résumé du matin", StringComparison.Ordinal)) await Task.Yield();
        Assert.Equal(HttpStatusCode.Redirect, (await karim.PostAsync("/exploitation", "/exploitation?handler=Travail", new() { ["nom"] = "morning" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await karim.PostAsync("/exploitation", "/exploitation?handler=Travail", new() { ["nom"] = "inconnu" })).StatusCode);
    }

    [Fact]
    public async Task A_refusal_shows_its_message_which_may_be_changed_before_it_leaves()
    {
        var hugo = ministry.Applications["Hugo Marchal"];
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var path = $"/candidatures/{hugo}/refuser";
        var shown = await claire.PostAsync(path, path, new() { ["refuser-reason"] = "Skills", ["refuser-shared"] = "oui", ["refuser-text"] = "Kubernetes manque encore.", ["relire"] = "oui" });
        var html = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync(Ct));
        Assert.Contains("n’est pas retenue pour ce motif\u00A0: compétences attendues absentes.", html, StringComparison.Ordinal);
        Assert.Contains("Kubernetes manque encore.", html, StringComparison.Ordinal);
        var sent = await claire.PostAsync(path, path, new()
        {
            ["commande"] = Guid.CreateVersion7().ToString(), ["refuser-reason"] = "Skills", ["refuser-shared"] = "oui", ["refuser-text"] = "Kubernetes manque encore.",
            ["refuser-objet"] = "Notre réponse", ["refuser-message"] = "Bonjour,\n\nUn mot choisi.",
        });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        await using var query = site.Engine.Database.CreateCommand($"select subject || '/' || body from jalon.mail where about = '{hugo}' and letter = 'RejectionWithReason'");
        string? kept;
        while ((kept = (string?)await query.ExecuteScalarAsync(Ct)) is null) await Task.Yield();
        Assert.Equal("Notre réponse/Bonjour,\n\nUn mot choisi.", kept);
    }

    [Fact]
    public async Task A_paper_asked_shows_its_message_from_the_page_of_the_case_and_the_text_changed_is_the_one_that_leaves()
    {
        var hugo = ministry.Applications["Hugo Marchal"];
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var path = $"/candidatures/{hugo}";
        Dictionary<string, string> asking = new() { ["commande"] = Guid.CreateVersion7().ToString(), ["geste"] = "demander-piece", ["demander-piece-type"] = "Diploma" };
        var shown = await claire.PostAsync(path, path, new(asking) { ["relire"] = "oui" });
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("nous vous demandons\u00A0:\n\n– ", WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync(Ct)).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await claire.PostAsync(path, path, new(asking) { ["demander-piece-objet"] = "Une pièce", ["demander-piece-message"] = "Bonjour,\n\nVotre diplôme, s’il vous plaît." })).StatusCode);
        await using var query = site.Engine.Database.CreateCommand($"select subject || '/' || body from jalon.mail where about = '{hugo}' and letter = 'DocumentAsked'");
        string? kept;
        while ((kept = (string?)await query.ExecuteScalarAsync(Ct)) is null) await Task.Yield();
        Assert.Equal("Une pièce/Bonjour,\n\nVotre diplôme, s’il vous plaît.", kept);
    }
}
