using System.Net;
using System.Text.RegularExpressions;

namespace Jalon.Web.Tests.Pages;

/// <summary>A person at the site with their own cookies, who reads pages as text and sends their forms.</summary>
public sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = address };

    public HttpClient Http => http;

    public static async Task<Visitor> SignedInAsync(Uri address, Guid person)
    {
        var visitor = new Visitor(address);
        var answer = await visitor.PostAsync("/connexion", "/connexion", new() { ["personne"] = person.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public async Task<string> ReadAsync(string path)
    {
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        return await TextAsync(answer);
    }

    public async Task<HttpStatusCode> StatusAsync(string path) => (await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    /// <summary>Sends a form found on a page, with its token and the fields given.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, Dictionary<string, string> fields)
    {
        var html = await http.GetStringAsync(new Uri(page, UriKind.Relative));
        fields["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields);
        return await http.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    /// <summary>Sends a file from the form of a page, to that page unless said otherwise.</summary>
    public async Task<HttpResponseMessage> SendFileAsync(string page, string field, string value, string name, byte[] bytes, string fileField = "fichier", string? action = null)
    {
        var html = await http.GetStringAsync(new Uri(page, UriKind.Relative));
        using var form = new MultipartFormDataContent { { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" }, { new StringContent(value), field } };
        form.Add(new ByteArrayContent(bytes), fileField, name);
        return await http.PostAsync(new Uri(action ?? page, UriKind.Relative), form);
    }

    /// <summary>Presses the first button that begins so, on a page or at an address.</summary>
    public async Task SendAsync(string page, string button)
    {
        var html = page.StartsWith('/') ? await http.GetStringAsync(new Uri(page, UriKind.Relative)) : page;
        var at = html.IndexOf($">{button}", StringComparison.Ordinal);
        Assert.True(at > 0, $"no button {button}");
        var form = html[html.LastIndexOf("<form", at, StringComparison.Ordinal)..at];
        using var content = new FormUrlEncodedContent(Hidden().Matches(form + Antiforgery(html, at)).Select(field => field.Value).DistinctBy(field => Said(field, "name")).ToDictionary(field => Said(field, "name"), field => Said(field, "value")));
        var answer = await http.PostAsync(new Uri(Said(form, "action"), UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The token comes last in its form, after the button.</summary>
    private static string Antiforgery(string html, int from) => html[from..html.IndexOf("</form>", from, StringComparison.Ordinal)];

    /// <summary>What a person reads: no tag, entities as letters, one space between words.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage answer) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(await answer.Content.ReadAsStringAsync(), " ")), " ");

    /// <summary>The form of a page that this button sends: where, and its hidden fields.</summary>
    public static (string Action, Dictionary<string, string> Fields) FormOf(string html, string button)
    {
        var at = html.IndexOf($">{button}</button>", StringComparison.Ordinal);
        var form = html[html.LastIndexOf("<form", at, StringComparison.Ordinal)..html.IndexOf("</form>", at, StringComparison.Ordinal)];
        return (Said(form, "action"), Hidden().Matches(form).Select(field => field.Value).ToDictionary(field => Said(field, "name"), field => Said(field, "value")));
    }

    /// <summary>The first value of an attribute.</summary>
    private static string Said(string html, string attribute) => WebUtility.HtmlDecode(Regex.Match(html, $" {attribute}=\"([^\"]*)\"").Groups[1].Value);

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<input[^>]+type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("[ \\n\\r\\t]+")]
    private static partial Regex Spaces();
}
