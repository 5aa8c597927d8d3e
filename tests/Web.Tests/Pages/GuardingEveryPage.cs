using System.Net;
using System.Text.RegularExpressions;
using Jalon.Grains;
using Jalon.Tests;

namespace Jalon.Web.Tests.Pages;

/// <summary>What no page may let through, page by page: forms without their token, scripts from elsewhere or too heavy, files of another organisation.</summary>
public sealed partial class GuardingEveryPage(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>Of JavaScript, compressed, on any page but those with a diagram: the contract of the product.</summary>
    private const int MostScript = 120_000;

    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync() => (site, ministry) = await Ministry.OnASiteAsync(cluster);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private Guid Paul => ministry.Applications["Paul Lemoine"];

    private string[] OfThePost =>
    [
        $"/postes/{ministry.Post}", $"/postes/{ministry.Post}/tableau", $"/postes/{ministry.Post}/tableau?vue=liste", $"/postes/{ministry.Post}/tri", $"/postes/{ministry.Post}/ajouter", $"/postes/{ministry.Post}/diffusion",
        $"/postes/{ministry.Post}/ensemble?colonne=Received&geste=refuser", $"/postes/{ministry.Post}/preselection", $"/postes/{ministry.Post}/choix", $"/candidatures/{Paul}", $"/candidatures/{Paul}/deplacer",
        $"/candidatures/{Paul}/refuser", $"/candidatures/{Paul}/pieces",
    ];

    [Fact]
    public async Task Every_form_carries_its_token_and_is_nothing_without_it()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var actions = new HashSet<string>();
        foreach (var path in (string[])[.. OfThePost, "/journee", "/a-faire", "/postes", "/postes/nouveau", "/envois", "/messages", "/recherche", "/profil/touches", "/offres", "/alertes", "/connexion", "/mon-profil"])
        {
            var html = await claire.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            foreach (var form in Forms().Matches(html).Select(found => found.Value).Where(form => form.Contains("method=\"post\"", StringComparison.Ordinal)))
            {
                Assert.True(form.Contains("__RequestVerificationToken", StringComparison.Ordinal), $"{path}: {form[..Math.Min(200, form.Length)]}");
                actions.Add(WebUtility.HtmlDecode(Action().Match(form).Groups[1].Value) is { Length: > 0 } action ? action : path);
            }
        }

        Assert.True(actions.Count > 12, $"{actions.Count} forms");
        foreach (var action in actions)
        {
            using var empty = new FormUrlEncodedContent([]);
            Assert.Equal((action, HttpStatusCode.BadRequest), (action, (await claire.Http.PostAsync(new Uri(action, UriKind.Relative), empty, TestContext.Current.CancellationToken)).StatusCode));
        }
    }

    [Fact]
    public async Task Whoever_sends_application_after_application_is_stopped_and_may_still_read()
    {
        const int mostSent = 60;
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = new Uri($"/offres/{ministry.Post}/candidater", UriKind.Relative);
        for (var sent = 0; sent <= mostSent; sent++)
        {
            using var empty = new FormUrlEncodedContent([]);
            Assert.Equal((sent, sent < mostSent ? HttpStatusCode.BadRequest : HttpStatusCode.TooManyRequests), (sent, (await claire.Http.PostAsync(page, empty, TestContext.Current.CancellationToken)).StatusCode));
        }

        Assert.Equal(HttpStatusCode.OK, await claire.StatusAsync($"/offres/{ministry.Post}"));
    }

    [Fact]
    public async Task Every_page_runs_only_our_scripts_light_ones_and_is_framed_by_nobody()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        foreach (var path in (string[])[.. OfThePost, "/journee", "/a-faire", "/postes", "/offres", $"/offres/{ministry.Post}", "/connexion"])
        {
            var answer = await claire.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotMatch(Inline(), html);
            var weight = 0L;
            foreach (var script in Scripts().Matches(html).Select(found => found.Groups[1].Value)) weight += await WeightAsync(claire, script);
            Assert.InRange(weight, 1, MostScript);
        }
    }

    [Fact]
    public async Task Whatever_their_role_in_another_organisation_nobody_finds_anything_of_a_post_its_candidacies_and_their_papers()
    {
        // The RH department of the profession sees the delays of all organisations: it has its own test, which looks for names.
        foreach (var role in Enum.GetValues<Role>().Where(role => role is not (Role.Candidate or Role.FiliereHr)))
        {
            var stranger = await ministry.PersonAsync($"Dominique-{role}", "Ailleurs", role, ministry.Beta);
            using var visitor = await Visitor.SignedInAsync(site.Address, stranger);
            foreach (var path in OfThePost) Assert.Equal((role, path, HttpStatusCode.NotFound), (role, path, await visitor.StatusAsync(path)));
        }
    }

    [Fact]
    public async Task Notes_and_the_opinions_of_others_are_not_even_sent()
    {
        using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
        var html = await sami.Http.GetStringAsync(new Uri($"/candidatures/{Paul}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Paul Lemoine", html, StringComparison.Ordinal);
        Assert.DoesNotContain("trois migrations", html, StringComparison.Ordinal);
    }

    private static async Task<long> WeightAsync(Visitor visitor, string script)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(script, UriKind.Relative));
        asked.Headers.AcceptEncoding.ParseAdd("br");
        var answer = await visitor.Http.SendAsync(asked, TestContext.Current.CancellationToken);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        return (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }

    [GeneratedRegex("<form[ >].*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("^<form[^>]* action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Scripts();

    /// <summary>A handler in an attribute, a style in an attribute, a script in the page.</summary>
    [GeneratedRegex("<[a-z][^>]* (on[a-z]+|style)=|<script(?![^>]*( src=|application/ld\\+json))")]
    private static partial Regex Inline();
}
