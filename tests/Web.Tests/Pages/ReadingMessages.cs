using System.Net;
using Jalon.Silo.Mail;
using Jalon.Tests;

namespace Jalon.Web.Tests.Pages;

public sealed class ReadingMessages(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Message> SentToClaireAsync()
    {
        var text = LetterText.Of(Letter.SignInLink, ("hour", "9 h"), ("link", "http://127.0.0.1:5080/postes"));
        var message = new Message("essai/claire", Letter.SignInLink, Recipient.Person(ministry.Claire), text);
        await site.Engine.Mail.QueueAsync(message, Ct);
        while (await site.Engine.Mail.StateAsync(message.Key, Ct) != MailState.Sent) await Task.Yield();
        return message;
    }

    [Fact]
    public async Task Without_a_mail_server_each_person_reads_their_own_and_nobody_elses()
    {
        var message = await SentToClaireAsync();
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Contains("Votre lien de connexion", await claire.ReadAsync("/messages"), StringComparison.Ordinal);
        Assert.Contains("personne ne s’est connecté", await claire.ReadAsync($"/messages/{message.Id}"), StringComparison.Ordinal);
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        Assert.DoesNotContain("Votre lien de connexion", await mehdi.ReadAsync("/messages"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await mehdi.StatusAsync($"/messages/{message.Id}"));
    }

    [Fact]
    public async Task Whoever_runs_the_program_sees_that_messages_leave_and_not_what_they_say()
    {
        var message = await SentToClaireAsync();
        using var administrator = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        var page = await administrator.ReadAsync("/messages");
        Assert.Contains("Lien de connexion Parti", page, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Text.Subject, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Claire", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await administrator.StatusAsync($"/messages/{message.Id}"));
    }
}
