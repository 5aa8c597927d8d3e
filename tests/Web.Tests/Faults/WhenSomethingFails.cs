using System.Net;
using Jalon.Grains.Applications;
using Jalon.Tests;
using Jalon.Web.Deeds;
using Jalon.Web.Tests.Pages;
using Npgsql;

namespace Jalon.Web.Tests.Faults;

/// <summary>The database made to fail at one place, then mended: what a person and a program are told, and that nothing is lost or done twice.</summary>
public sealed class WhenSomethingFails(TestCluster cluster) : IAsyncLifetime
{
    private const string Text = "Rappelée ce matin : elle confirme son intérêt.";

    private WholeSite site = null!;
    private Ministry ministry = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Paul => ministry.Applications["Paul Lemoine"];

    private string Page => $"/candidatures/{Paul}";

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("53100", "database_full", "60")]
    [InlineData("53300", "database_crowded", "5")]
    [InlineData("57014", "database_slow", "5")]
    [InlineData("57P01", "database_away", "5")]
    public async Task A_database_that_cannot_gives_a_code_and_the_same_key_then_has_one_effect(string state, string code, string after)
    {
        using var claire = await ApiCaller.OfAsync(site, ministry.Claire);
        var key = Guid.CreateVersion7();
        await FailAsync("fact", $"raise exception using errcode = '{state}'");
        Assert.Equal((503, code, after), await ApiCaller.ProblemAsync(await NoteAsync(claire, key)));
        Assert.Equal(0, await NotesAsync());

        await MendAsync("fact");
        Assert.Equal(HttpStatusCode.OK, (await NoteAsync(claire, key)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await NoteAsync(claire, key)).StatusCode);
        Assert.Equal(1, await NotesAsync());
    }

    [Fact]
    public async Task A_fault_of_ours_gives_a_number_and_no_stack_and_costs_the_others_nothing()
    {
        using var claire = await ApiCaller.OfAsync(site, ministry.Claire);
        await FailAsync("fact", $"if new.grain_id = '{Paul}' then raise exception using errcode = 'XX000'; end if");
        var (broken, fine) = (NoteAsync(claire, Guid.CreateVersion7()), claire.PostAsync($"/applications/{ministry.Applications["Manon Leclerc"]}/notes", """{"text":"Vue"}"""));
        Assert.Equal((500, "failure", null), await ApiCaller.ProblemAsync(await broken));
        Assert.Equal(HttpStatusCode.OK, (await fine).StatusCode);

        using var person = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var answer = await person.PostAsync(Page, Page, Form());
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await Visitor.TextAsync(answer);
        Assert.Contains("Votre demande n’a pas abouti", text, StringComparison.Ordinal);
        Assert.Contains(Text, text, StringComparison.Ordinal);
        Assert.Contains("Référence à donner", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_keep_changing_is_said_to_be_busy_and_what_was_written_is_kept()
    {
        using var claire = await ApiCaller.OfAsync(site, ministry.Claire);
        using var person = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        await FailAsync("job_application", $"if new.id = '{Paul}' then return null; end if");
        Assert.Equal((503, "busy", "1"), await ApiCaller.ProblemAsync(await NoteAsync(claire, Guid.CreateVersion7())));
        var answer = await person.PostAsync(Page, Page, Form());
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var text = await Visitor.TextAsync(answer);
        Assert.Contains("Quelqu’un d’autre vient d’agir ici au même moment", text, StringComparison.Ordinal);
        Assert.Contains(Text, text, StringComparison.Ordinal);
        Assert.Equal(0, await NotesAsync());
    }

    [Fact]
    public async Task A_form_sent_to_a_database_that_cannot_is_sent_again_from_the_page_that_says_so()
    {
        using var person = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        await FailAsync("fact", "raise exception using errcode = '53100'");
        var answer = await person.PostAsync(Page, Page, Form());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        var html = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("La base de données n’a plus de place", html, StringComparison.Ordinal);
        Assert.Contains("Votre action n’est pas confirmée", html, StringComparison.Ordinal);
        Assert.Contains(Text, await Visitor.TextAsync(answer), StringComparison.Ordinal);

        await MendAsync("fact");
        var (address, fields) = Visitor.FormOf(html, "Envoyer de nouveau");
        for (var times = 0; times < 2; times++)
        {
            using var again = new FormUrlEncodedContent(fields);
            Assert.Equal(HttpStatusCode.Redirect, (await person.Http.PostAsync(new Uri(address, UriKind.Relative), again, Ct)).StatusCode);
        }

        Assert.Equal(1, await NotesAsync());
    }

    [Fact]
    public async Task A_parked_fact_is_shown_to_the_operator_and_passes_when_asked_again()
    {
        await FailAsync("case_clock", $"if new.case_id = '{Paul}' then raise exception 'broken'; end if");
        await ministry.DoAsync(Paul, new AddNote("Disponible en mars."), ministry.Claire);
        await UntilAsync(async () => (await site.Engine.Feed.LagAsync(Ct)).Parked.Count > 0);
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        Assert.Contains("1\u00A0fait est mis de côté", await karim.ReadAsync("/exploitation"), StringComparison.Ordinal);
        await karim.PostAsync("/exploitation", "/exploitation", Retry());
        Assert.Contains("Le fait a échoué de nouveau", await karim.ReadAsync("/exploitation"), StringComparison.Ordinal);

        await MendAsync("case_clock");
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.PostAsync("/postes", "/exploitation", Retry())).StatusCode);
        Assert.Single((await site.Engine.Feed.LagAsync(Ct)).Parked);
        Assert.Equal(HttpStatusCode.Redirect, (await karim.PostAsync("/exploitation", "/exploitation", Retry())).StatusCode);
        Assert.Matches("\u00A0faits? (est passé|sont passés)", await karim.ReadAsync("/exploitation"));
        Assert.Empty((await site.Engine.Feed.LagAsync(Ct)).Parked);
    }

    private static Dictionary<string, string> Form() => new() { ["geste"] = "note", ["note-text"] = Text, [Acting.CommandField] = Guid.CreateVersion7().ToString() };

    private Dictionary<string, string> Retry() => new() { ["abonnement"] = "intervals", ["grain"] = Paul.ToString() };

    private Task<HttpResponseMessage> NoteAsync(ApiCaller caller, Guid key) => caller.PostAsync($"/applications/{Paul}/notes", $$"""{"text":"{{Text}}"}""", key);

    private async Task<long> NotesAsync()
    {
        await using var query = site.Engine.Database.CreateCommand("select count(*) from jalon.note where text = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Text });
        return (long)(await query.ExecuteScalarAsync(Ct))!;
    }

    private Task FailAsync(string table, string how) => ExecuteAsync($"""
        create function jalon.fail() returns trigger language plpgsql as $$ begin {how}; return new; end $$;
        create trigger fail before insert or update on jalon.{table} for each row execute function jalon.fail();
        """);

    private Task MendAsync(string table) => ExecuteAsync($"drop trigger fail on jalon.{table}; drop function jalon.fail()");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = site.Engine.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached()) await Task.Delay(10, Ct);
    }
}
