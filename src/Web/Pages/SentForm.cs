using Microsoft.AspNetCore.Diagnostics;

namespace Jalon.Web.Pages;

/// <summary>A form that a person sent and that could not be taken: it goes again as it was, under the same id of command, so that it has one effect.</summary>
/// <param name="Address">Where it was sent.</param>
/// <param name="Texts">What was written at length, to be read or copied.</param>
public sealed record SentForm(string Address, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<string> Texts)
{
    /// <summary>Null where what was sent is no form, or cannot be read.</summary>
    public static async Task<SentForm?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Features.Get<IExceptionHandlerPathFeature>() is not { Path: var path }) return null;
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            (string Name, string Value)[] fields = [.. from field in form from value in field.Value select (field.Key, value ?? "")];
            return new SentForm(path + http.Request.QueryString, fields, [.. fields.Select(field => field.Value).Where(value => value.Trim().Contains(' ', StringComparison.Ordinal))]);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
