using System.Net;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Tasks;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Procedures;
using Jalon.Workflows.Running;

namespace Jalon.Web.Tests.Pages;

/// <summary>« À faire » on a post with its past: acting in place, one truth with the board.</summary>
public sealed class DoingTasks(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        await connection.ExecuteAsync("update jalon.taking_up set asked = asked + 1");
        await site.Engine.TakeUpAsync(new Occasion(Origin.Demo, null), Ct);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<TaskKey> KeyAsync(string person, string element)
    {
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        var row = await connection.QuerySingleAsync<(Guid Instance, int Visit, string Item)>(
            "select instance_id, visit, item from jalon.task where case_id = @id and element = @element and ended_at is null", new { id = ministry.Applications[person], element });
        return new TaskKey(row.Instance, element, row.Visit, row.Item);
    }

    private static Dictionary<string, string> Doing(TaskKey key, string what, Dictionary<string, string>? more = null) =>
        new(more ?? []) { ["geste"] = $"{what}-{TaskDeeds.Mark(key)}{(what == TaskDeeds.Do ? "-" : "")}" };

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, TaskKey key, Dictionary<string, string> fields) => visitor.PostAsync("/a-faire", $"/a-faire?tache={key}", fields);

    [Fact]
    public async Task Doing_a_task_moves_the_card_and_moving_the_card_does_the_task()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var key = await KeyAsync("Manon Leclerc", "admissibility");
        Assert.Contains("Vérifier la recevabilité", await claire.ReadAsync("/a-faire"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(claire, key, Doing(key, TaskDeeds.Do))).StatusCode);
        Assert.Equal(Stage.Admissible, (await site.Engine.Silo.ReadAsync<JobApplication>(ministry.Applications["Manon Leclerc"], Ct))!.Value.State.Stage);
        Assert.Contains("c’est fait", await claire.ReadAsync("/a-faire"), StringComparison.Ordinal);
        var other = await KeyAsync("Alice Denis", "admissibility");
        await site.Engine.ActAsync(new Envelope(ministry.Applications["Alice Denis"], new Move(Stage.Admissible), Guid.CreateVersion7(), new Actor(ministry.Claire)), Ct);
        await site.Engine.Feed.CaughtUpAsync(TimeSpan.FromMinutes(1), Ct);
        var gone = await SendAsync(claire, other, Doing(other, TaskDeeds.Do));
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.Contains("déjà faite", await claire.ReadAsync("/a-faire"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_leaves_the_task_open_with_its_sentence()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var key = await KeyAsync("Gaël Petit", "convocation");
        var refused = await SendAsync(claire, key, Doing(key, TaskDeeds.Do));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var said = await Visitor.TextAsync(refused);
        Assert.Contains("Convoquer en entretien", said, StringComparison.Ordinal);
        Assert.Contains("évaluat", said, StringComparison.Ordinal);
        Assert.Equal(key, await KeyAsync("Gaël Petit", "convocation"));
    }

    [Fact]
    public async Task A_task_goes_to_a_colleague_comes_back_and_is_put_off_with_a_reason()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        var key = await KeyAsync("Manon Leclerc", "admissibility");
        var mark = TaskDeeds.Mark(key);
        Assert.DoesNotContain(mark, await odile.Http.GetStringAsync(new Uri("/a-faire", UriKind.Relative), Ct), StringComparison.Ordinal);
        await SendAsync(claire, key, Doing(key, TaskDeeds.Delegate, new() { [$"{TaskDeeds.Delegate}-{mark}-to"] = $"{ministry.Odile}" }));
        Assert.Contains($"id=\"{mark}\"", await odile.Http.GetStringAsync(new Uri("/a-faire", UriKind.Relative), Ct), StringComparison.Ordinal);
        await SendAsync(odile, key, Doing(key, TaskDeeds.TakeBack));
        var tomorrow = ministry.Today.AddDays(3);
        var without = await SendAsync(claire, key, Doing(key, TaskDeeds.Snooze, new() { [$"{TaskDeeds.Snooze}-{mark}-until"] = $"{tomorrow:yyyy-MM-dd}" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        await SendAsync(claire, key, Doing(key, TaskDeeds.Snooze, new() { [$"{TaskDeeds.Snooze}-{mark}-until"] = $"{tomorrow:yyyy-MM-dd}", [$"{TaskDeeds.Snooze}-{mark}-reason"] = "Diplôme attendu" }));
        Assert.DoesNotContain($"id=\"{mark}\"", await claire.Http.GetStringAsync(new Uri("/a-faire", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Contains($"id=\"{mark}\"", await claire.Http.GetStringAsync(new Uri("/a-faire?voir=cote", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_opens_in_place_and_a_stranger_finds_nothing()
    {
        using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        var key = await KeyAsync("Manon Leclerc", "admissibility");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(anne, key, Doing(key, TaskDeeds.Do))).StatusCode);
        Assert.Contains("Rien ne vous attend", await anne.ReadAsync("/a-faire"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await sami.StatusAsync("/a-faire"));
        Assert.Equal(HttpStatusCode.NotFound, await sami.StatusAsync("/a-faire?voir=rien"));
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        var html = await mehdi.Http.GetStringAsync(new Uri("/a-faire?ouvrir=" + await KeyAsync("Chloé Marty", "preselection"), UriKind.Relative), Ct);
        Assert.Contains("Présélectionner", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_that_is_stopped_is_started_again_and_an_administrator_takes_its_cases_to_the_version_in_force()
    {
        var (instance, old) = await OldVersion.StoppedAsync(site.Engine, ministry.Applications["Manon Leclerc"], Ct);
        using var karim = await Visitor.SignedInAsync(site.Address, ministry.Karim);
        var page = await karim.ReadAsync("/exploitation");
        Assert.Contains("Procédures arrêtées (1)", page, StringComparison.Ordinal);
        Assert.Matches("est arrêté à .*Attendre un constat d’infructuosité.*aucune suite ne convient au dossier", page);
        Assert.DoesNotContain("Leclerc", page, StringComparison.Ordinal);
        Dictionary<string, string> retry = new() { ["instance"] = $"{instance}", ["numero"] = "1" };
        Assert.Equal(HttpStatusCode.Redirect, (await karim.PostAsync("/exploitation", "/exploitation?handler=Procedure", retry)).StatusCode);
        Assert.Contains("Procédures arrêtées (1)", await karim.ReadAsync("/exploitation"), StringComparison.Ordinal);

        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.NotEqual(HttpStatusCode.OK, await claire.StatusAsync("/procedures/selection/versions"));
        var versions = $"/procedures/selection/versions?depuis={old}";
        Assert.Contains("1 dossier y attend", (await karim.ReadAsync(versions)).Replace('\u00A0', ' '), StringComparison.Ordinal);
        var wrong = await karim.PostAsync(versions, versions, new() { ["lieu-must-wait"] = "admissibility" });
        Assert.Contains("n’a pas d’élément du même genre", await Visitor.TextAsync(wrong), StringComparison.Ordinal);
        var done = await karim.PostAsync(versions, versions, new() { ["lieu-must-wait"] = "must-wait" });
        Assert.Contains("1 dossier est passé à la version en vigueur.", (await Visitor.TextAsync(done)).Replace('\u00A0', ' '), StringComparison.Ordinal);
        await karim.PostAsync("/exploitation", "/exploitation?handler=Procedure", new(retry) { ["numero"] = "2" });
        Assert.DoesNotContain("Procédures arrêtées", await karim.ReadAsync("/exploitation"), StringComparison.Ordinal);
        Assert.Equal(instance, (await KeyAsync("Manon Leclerc", "admissibility")).Instance);
    }

    [Fact]
    public async Task The_agreement_of_the_origin_is_asked_by_a_letter_that_is_read_first_and_leaves_once()
    {
        var person = ministry.Applications["Paul Lemoine"];
        var key = await AskingReleaseAsync(person);
        var mark = TaskDeeds.Mark(key);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var form = await claire.ReadAsync($"/a-faire?ouvrir={key}");
        Assert.Contains("Votre silence pendant 2\u00A0mois", form, StringComparison.Ordinal);
        Dictionary<string, string> letter = new() { ["commande"] = $"{Guid.CreateVersion7()}", ["geste"] = $"{TaskDeeds.Do}-{mark}", [$"{TaskDeeds.Do}-{mark}-objet"] = "Demande d’accord", [$"{TaskDeeds.Do}-{mark}-message"] = "Madame, Monsieur, relu." };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(claire, key, new(letter) { [$"{TaskDeeds.Do}-{mark}-to"] = "rh chez beta" })).StatusCode);
        letter[$"{TaskDeeds.Do}-{mark}-to"] = "rh@beta.exemple";
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(claire, key, letter)).StatusCode);
        await SendAsync(claire, key, letter);
        await using var query = site.Engine.Database.CreateCommand($"select string_agg(address || '/' || body || '/' || letter, ' ') from jalon.mail where about = '{person}' and letter = 'ReleaseRequest'");
        object? sent;
        while ((sent = await query.ExecuteScalarAsync(Ct)) is null or DBNull) await Task.Yield();
        Assert.Equal("rh@beta.exemple/Madame, Monsieur, relu./ReleaseRequest", sent);
    }

    /// <summary>A finalisation begun now, by something live.</summary>
    private async Task<TaskKey> AskingReleaseAsync(Guid application)
    {
        var instance = Guid.CreateVersion7();
        await site.Engine.Silo.SendAsync(new Envelope(instance, new StartInstance(instance, "finalisation", application, 1_000, "Finalising", TakenUp: true), Guid.CreateVersion7(), Actor.System), Ct);
        return new TaskKey(instance, "ask-release", 1, "");
    }

    [Fact]
    public void Every_command_and_every_answer_of_the_procedures_has_its_right_and_its_words()
    {
        foreach (var procedure in Library.Default(Rules.Default).All)
        {
            foreach (var task in procedure.Elements.OfType<UserTask>())
            {
                Assert.All(task.Answers, answer => Assert.True(Labels.Has($"Answer.{answer}"), answer));
                var entry = new TaskEntry(new TaskKey(Guid.Empty, task.Id, 1, ""), procedure.Id, procedure.Case.Name, Guid.Empty, task.Kind, new Holder(null, null, null), null, default, null, null, default, null) { Element = task };
                Assert.True(TaskRights.ActOf(entry) is not null, $"{procedure.Id} {task.Id}");
            }
        }
    }

    [Fact]
    public async Task Each_diagram_has_its_table_its_figures_and_its_file_and_says_where_a_case_stands()
    {
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        Assert.Contains("Choisir une personne", await odile.ReadAsync("/procedures"), StringComparison.Ordinal);
        var page = await odile.ReadAsync("/procedures/selection");
        Assert.Contains("Vérifier la recevabilité Tâche Recrutement 3", page, StringComparison.Ordinal);
        Assert.Equal(site.Engine.Procedures.InForce["selection"].File.ToArray(), await odile.Http.GetByteArrayAsync(new Uri("/procedures/selection/file", UriKind.Relative), Ct));
        Assert.Contains("Présélectionner le dossier est ici", await odile.ReadAsync($"/procedures/selection?dossier={ministry.Applications["Chloé Marty"]}"), StringComparison.Ordinal);
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync($"/procedures/selection?dossier={ministry.Applications["Chloé Marty"]}"));
        Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync("/procedures/rien"));
    }
}
