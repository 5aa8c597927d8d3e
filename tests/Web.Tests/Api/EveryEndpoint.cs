using System.Text.RegularExpressions;
using Jalon.Grains;
using Jalon.Grains.Reconversions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Jalon.Web.Tests.Api;

/// <summary>What holds for every endpoint there is, read from the program: a new one cannot be forgotten.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class EveryEndpoint(ApiHost host)
{
    /// <summary>A search changes nothing; it is a POST because what it asks may be a name.</summary>
    private const string ReadByPost = "/search";

    [Fact]
    public async Task Asks_for_a_token()
    {
        foreach (var (method, path) in Endpoints().Select(one => (one.Method, Filled(one.Pattern, Guid.CreateVersion7()))).Append((HttpMethod.Get, "/nowhere")))
        {
            foreach (var token in new[] { null, "wrong", new string('x', 500) })
            {
                var answer = await host.SendAsync(token, method, path, null, Guid.CreateVersion7());
                Assert.True(answer is { Status: 401, Code: "unauthorized" }, $"{method} {path}: {answer.Status}");
                Assert.Equal("Bearer", answer.Response.Headers.WwwAuthenticate.Single().Scheme);
            }
        }
    }

    [Fact]
    public async Task Asks_for_an_idempotency_key_where_it_writes()
    {
        foreach (var (method, pattern) in Endpoints().Where(one => one.Method != HttpMethod.Get && one.Pattern != ReadByPost))
        {
            var path = Filled(pattern, Guid.CreateVersion7());
            Assert.Equal("idempotency_key_missing", (await host.SendAsync("recruiter", method, path, null, null)).Code);
            foreach (var key in new[] { "12", Guid.Empty.ToString(), $"{{{Guid.CreateVersion7()}}}" })
                Assert.Equal("idempotency_key_malformed", (await host.SendAsync("recruiter", method, path, null, key)).Code);
        }
    }

    [Fact]
    public async Task Tells_a_stranger_nothing()
    {
        var (vacancy, applications) = await host.PublishedAsync(1, Stage.Received);
        var candidate = (await host.GetAsync("recruiter", $"/applications/{applications[0]}")).Body.GetProperty("candidateId").GetGuid();
        var path = Guid.CreateVersion7();
        var template = new PathTemplate("P1", new DateOnly(2026, 1, 1), "NUM-01", 6, [], [], [], false, true);
        await host.TellAsync(path, new WishPath(path, candidate, host.Alpha, null, template));
        var ids = new Dictionary<string, Guid> { ["organisations"] = host.Alpha, ["vacancies"] = vacancy, ["applications"] = applications[0], ["candidates"] = candidate, ["paths"] = path };
        var creations = new Dictionary<string, object>
        {
            ["/organisations"] = new { name = "Intruse", level = "Service", parentId = host.Alpha },
            ["/vacancies"] = new { organisationId = host.Alpha, sheet = new { title = "Poste F/H" } },
            ["/applications"] = new { vacancyId = vacancy, candidateId = candidate, channel = "Jalon" },
            ["/paths"] = new { candidateId = Guid.CreateVersion7(), organisationId = host.Alpha, template },
        };
        foreach (var (method, pattern) in Endpoints())
        {
            var resource = pattern.Split('/')[1];
            if (!pattern.Contains("{id", StringComparison.Ordinal) && !creations.ContainsKey(pattern)) continue;
            if (method == HttpMethod.Get && creations.ContainsKey(pattern)) continue;
            var address = Filled(pattern, ids.GetValueOrDefault(resource));
            var answer = await host.SendAsync("stranger", method, address, creations.GetValueOrDefault(pattern), Guid.CreateVersion7());
            Assert.True(answer.Status == 404, $"{method} {address}: {answer.Status}");
        }

        Assert.Equal(404, (await host.GetAsync("recruiter", "/facts")).Status);
        foreach (var list in new[] { "/organisations", "/vacancies" })
            Assert.DoesNotContain(ids[list[1..]].ToString(), (await host.GetAsync("stranger", $"{list}?limit=200")).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_403_for_what_may_be_seen_and_not_done()
    {
        var (vacancy, _) = await host.PublishedAsync(0, Stage.Received);
        Assert.Equal(403, (await host.PostAsync("filiere", $"/vacancies/{vacancy}/closure")).Status);
        Assert.Equal(403, (await host.PutAsync("recruiter", $"/organisations/{host.Alpha}/name", new { name = "Autre" })).Status);
    }

    [Fact]
    public async Task Is_in_the_description()
    {
        var document = (await host.SendAsync(null, HttpMethod.Get, "/openapi/v1.json", null, null)).Body;
        var paths = document.GetProperty("paths");
        foreach (var (method, pattern) in Endpoints())
        {
            var path = $"/api/v1{RouteConstraint().Replace(pattern, "{$1}")}";
            Assert.True(paths.TryGetProperty(path, out var item) && item.TryGetProperty(method.Method.ToLowerInvariant(), out _), $"{method} {path}");
            var operation = item.GetProperty(method.Method.ToLowerInvariant());
            Assert.NotEqual("", operation.GetProperty("summary").GetString());
            Assert.Equal("application/problem+json", operation.GetProperty("responses").GetProperty("401").GetProperty("content").EnumerateObject().Single().Name);
            var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().Select(one => one.GetProperty("name").GetString()!).ToList() : [];
            Assert.Equal(method != HttpMethod.Get && pattern != ReadByPost, parameters.Contains("Idempotency-Key"));
            foreach (Match name in RouteParameter().Matches(path)) Assert.Contains(name.Groups[1].Value, parameters);
        }

        var schemas = document.GetProperty("components").GetProperty("schemas").GetRawText();
        Assert.Contains("\"Preselected\"", schemas, StringComparison.Ordinal);
        Assert.Contains("possibleFrom", schemas, StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("jeton").GetProperty("scheme").GetString());
    }

    private List<(HttpMethod Method, string Pattern)> Endpoints()
    {
        var found = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (HttpMethod.Parse(method), endpoint.RoutePattern.RawText!["/api/v1".Length..].TrimEnd('/'))))
            .ToList();
        Assert.True(found.Count > 90, $"{found.Count} endpoints");
        return found;
    }

    private static string Filled(string pattern, Guid id) => pattern.Replace("{id:guid}", $"{id}").Replace("{personId:guid}", $"{Guid.CreateVersion7()}")
        .Replace("{role}", "Recruiter").Replace("{type}", "Diploma").Replace("{code}", "NUM").Replace("{element}", "admissibility").Replace("{visit:int}", "1");

    [GeneratedRegex(@"\{(\w+)(:\w+)?\}")]
    private static partial Regex RouteConstraint();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();
}
