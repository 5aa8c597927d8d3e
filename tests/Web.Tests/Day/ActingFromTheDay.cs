using System.Net;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Organisations;
using Jalon.Tests;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Day;

public sealed class ActingFromTheDay(TestCluster cluster) : IAsyncLifetime
{
    private const string Day = "/journee";

    private WholeSite site = null!;
    private Ministry ministry = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.SettledAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task The_day_is_where_a_recruiter_begins_and_says_what_to_do_and_whom_is_waited_for()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var home = await claire.Http.GetAsync(new Uri("/", UriKind.Relative), Ct);
        Assert.Equal(Day, home.Headers.Location!.ToString());
        var day = await claire.ReadAsync(Day);
        Assert.Contains("Vérifier la recevabilité de 3 candidatures", day, StringComparison.Ordinal);
        Assert.Contains("Convoquer Gaël Petit à l’entretien", day, StringComparison.Ordinal);
        Assert.Contains("Mehdi Ouali\u00A0: présélectionner", day, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acting_removes_the_line_and_undoing_brings_it_back()
    {
        var gael = ministry.Applications["Gaël Petit"];
        foreach (var assessor in new[] { ministry.Sami, ministry.Elise }) await ministry.DoAsync(gael, new NameAssessor(assessor), ministry.Claire);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.Redirect, (await claire.PostAsync(Day, $"{Day}?handler=avancer", new() { ["candidature"] = gael.ToString(), ["etape"] = nameof(Stage.Preselected) })).StatusCode);
        var after = await claire.Http.GetStringAsync(new Uri(Day, UriKind.Relative), Ct);
        Assert.DoesNotContain("Convoquer Gaël Petit", after, StringComparison.Ordinal);
        Assert.Contains("Gaël Petit est à l’étape Entretien.", after, StringComparison.Ordinal);
        await claire.SendAsync(after, "Annuler<span");
        Assert.Contains("Convoquer Gaël Petit à l’entretien", await claire.ReadAsync(Day), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guard_that_refuses_is_told_under_the_line_which_stays()
    {
        var gael = ministry.Applications["Gaël Petit"];
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var answer = await claire.PostAsync(Day, $"{Day}?handler=avancer", new() { ["candidature"] = gael.ToString(), ["etape"] = nameof(Stage.Preselected) });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var day = await claire.ReadAsync(Day);
        Assert.Contains("Il faut deux évaluateurs ou évaluatrices au moins", day, StringComparison.Ordinal);
        Assert.Contains("Convoquer Gaël Petit", day, StringComparison.Ordinal);
        Assert.DoesNotContain("Il faut deux évaluateurs", await claire.ReadAsync(Day), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_put_off_is_apart_until_it_is_taken_back()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        await claire.SendAsync(Day, "Plus tard<span");
        var after = await claire.Http.GetStringAsync(new Uri(Day, UriKind.Relative), Ct);
        Assert.Contains("Remis au prochain matin ouvré.", after, StringComparison.Ordinal);
        Assert.Contains("Reprendre<span", after, StringComparison.Ordinal);
        await claire.SendAsync(after, "Annuler<span");
        Assert.DoesNotContain("Reprendre", await claire.ReadAsync(Day), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_substitute_has_the_day_of_the_person_they_replace_as_long_as_it_lasts()
    {
        var lucie = await ministry.PersonAsync("Lucie", "Arnaud", Role.Assessor, ministry.Alpha);
        await ministry.DoAsync(ministry.Alpha, new NameSubstitute(ministry.Claire, Role.Recruiter, lucie, ministry.Now.AddDays(-1), ministry.Now.AddDays(5)), ministry.Odile);
        using var visitor = await Visitor.SignedInAsync(site.Address, lucie);
        var day = await visitor.ReadAsync(Day);
        Assert.Contains("Remplacement de Claire Besnard", day, StringComparison.Ordinal);
        Assert.Contains("Vérifier la recevabilité de 3 candidatures", day, StringComparison.Ordinal);
        using var other = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Contains("Rien ne vous attend ce matin.", await other.ReadAsync(Day), StringComparison.Ordinal);
    }
}
