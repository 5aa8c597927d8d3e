using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;

namespace Jalon.Web.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class RecruitingByHttpAlone(ApiHost host)
{
    private static readonly DateOnly Today = Grains.Calendar.FrenchCalendar.DayOf(DateTimeOffset.UtcNow);

    [Fact]
    public async Task From_the_organisation_to_the_person_in_post()
    {
        var service = await DoneAsync(host.PostAsync("admin", "/organisations", new { name = "Service des produits", level = "Service", parentId = host.Alpha }), 201);
        var vacancy = await DoneAsync(host.PostAsync("recruiter", "/vacancies", new { organisationId = service, sheet = ApiHost.Sheet with { Title = null } }), 201);
        await DoneAsync(host.PostAsync("recruiter", $"/vacancies/{vacancy}/submission"));
        await DoneAsync(host.PostAsync("lead", $"/vacancies/{vacancy}/approval"));
        var publication = new { reference = "2026-77", applicationsUntil = Today.AddDays(60), onCommonSpaceSince = Today };
        var early = await host.PostAsync("recruiter", $"/vacancies/{vacancy}/publication", publication);
        Assert.Equal((409, "missing_items"), (early.Status, early.Code));
        Assert.Contains("Title", (await host.GetAsync("recruiter", $"/vacancies/{vacancy}")).Body.GetProperty("missing").EnumerateArray().Select(item => item.GetString()));
        await DoneAsync(host.PutAsync("recruiter", $"/vacancies/{vacancy}/sheet", ApiHost.Sheet));
        await DoneAsync(host.PostAsync("recruiter", $"/vacancies/{vacancy}/publication", publication));
        var chosen = await AppliedAsync(vacancy, "Léa 🦊");
        var other = await AppliedAsync(vacancy, "Noé");
        await ToInterviewAsync(chosen);
        await RetainedAsync(vacancy, chosen, other);
        await EngagedAsync(chosen);
        await ToldAsync(vacancy, chosen);
    }

    [Fact]
    public async Task A_hundred_candidacies_are_moved_in_one_request()
    {
        var (vacancy, applications) = await host.PublishedAsync(100, Stage.Received);
        var body = new { applicationIds = applications.Append(Guid.CreateVersion7()), to = "Admissible" };
        var key = Guid.CreateVersion7();
        var first = await host.PostAsync("recruiter", $"/vacancies/{vacancy}/applications/move", body, key);
        var lines = first.Body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(100, lines.Count(line => line.GetProperty("done").GetBoolean()));
        Assert.Equal("not_found", lines[^1].GetProperty("code").GetString());
        Assert.Equal(first.Body.GetRawText(), (await host.PostAsync("recruiter", $"/vacancies/{vacancy}/applications/move", body, key)).Body.GetRawText());
        var board = (await host.GetAsync("recruiter", $"/vacancies/{vacancy}/board?limit=7")).Body.GetProperty("columns");
        Assert.Equal((100, 7), (board[1].GetProperty("count").GetInt32(), board[1].GetProperty("cards").GetArrayLength()));
    }

