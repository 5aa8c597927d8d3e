using System.Net;
using System.Xml.Linq;
using Jalon.Grains.Vacancies;
using Jalon.Tests;
using Jalon.Web.Host;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Public;

public sealed class ReadingOffers(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Offer => $"/offres/{ministry.Post}";

    [Theory]
    [InlineData("/offres", true)]
    [InlineData("/offres?q=ingenieur+devops", true)]
    [InlineData("/offres?q=ingénieru", true)]
    [InlineData("/offres?q=2026-0417", true)]
    [InlineData("/offres?lieu=Lille&pour=Contract", true)]
    [InlineData("/offres?lieu=Nantes", false)]
    [InlineData("/offres?q=boulanger", false)]
    public async Task Anybody_searches_the_open_offers_by_the_address_alone(string address, bool found)
    {
        using var visitor = new Visitor(site.Address);
        var text = await visitor.ReadAsync(address);
        Assert.Equal(found, text.Contains("Ingénieur DevOps F/H Ministère Alpha", StringComparison.Ordinal));
        if (!found) Assert.Contains("Aucune offre ouverte ne répond à ces critères.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_says_what_the_law_asks_and_what_comes_next_and_nothing_of_its_inside()
    {
        using var visitor = new Visitor(site.Address);
        var text = await visitor.ReadAsync(Offer);
        foreach (var said in new[] { "Candidater", "Lille", "Ministre Alpha", "fonction publique de l’État", "Ingénieur des systèmes d’information", "Établissement public (L. 332-1, 1°)", "Astreintes.", "recrutement@alpha.example", "Accusé de réception tout de suite", "en 5 jours ouvrés" })
            Assert.Contains(said, text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("Besnard", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ouali", text, StringComparison.Ordinal);
        var draft = Guid.CreateVersion7();
        await ministry.DoAsync(draft, new DraftVacancy(draft, ministry.Alpha, Ministry.Sheet), ministry.Mehdi);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync($"/offres/{draft}"));
    }

    [Fact]
    public async Task A_cancelled_offer_keeps_its_page_with_what_became_of_it_and_leaves_the_list()
    {
        using var visitor = new Visitor(site.Address);
        await ministry.DoAsync(ministry.Post, new Cancel("Budget annulé, à ne pas dire"), ministry.Odile);
        var text = await visitor.ReadAsync(Offer);
        Assert.Contains("Ce recrutement a été annulé.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Budget annulé", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingénieur DevOps F/H", await visitor.ReadAsync("/offres"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feeds_follow_the_filters_of_their_address()
    {
        using var visitor = new Visitor(site.Address);
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var all = XDocument.Parse(await visitor.Http.GetStringAsync(new Uri("/offres/flux?lieu=Lille", UriKind.Relative), Ct));
        var entry = Assert.Single(all.Root!.Elements(atom + "entry"));
        Assert.Equal($"urn:uuid:{ministry.Post}", entry.Element(atom + "id")!.Value);
        Assert.EndsWith($"{Offer}?c=flux", entry.Element(atom + "link")!.Attribute("href")!.Value, StringComparison.Ordinal);
        Assert.Empty(XDocument.Parse(await visitor.Http.GetStringAsync(new Uri("/offres/flux?lieu=Nantes", UriKind.Relative), Ct)).Root!.Elements(atom + "entry"));
        Assert.Contains(Offer, await visitor.Http.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_read_a_real_offer_and_never_one_of_the_demonstration()
    {
        using var visitor = new Visitor(site.Address);
        Assert.DoesNotContain("application/ld+json", await visitor.Http.GetStringAsync(new Uri(Offer, UriKind.Relative), Ct), StringComparison.Ordinal);
        await using var real = WebApp.Build(site.Engine, "http://127.0.0.1:0", builder => builder.Configuration["Pages:Demonstration"] = "false");
        await real.StartAsync(Ct);
        var html = await visitor.Http.GetStringAsync(new Uri(new Uri(real.Urls.First()), Offer), Ct);
        Assert.Contains("\"@type\":\"JobPosting\"", html, StringComparison.Ordinal);
        Assert.Contains("\"validThrough\":", html, StringComparison.Ordinal);
    }

    [Theory, InlineData("/mentions-legales"), InlineData("/donnees-personnelles"), InlineData("/accessibilite"), InlineData("/robots.txt"), InlineData("/connexion")]
    public async Task What_is_public_asks_for_no_account(string path)
    {
        using var visitor = new Visitor(site.Address);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(path));
    }
}
