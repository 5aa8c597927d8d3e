using System.Globalization;
using System.Text;
using System.Xml;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Host;
using Microsoft.Extensions.Options;

namespace Jalon.Web.Offers;

/// <summary>What other programs follow: an Atom feed (RFC 4287) of the offers that answer the filters of its address, a map of the site, and what robots may read.</summary>
public static class OfferFeeds
{
    public const string Path = "/offres/flux";

    private const string Atom = "http://www.w3.org/2005/Atom", Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The newest of a feed; a reader comes back.</summary>
    private const int MostEntries = 200;

    public static void MapOfferFeeds(this WebApplication app)
    {
        app.MapGet(Path, FeedAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/sitemap.xml", SitemapAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/robots.txt", Robots).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> FeedAsync(HttpContext http, Engine engine, CancellationToken ct)
    {
        var filter = OfferFilter.Of(http.Request.Query);
        var lines = (await OfferQuery.FindAsync(engine, await OfferQuery.OpenAsync(engine, ct), filter, ct)).OrderByDescending(line => line.PublishedOn).Take(MostEntries).ToList();
        return Xml(xml =>
        {
            var root = Root(http);
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("title", Atom, filter.IsEmpty ? "Offres ouvertes" : "Offres ouvertes, selon vos filtres");
            xml.WriteElementString("id", Atom, $"{root}{Path}{filter.Query}");
            Link(xml, "self", $"{root}{Path}{filter.Query}");
            Link(xml, "alternate", $"{root}/offres{filter.Query}");
            xml.WriteElementString("updated", Atom, Instant(lines.Count > 0 ? lines.Max(line => line.ChangedAt) : engine.Clock.GetUtcNow()));
            foreach (var line in lines) Entry(xml, line, root);
            xml.WriteEndElement();
        }, "application/atom+xml; charset=utf-8");
    }

    private static void Entry(XmlWriter xml, OfferLine line, string root)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("title", Atom, line.Title);
        xml.WriteElementString("id", Atom, $"urn:uuid:{line.Id}");
        Link(xml, "alternate", $"{root}{line.Url}?c={ChannelLink.Feed}");
        xml.WriteElementString("updated", Atom, Instant(line.ChangedAt));
        if (line.PublishedOn is { } day) xml.WriteElementString("published", Atom, Instant(Grains.Calendar.FrenchCalendar.StartOf(day)));
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, line.Organisation ?? line.Ministry ?? "Organisme non précisé");
        xml.WriteEndElement();
        foreach (var term in new[] { line.Profession, line.Place, line.Reference }.OfType<string>())
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", term);
            xml.WriteEndElement();
        }

        xml.WriteElementString("summary", Atom, string.Join(" · ", new[] { line.Organisation, line.Place, line.Until is { } until ? $"candidatures jusqu’au {French.Date(until)}" : null }.OfType<string>()));
        xml.WriteEndElement();
    }

    private static async Task<IResult> SitemapAsync(HttpContext http, Engine engine, CancellationToken ct)
    {
        var lines = await OfferQuery.OpenAsync(engine, ct);
        return Xml(xml =>
        {
            xml.WriteStartElement("urlset", Map);
            Url("/offres", null);
            foreach (var line in lines) Url(line.Url, line.ChangedAt);
            xml.WriteEndElement();

            void Url(string path, DateTimeOffset? changed)
            {
                xml.WriteStartElement("url", Map);
                xml.WriteElementString("loc", Map, Root(http) + path);
                if (changed is { } at) xml.WriteElementString("lastmod", Map, Instant(at));
                xml.WriteEndElement();
            }
        }, "application/xml; charset=utf-8");
    }

    /// <summary>The demonstration asks to be left alone; elsewhere only what is public is of use to a robot.</summary>
    private static IResult Robots(HttpContext http, IOptions<PagesOptions> pages) => Results.Text(
        pages.Value.Demonstration ? "User-agent: *\nDisallow: /\n" : $"User-agent: *\nAllow: /offres\nDisallow: /\nSitemap: {Root(http)}/sitemap.xml\n", "text/plain; charset=utf-8");

    private static string Root(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static void Link(XmlWriter xml, string rel, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IResult Xml(Action<XmlWriter> write, string type)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true }))
        {
            xml.WriteStartDocument();
            write(xml);
            xml.WriteEndDocument();
        }

        return Results.Bytes(stream.ToArray(), type);
    }
}
