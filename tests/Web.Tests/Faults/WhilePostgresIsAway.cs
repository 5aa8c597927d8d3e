using System.Net;
using Jalon.Silo;
using Jalon.Silo.Tests;
using Jalon.Tests;
using Jalon.Web.Deeds;
using Jalon.Web.Tests.Pages;
using Npgsql;

namespace Jalon.Web.Tests.Faults;

/// <summary>A server of its own, killed or taken up by others under a program that keeps serving.</summary>
public sealed class WhilePostgresIsAway : IAsyncLifetime
{
    private const string Text = "Rappelée ce matin : elle confirme son intérêt.";

    private readonly PrivateServer place = new();
    private EmbeddedPostgres server = null!;
    private WholeSite site = null!;
    private Ministry ministry = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Page => $"/candidatures/{ministry.Applications["Paul Lemoine"]}";

    public async ValueTask InitializeAsync()
    {
        server = await place.StartAsync();
        site = await WholeSite.StartAsync(server.ConnectionString);
        ministry = await Ministry.OpenAsync(site.Engine);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await server.DisposeAsync();
        await place.DisposeAsync();
    }

    [Fact]
    public async Task Pages_and_programs_are_told_and_everything_goes_on_by_itself_when_it_is_back()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        using var program = await ApiCaller.OfAsync(site, ministry.Claire);
        await claire.ReadAsync(Page);
        var form = await claire.Http.GetStringAsync(new Uri(Page, UriKind.Relative), Ct);
        place.Kill();

        var page = await claire.Http.GetAsync(new Uri($"{Page}?depuis=tableau", UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (page.StatusCode, page.Headers.RetryAfter?.ToString()));
        Assert.Contains("La base de données ne répond pas. Cette page ne peut pas être affichée.", await Visitor.TextAsync(page), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Page}?depuis=tableau\">Réessayer", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal((503, "database_away", "5"), await ApiCaller.ProblemAsync(await program.GetAsync("/vacancies")));
        var sent = await SendAsync(claire, Page, Visitor.FormOf(form, "Écrire une note").Fields);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.StatusCode);
        Assert.Contains(Text, await Visitor.TextAsync(sent), StringComparison.Ordinal);

        await server.EnsureRunningAsync(Ct);
        var (address, fields) = Visitor.FormOf(await sent.Content.ReadAsStringAsync(Ct), "Envoyer de nouveau");
        while ((await SendAsync(claire, address, fields)).StatusCode != HttpStatusCode.Redirect) await Task.Delay(10, Ct);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(claire, address, fields)).StatusCode);
        Assert.Equal(1, await PrivateServer.AskAsync(server, $"select count(*)::int from jalon.note where text = '{Text}'"));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/vacancies")).StatusCode);
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        while (!(await karim.ReadAsync("/exploitation")).Contains("Tout suit", StringComparison.Ordinal)) await Task.Delay(10, Ct);
    }

    [Fact]
    public async Task When_others_hold_every_connection_the_page_says_so_and_serves_again_once_one_is_free()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var taken = await TakeAllAsync();
        var page = await claire.Http.GetAsync(new Uri(Page, UriKind.Relative), Ct);
        // What works in the background may give a place back in between: it is taken too.
        for (var turn = 0; turn < 50 && page.StatusCode == HttpStatusCode.OK; turn++)
        {
            taken.AddRange(await TakeAllAsync());
            page = await claire.Http.GetAsync(new Uri(Page, UriKind.Relative), Ct);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("a atteint son nombre de connexions", await Visitor.TextAsync(page), StringComparison.Ordinal);
        foreach (var connection in taken) await connection.DisposeAsync();
        while (await claire.StatusAsync(Page) != HttpStatusCode.OK) await Task.Delay(10, Ct);
    }

    /// <summary>Until the server refuses one more, and the program holds none that is idle.</summary>
    private async Task<List<NpgsqlConnection>> TakeAllAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString;
        var taken = new List<NpgsqlConnection>();
        for (var refusals = 0; refusals < 3;)
        {
            var connection = new NpgsqlConnection(address);
            try
            {
                await connection.OpenAsync(Ct);
                taken.Add(connection);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                refusals++;
                site.Engine.Database.Clear();
            }
        }

        return taken;
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor person, string address, Dictionary<string, string> fields)
    {
        fields = new(fields) { ["geste"] = "note", ["note-text"] = Text };
        Assert.True(Guid.TryParse(fields[Acting.CommandField], out _));
        using var content = new FormUrlEncodedContent(fields);
        return await person.Http.PostAsync(new Uri(address, UriKind.Relative), content, Ct);
    }
}
