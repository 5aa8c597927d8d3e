using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jalon.Silo;
using Jalon.Tests;

namespace Jalon.Web.Tests.Faults;

/// <summary>A program that calls the API with somebody's token.</summary>
internal sealed class ApiCaller : IDisposable
{
    private readonly HttpClient http;

    private ApiCaller(HttpClient http) => this.http = http;

    public static async Task<ApiCaller> OfAsync(WholeSite site, Guid person)
    {
        var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await ApiTokens.CreateAsync(site.Engine.Database, person, CancellationToken.None));
        return new ApiCaller(http);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> PostAsync(string path, string body, Guid? key = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
        return await http.PostAsync(new Uri($"/api/v1{path}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>The problem of an answer, with the seconds after which to ask again.</summary>
    public static async Task<(int Status, string Code, string? RetryAfter)> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(text);
        Assert.NotEqual("", problem.RootElement.GetProperty("detail").GetString());
        return ((int)answer.StatusCode, problem.RootElement.GetProperty("code").GetString()!, answer.Headers.RetryAfter?.ToString());
    }

    public void Dispose() => http.Dispose();
}
