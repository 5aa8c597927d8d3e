using System.Net;
using System.Text.Json;
using Jalon.Grains.Vacancies;
using Jalon.Tests;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Public;

public sealed class TellingAPost(TestCluster cluster) : IAsyncLifetime
{
    private readonly Guid fresh = Guid.CreateVersion7();
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.DoAsync(fresh, new DraftVacancy(fresh, ministry.Alpha, Ministry.Sheet with { Title = "Architecte technique F/H", LineManager = ministry.Mehdi, Recruiter = ministry.Claire }), ministry.Mehdi, 3);
        await ministry.DoAsync(fresh, new Submit(), ministry.Mehdi, 2);
        await ministry.DoAsync(fresh, new Approve(), ministry.Odile, 1);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private string Console => $"/postes/{fresh}/diffusion";

    [Fact]
    public async Task An_approved_post_is_published_on_every_channel_by_one_button_already_filled_in()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Contains($"href=\"{Console}\"", await claire.Http.GetStringAsync(new Uri($"/postes/{fresh}", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var html = await claire.Http.GetStringAsync(new Uri(Console, UriKind.Relative), TestContext.Current.CancellationToken);
        string Kept(string field) => System.Text.RegularExpressions.Regex.Match(html, $"name=\"publier-{field}\"[^>]* value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal($"{ministry.Today.Year}-0418", Kept("reference"));
        var answer = await claire.PostAsync(Console, $"{Console}?handler=publier", new() { ["publier-reference"] = Kept("reference"), ["publier-applicationsUntil"] = Kept("applicationsUntil") });
        Assert.Equal(Console, answer.Headers.Location?.ToString());
        using var visitor = new Visitor(site.Address);
        Assert.Contains("Architecte technique F/H", await visitor.ReadAsync("/offres"), StringComparison.Ordinal);
        var after = await claire.ReadAsync(Console);
        Assert.Contains("en ligne", after, StringComparison.Ordinal);
        Assert.Contains("?c=tchap", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_within_the_legal_month_is_refused_and_nothing_is_told()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var answer = await claire.PostAsync(Console, $"{Console}?handler=publier", new() { ["publier-reference"] = "2026-0900", ["publier-applicationsUntil"] = ministry.Today.AddDays(5).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        using var visitor = new Visitor(site.Address);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync($"/offres/{fresh}"));
    }

    [Fact]
    public async Task A_fair_has_its_own_link_and_code_and_the_portal_its_file()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = $"/postes/{ministry.Post}/diffusion";
        await claire.PostAsync(page, $"{page}?handler=nommer", new() { ["genre"] = "salon", ["nom"] = "Station F, été 2026" });
        Assert.Contains("?c=salon-station-f-ete-2026", await claire.ReadAsync(page), StringComparison.Ordinal);
        var code = await claire.Http.GetAsync(new Uri($"{page}?handler=qr&canal=salon-station-f-ete-2026", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", code.Content.Headers.ContentType!.MediaType);
        var file = JsonDocument.Parse(await claire.Http.GetStringAsync(new Uri($"{page}?handler=fichier", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement[0];
        Assert.Equal(("2026-0417", "FPE"), (file.GetProperty("identification").GetProperty("reference").GetString(), file.GetProperty("identification").GetProperty("versant").GetString()));
    }

    [Fact]
    public async Task The_common_space_gives_a_date_and_a_reference_both_kept()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = $"/postes/{ministry.Post}/diffusion";
        var since = ministry.Today.AddDays(-19).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await claire.PostAsync(page, $"{page}?handler=espace", new() { ["espace-since"] = since })).StatusCode);
        await claire.PostAsync(page, $"{page}?handler=espace", new() { ["espace-since"] = since, ["espace-reference"] = "CSP-77" });
        Assert.Contains("référence CSP-77", await claire.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_publish_does_not_see_the_console()
    {
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(Console));
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        Assert.Equal(HttpStatusCode.Forbidden, await mehdi.StatusAsync(Console));
    }
}
