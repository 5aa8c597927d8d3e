using Jalon.Grains;

namespace Jalon.Web.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Searching(ApiHost host)
{
    [Fact]
    public async Task Finds_people_and_posts_for_who_may_open_them_and_nothing_for_the_others()
    {
        var (vacancy, applications) = await host.PublishedAsync(1, Stage.Received);
        var reference = (await host.GetAsync("recruiter", $"/vacancies/{vacancy}")).Body.GetProperty("reference").GetString()!;

        var found = (await host.PostAsync("recruiter", "/search", new { text = "exemple camlile0" })).Body;
        var person = found.GetProperty("people").EnumerateArray().Single(one => one.GetRawText().Contains(applications[0].ToString(), StringComparison.Ordinal));
        Assert.Equal(("Camille0 Exemple", true), (person.GetProperty("name").GetString(), person.GetProperty("near").GetBoolean()));
        Assert.Equal("Received", person.GetProperty("applications")[0].GetProperty("stage").GetString());

        Assert.Equal(vacancy, (await host.PostAsync("recruiter", "/search", new { text = reference[2..] })).Body.GetProperty("vacancies")[0].GetProperty("id").GetGuid());
        Assert.Equal(vacancy, (await host.PostAsync("filiere", "/search", new { text = reference })).Body.GetProperty("vacancies")[0].GetProperty("id").GetGuid());
        foreach (var who in new[] { "stranger", "filiere", "admin", "advisor" })
            Assert.Equal(0, (await host.PostAsync(who, "/search", new { text = "exemple" })).Body.GetProperty("people").GetArrayLength());
        Assert.Equal(0, (await host.PostAsync("stranger", "/search", new { text = reference })).Body.GetProperty("vacancies").GetArrayLength());
    }

    [Fact]
    public async Task Says_what_cannot_be_searched_and_asks_for_no_key()
    {
        foreach (var text in new[] { "", "a", "%%%", new string('é', 300), "Paul\0Lemoine", "🙂" })
        {
            var answer = await host.SendAsync("recruiter", HttpMethod.Post, "/search", new { text }, null);
            Assert.Equal((422, "invalid_fields"), (answer.Status, answer.Code));
            Assert.EndsWith(".", answer.Body.GetProperty("errors").GetProperty("text")[0].GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("malformed", (await host.SendAsync("recruiter", HttpMethod.Post, "/search", """{"text":12}""", null)).Code);
        Assert.Equal("unsupported_media_type", (await host.SendAsync("recruiter", HttpMethod.Post, "/search", (HttpContent?)null, null)).Code);
    }
}
