using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Jalon.Tests;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Public;

public sealed partial class SigningInByLink(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task The_answer_is_the_same_whether_the_address_is_known_or_not()
    {
        using var visitor = new Visitor(site.Address);
        var known = await Visitor.TextAsync(await AskAsync(visitor, "paul.lemoine@exemple.fr"));
        var unknown = await Visitor.TextAsync(await AskAsync(visitor, "jamais.vue@exemple.fr"));
        Assert.Equal(known, unknown.Replace("jamais.vue@exemple.fr", "paul.lemoine@exemple.fr", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync(visitor, "pas une adresse")).StatusCode);
    }

    [Fact]
    public async Task Opening_a_link_uses_nothing_and_its_button_signs_in_once()
    {
        using var visitor = new Visitor(site.Address);
        var link = await LinkAsync(visitor, "paul.lemoine@exemple.fr");
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(link));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(link));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync(link, link, [])).StatusCode);
        Assert.Contains("Ingénieur DevOps F/H", await visitor.ReadAsync("/mes-candidatures"), StringComparison.Ordinal);
        using var second = new Visitor(site.Address);
        Assert.Equal(HttpStatusCode.Gone, await second.StatusAsync(link));
        Assert.Equal(HttpStatusCode.Gone, (await second.PostAsync("/connexion", link, [])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await second.StatusAsync("/mes-candidatures"));
    }

    [Fact]
    public async Task A_link_is_dead_after_a_quarter_of_an_hour()
    {
        using var visitor = new Visitor(site.Address);
        var link = await LinkAsync(visitor, "paul.lemoine@exemple.fr");
        await using var connection = await site.Engine.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var lasts = await connection.ExecuteScalarAsync<TimeSpan>("update jalon.sign_in_link l set expires_at = clock_timestamp() - interval '1 second' from jalon.sign_in_link before where before.hash = l.hash returning before.expires_at - before.created_at");
        Assert.Equal(TimeSpan.FromMinutes(15), lasts);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.PostAsync("/connexion", link, [])).StatusCode);
    }

    [Fact]
    public async Task One_address_is_sent_five_links_an_hour_and_one_machine_asks_for_twenty()
    {
        using var visitor = new Visitor(site.Address);
        for (var asked = 0; asked < 6; asked++) await AskAsync(visitor, "paul.lemoine@exemple.fr");
        await using var connection = await site.Engine.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(5, await connection.ExecuteScalarAsync<int>("select count(*)::int from jalon.mail where address = 'paul.lemoine@exemple.fr'"));
        for (var asked = 6; asked < 20; asked++) Assert.Equal(HttpStatusCode.OK, (await AskAsync(visitor, $"personne{asked}@exemple.fr")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(visitor, "personne21@exemple.fr")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("/connexion"));
    }

    [Fact]
    public async Task A_proven_address_opens_its_own_file_and_no_page_of_the_staff()
    {
        using var paul = await SignedInAsync(site.Address, "paul.lemoine@exemple.fr");
        Assert.Equal(HttpStatusCode.NotFound, await paul.StatusAsync($"/postes/{ministry.Post}/tableau"));
        Assert.Equal(HttpStatusCode.NotFound, await paul.StatusAsync($"/candidatures/{ministry.Applications["Paul Lemoine"]}"));
        Assert.Equal(HttpStatusCode.NotFound, await paul.StatusAsync($"/mes-candidatures/{ministry.Applications["Manon Leclerc"]}/retirer"));
        Assert.Equal(HttpStatusCode.OK, await paul.StatusAsync($"/mes-candidatures/{ministry.Applications["Paul Lemoine"]}/retirer"));
    }

    /// <summary>Somebody who asked for a link on this machine, and used it.</summary>
    public static async Task<Visitor> SignedInAsync(Uri address, string email, string? next = null)
    {
        var visitor = new Visitor(address);
        var link = await LinkAsync(visitor, email, next);
        await visitor.PostAsync(link, link, []);
        return visitor;
    }

    private static async Task<string> LinkAsync(Visitor visitor, string email, string? next = null) =>
        Link().Match(await (await AskAsync(visitor, email, next)).Content.ReadAsStringAsync()).Value;

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string email, string? next = null) =>
        visitor.PostAsync("/connexion", "/connexion?handler=lien", new() { ["courriel"] = email, ["retour"] = next ?? "" });

    [GeneratedRegex("/connexion/lien/[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();
}
