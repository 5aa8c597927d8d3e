using System.Text;
using Jalon.Grains;

namespace Jalon.Web.Tests.Api;

/// <summary>A clear answer for each, and nothing stored by halves.</summary>
[Collection(ApiCollection.Name)]
public sealed class BadInput(ApiHost host)
{
    [Theory]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("""{"organisationId":"nope","sheet":{}}""", "organisationId")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{"branch":"Ville"}}""", "sheet.branch")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{"branch":1}}""", "sheet.branch")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{"openings":"1"}}""", "sheet.openings")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{"vacantFrom":"01/02/2026"}}""", "sheet.vacantFrom")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{"requiredDocuments":["Lettre"]}}""", "sheet.requiredDocuments[0]")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{},"titel":"x"}""", "titel")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{},"\ud800":"x"}""", "")]
    [InlineData("""{"organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","organisationId":"019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41","sheet":{}}""", "")]
    public async Task What_does_not_follow_the_description_is_malformed(string body, string field)
    {
        var answer = await host.PostAsync("recruiter", "/vacancies", body);
        Assert.Equal((400, "malformed"), (answer.Status, answer.Code));
        if (field.Length > 0) Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.GetRawText());
    }

    [Fact]
    public async Task An_unknown_value_is_told_those_that_exist()
    {
        var answer = await host.PostAsync("recruiter", "/candidates", new { givenName = "Ana", familyName = "Exemple", status = "Stagiaire" });
        Assert.Contains("CivilServant, ContractAgent, External", answer.Body.GetProperty("errors").GetProperty("status")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_field_that_cannot_be_taken_is_named()
    {
        var answer = await host.PostAsync("recruiter", "/vacancies", new
        {
            organisationId = host.Alpha,
            sheet = new { title = new string('x', 151), missions = "nul\0", profile = "à \u202Erebours", place = "\uFFFD", vacantFrom = "0001-01-01", neededSince = "9999-12-31", openings = 0 },
        });
        Assert.Equal((422, "invalid_fields"), (answer.Status, answer.Code));
        Assert.Equal(["sheet.missions", "sheet.neededSince", "sheet.openings", "sheet.place", "sheet.profile", "sheet.title", "sheet.vacantFrom"],
            answer.Body.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Absent_fields_are_named_together()
    {
        var answer = await host.PostAsync("recruiter", "/candidates", new { email = "x" });
        Assert.Equal((422, 3), (answer.Status, answer.Body.GetProperty("errors").EnumerateObject().Count()));
    }

    [Fact]
    public async Task A_lone_surrogate_is_a_field_to_correct()
    {
        foreach (var text in new[] { "\\ud800", "\\udc00x", "a\\ud83d" })
        {
            var answer = await host.PostAsync("recruiter", "/candidates", $$"""{"givenName":"{{text}}","familyName":"Exemple","status":"External"}""");
            Assert.Equal((422, "invalid_fields"), (answer.Status, answer.Code));
            Assert.True(answer.Body.GetProperty("errors").TryGetProperty("givenName", out _));
        }

        using var bytes = new ByteArrayContent([.. "{\"givenName\":\""u8, 0xFF, .. "\",\"familyName\":\"E\",\"status\":\"External\"}"u8]);
        bytes.Headers.ContentType = new("application/json");
        Assert.Equal(422, (await host.SendAsync("recruiter", HttpMethod.Post, "/candidates", bytes, Guid.CreateVersion7())).Status);
    }

    [Fact]
    public async Task A_name_with_an_emoji_is_a_name()
    {
        Assert.Equal(201, (await host.PostAsync("recruiter", "/candidates", new { givenName = "Zoé 🦊", familyName = "Exemple", status = "External" })).Status);
    }

    [Fact]
    public async Task Ten_megabytes_are_too_much()
    {
        var answer = await host.PostAsync("recruiter", "/vacancies", $"{{\"missions\":\"{new string('x', 10_000_000)}\"}}");
        Assert.Equal((413, "too_large"), (answer.Status, answer.Code));
        Assert.Equal(400, (await host.PostAsync("recruiter", "/vacancies", new string('[', 5_000))).Status);
    }

    [Fact]
    public async Task What_is_not_json_is_not_read()
    {
        using var form = new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded");
        var answer = await host.SendAsync("recruiter", HttpMethod.Post, "/vacancies", form, Guid.CreateVersion7());
        Assert.Equal((415, "unsupported_media_type"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        foreach (var path in new[] { "/nowhere", "/vacancies/12", $"/vacancies/{Guid.CreateVersion7()}", $"/applications/{Guid.CreateVersion7()}/timeline", $"/organisations/{Guid.CreateVersion7()}" })
            Assert.Equal((404, "not_found"), ((await host.GetAsync("recruiter", path)) is var answer ? answer.Status : 0, answer.Code));
        Assert.Equal("method_not_allowed", (await host.SendAsync("recruiter", HttpMethod.Patch, "/vacancies", null, Guid.CreateVersion7())).Code);
    }

    [Fact]
    public async Task Addresses_are_read_strictly()
    {
        foreach (var path in new[] { "/vacancies?limit=0", "/vacancies?stage=Nope", "/vacancies?stage=3", "/vacancies?after=x", "/vacancies?organisation=x", "/vacancies?text=%00", "/organisations?limit=-1" })
            Assert.Equal((400, "malformed"), ((await host.GetAsync("recruiter", path)) is var answer ? answer.Status : 0, answer.Code));
        Assert.Equal(400, (await host.GetAsync("filiere", "/facts?after=1.2")).Status);
        Assert.Equal(410, (await host.GetAsync("filiere", "/facts?after=1.2.3")).Status);
    }

    [Fact]
    public async Task One_key_has_one_effect_and_one_answer()
    {
        var key = Guid.CreateVersion7();
        var body = new { givenName = "Inès", familyName = "Exemple", status = "External" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.PostAsync("recruiter", "/candidates", body, key)));
        Assert.All(answers, answer => Assert.Equal((201, answers[0].Body.GetRawText()), (answer.Status, answer.Body.GetRawText())));
        Assert.Equal(1, answers[0].Body.GetProperty("version").GetInt32());
        foreach (var other in new[] { ("recruiter", "Inas"), ("lead", "Inès") })
        {
            var mismatch = await host.PostAsync(other.Item1, "/candidates", new { givenName = other.Item2, familyName = "Exemple", status = "External" }, key);
            Assert.Equal((422, "idempotency_mismatch"), (mismatch.Status, mismatch.Code));
        }
    }

    [Fact]
    public async Task A_key_cannot_use_up_an_id_of_the_program()
    {
        var (_, applications) = await host.PublishedAsync(1, Stage.Received);
        var key = DerivedId.Of("acceptance", applications[0], 1, "anything");
        Assert.Equal(200, (await host.PostAsync("recruiter", $"/applications/{applications[0]}/move", new { to = "Admissible" }, key)).Status);
        await using var query = host.Engine.Database.CreateCommand("select count(*) from jalon.command where id = $1");
        query.Parameters.Add(new() { Value = key });
        Assert.Equal(0L, await query.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_role_that_reaches_everywhere_is_not_given_by_an_administrator_of_one_ministry()
    {
        var person = host.Person("manager");
        var wide = await host.PostAsync("admin", $"/organisations/{host.Alpha}/roles", new { personId = person, role = "FiliereHr", from = DateTimeOffset.UtcNow });
        Assert.Equal((403, "role_too_wide"), (wide.Status, wide.Code));
        Assert.Equal(200, (await host.PostAsync("admin", $"/organisations/{host.Alpha}/roles", new { personId = person, role = "Assessor", from = DateTimeOffset.UtcNow })).Status);
    }
}
