using System.Net;
using Jalon.Tests;
using Jalon.Web.Deeds;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Day;

public sealed class WritingToSeveral(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.SettledAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_message_is_held_counted_in_the_bar_and_taken_back_before_it_leaves()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var together = $"/postes/{ministry.Post}/ensemble";
        var manon = ministry.Applications["Manon Leclerc"];
        var sent = await claire.PostAsync($"{together}?geste=message&candidature={manon}", $"{together}?handler=faire",
            new() { ["geste"] = "message", ["candidature"] = manon.ToString(), ["message-subject"] = "Votre candidature", ["message-text"] = "Nous revenons vers vous cette semaine.", [Acting.CommandField] = Guid.CreateVersion7().ToString() });
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Contains("part dans une minute", await Visitor.TextAsync(sent), StringComparison.Ordinal);
        var held = await claire.ReadAsync("/envois");
        Assert.Contains("Envois en attente · 1", held, StringComparison.Ordinal);
        Assert.Contains("Manon Leclerc", held, StringComparison.Ordinal);
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.DoesNotContain("Manon Leclerc", await anne.ReadAsync("/envois"), StringComparison.Ordinal);
        await claire.SendAsync("/envois", "Annuler l’envoi<span");
        Assert.Contains("Le message est annulé. Il n’est pas parti.", await claire.ReadAsync("/envois"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_acts_on_nobody_here()
    {
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        foreach (var path in new[] { "ensemble?colonne=Received", "tri", "direct" }) Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync($"/postes/{ministry.Post}/{path}"));
        var manon = ministry.Applications["Manon Leclerc"];
        foreach (var (page, handler) in new[] { ("ensemble", "faire"), ("tri", "recevable"), ("tableau", "deplacer"), ("tableau", "refuser") })
        {
            var answer = await anne.PostAsync("/postes", $"/postes/{ministry.Post}/{page}?handler={handler}", new() { ["candidature"] = manon.ToString(), ["geste"] = "refuser", ["raison"] = "Profile", ["refuser-reason"] = "Profile", ["vers"] = "2" });
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }
}