    [Fact]
    public async Task Names_stay_with_those_who_may_read_them()
    {
        var (vacancy, applications) = await host.PublishedAsync(1, Stage.Received);
        var seen = (await host.GetAsync("recruiter", $"/vacancies/{vacancy}/board")).Body.GetRawText();
        var hidden = (await host.GetAsync("filiere", $"/vacancies/{vacancy}/board")).Body.GetRawText();
        Assert.Contains("Camille0 Exemple", seen, StringComparison.Ordinal);
        foreach (var path in new[] { $"/vacancies/{vacancy}/board", $"/applications/{applications[0]}", $"/applications/{applications[0]}/timeline" })
        {
            var text = (await host.GetAsync("filiere", path)).Body.GetRawText();
            Assert.DoesNotContain("Camille0", text, StringComparison.Ordinal);
            Assert.DoesNotContain("candidateId", text, StringComparison.Ordinal);
        }

        Assert.Contains(applications[0].ToString(), hidden, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_acceptance_is_refused_again_with_the_same_words()
    {
        var (vacancy, applications) = await host.PublishedAsync(2, Stage.Interview);
        var keys = applications.Select(_ => Guid.CreateVersion7()).ToArray();
        // Both are asked before either is held, as two recruiters clicking together would.
        var asked = await Task.WhenAll(applications.Zip(keys, (id, key) => host.Engine.Silo.SendAsync(new Envelope(id, new AskAcceptance(), key, new Actor(host.Person("recruiter"))))));
        Assert.SkipWhen(asked.Any(reply => reply is not Done), "One was held before the other was asked.");
        var first = await Task.WhenAll(applications.Zip(keys, (id, key) => host.PostAsync("recruiter", $"/applications/{id}/acceptance", key: key)));
        var again = await Task.WhenAll(applications.Zip(keys, (id, key) => host.PostAsync("recruiter", $"/applications/{id}/acceptance", key: key)));
        Assert.Equal([200, 409], first.Select(answer => answer.Status).Order());
        Assert.Equal(first.Select(answer => answer.Body.GetRawText()), again.Select(answer => answer.Body.GetRawText()));
        Assert.Equal("no_free_opening", first.Single(answer => answer.Status == 409).Code);
        Assert.Equal("Held", (await host.GetAsync("recruiter", $"/vacancies/{vacancy}")).Body.GetProperty("openings")[0].GetProperty("status").GetString());
    }

    private async Task<Guid> AppliedAsync(Guid vacancy, string givenName)
    {
        var candidate = await DoneAsync(host.PostAsync("recruiter", "/candidates", new { givenName, familyName = "Exemple", status = "CivilServant" }), 201);
        return await DoneAsync(host.PostAsync("recruiter", "/applications", new { vacancyId = vacancy, candidateId = candidate, channel = "Email" }), 201);
    }

    private async Task ToInterviewAsync(Guid application)
    {
        var skipped = await host.PostAsync("recruiter", $"/applications/{application}/move", new { to = "Interview" });
        Assert.Equal(409, skipped.Status);
        Assert.Equal("application/problem+json", skipped.Response.Content.Headers.ContentType!.MediaType);
        foreach (var to in new[] { "Admissible", "Preselected" }) await DoneAsync(host.PostAsync("recruiter", $"/applications/{application}/move", new { to }));
        foreach (var assessor in new[] { "first", "second" })
            await DoneAsync(host.PostAsync("recruiter", $"/applications/{application}/assessors", new { personId = host.Person(assessor) }));
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{application}/move", new { to = "Interview" }));
        foreach (var assessor in new[] { "first", "second" })
        {
            Assert.Equal(404, (await host.GetAsync(assessor, $"/applications/{application}")).Status);
            await DoneAsync(host.PostAsync(assessor, $"/applications/{application}/impartiality"));
            Assert.DoesNotContain("Solide", (await host.GetAsync(assessor, $"/applications/{application}/opinions")).Body.GetRawText(), StringComparison.Ordinal);
            await DoneAsync(host.PostAsync(assessor, $"/applications/{application}/opinions", new { text = "Solide.", levels = new[] { new { criterion = "Écoute", level = "Met" } } }));
        }

        Assert.Contains("Solide", (await host.GetAsync("second", $"/applications/{application}/opinions")).Body.GetRawText(), StringComparison.Ordinal);
    }

    private async Task RetainedAsync(Guid vacancy, Guid chosen, Guid other)
    {
        var early = await host.PostAsync("recruiter", $"/applications/{chosen}/acceptance");
        Assert.Equal((409, "legal_month"), (early.Status, early.Code));
        Assert.True(early.Body.GetProperty("possibleFrom").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(20));
        Assert.Equal("legal_month", (await host.GetAsync("recruiter", $"/vacancies/{vacancy}/board")).Body.GetProperty("columns")[3].GetProperty("cards")[0].GetProperty("blocks")[0].GetProperty("code").GetString());
        await DoneAsync(host.PutAsync("lead", $"/vacancies/{vacancy}/urgency", new { reason = "Départ.", authority = "La directrice" }));
        Assert.Equal(409, (await host.PostAsync("recruiter", $"/applications/{chosen}/acceptance")).Status);
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{other}/rejection", new { reason = "Profile", shared = true }));
        await DoneAsync(host.SendAsync("recruiter", HttpMethod.Delete, $"/applications/{other}/rejection", null, Guid.CreateVersion7()));
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{other}/rejection", new { reason = "Profile", shared = true }));
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{chosen}/acceptance"));
    }

    private async Task EngagedAsync(Guid chosen)
    {
        await DoneAsync(host.PutAsync("recruiter", $"/applications/{chosen}/priorities"));
        await DoneAsync(host.PutAsync("recruiter", $"/applications/{chosen}/choice", new { criteria = "Écoute", assessments = "Solide", persons = new[] { host.Person("lead") }, dates = new[] { Today } }));
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{chosen}/proposal", new { wayIn = "Transfer", startDate = Today.AddDays(40) }));
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{chosen}/proposal/answer", new { answer = "Accept" }));
        await DoneAsync(host.PutAsync("recruiter", $"/applications/{chosen}/engagement", new { kind = "Release", date = Today }));
        await DoneAsync(host.PostAsync("recruiter", $"/applications/{chosen}/move", new { to = "Confirmed" }));
        await DoneAsync(host.PutAsync("recruiter", $"/applications/{chosen}/arrival", new { date = Today }));
    }

    private async Task ToldAsync(Guid vacancy, Guid chosen)
    {
        Assert.Equal("InPost", (await host.GetAsync("recruiter", $"/applications/{chosen}")).Body.GetProperty("stage").GetString());
        var told = (await host.GetAsync("recruiter", $"/applications/{chosen}/timeline")).Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("label").GetString()).ToList();
        Assert.Equal("Candidature déposée", told[0]);
        Assert.Contains("Passée à l’étape En poste", told);
        Assert.Contains(vacancy.ToString(), (await host.GetAsync("recruiter", $"/vacancies?text=CONCEPTEUR&organisation={host.Alpha}&stage=Closed&limit=200")).Body.GetRawText()
            + (await host.GetAsync("recruiter", $"/vacancies?organisation={host.Alpha}&limit=200")).Body.GetRawText(), StringComparison.Ordinal);
        var facts = (await host.GetAsync("filiere", "/facts?limit=3")).Body;
        Assert.Equal(3, facts.GetProperty("facts").GetArrayLength());
        var next = facts.GetProperty("next").GetString();
        Assert.NotEqual(facts.GetProperty("facts")[0].GetRawText(), (await host.GetAsync("filiere", $"/facts?limit=1&after={next}")).Body.GetProperty("facts")[0].GetRawText());
    }

    private static async Task<Guid> DoneAsync(Task<Answer> asked, int status = 200)
    {
        var answer = await asked;
        Assert.True(answer.Status == status, $"{answer.Response.RequestMessage!.RequestUri}: {answer.Status} {(answer.Body.ValueKind == JsonValueKind.Undefined ? "" : answer.Body.GetRawText())}");
        return answer.Id;
    }
}
