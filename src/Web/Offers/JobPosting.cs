using System.Net;
using System.Text;
using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Offers;

/// <summary>An open notice as search engines read it (schema.org, JobPosting): data in the page, which no browser runs.</summary>
public static class JobPosting
{
    /// <returns>JSON whose signs cannot end the element it stands in.</returns>
    public static string Of(OfferPage offer, string address) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["@context"] = "https://schema.org/",
        ["@type"] = "JobPosting",
        ["title"] = offer.Title,
        ["description"] = Html(offer.Sheet),
        ["identifier"] = offer.Post.Reference is { } reference ? new Dictionary<string, object?> { ["@type"] = "PropertyValue", ["name"] = offer.Employer, ["value"] = reference } : null,
        ["datePosted"] = (offer.Post.PublishedOn ?? offer.Post.OnCommonSpaceSince)?.ToString("O", French.Culture),
        ["validThrough"] = offer.Until is { } until ? $"{until:yyyy-MM-dd}T23:59:59" : null,
        ["employmentType"] = offer.Sheet.Permanent == false || offer.Sheet.ContractMonths is not null ? "CONTRACTOR" : "FULL_TIME",
        ["hiringOrganization"] = new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = offer.Sheet.Organisation ?? offer.Employer },
        ["jobLocation"] = new Dictionary<string, object?>
        {
            ["@type"] = "Place",
            ["address"] = new Dictionary<string, object?> { ["@type"] = "PostalAddress", ["addressLocality"] = offer.Sheet.Place, ["addressCountry"] = "FR" },
        },
        ["directApply"] = true,
        ["url"] = address,
    }.Where(part => part.Value is not null).ToDictionary());

    private static string Html(VacancySheet sheet)
    {
        var html = new StringBuilder();
        foreach (var (title, text) in new[] { ("Missions", sheet.Missions), ("Profil attendu", sheet.Profile), ("Conditions particulières", sheet.Conditions) })
            if (!string.IsNullOrWhiteSpace(text)) html.Append(French.Culture, $"<p><strong>{title}</strong></p><p>{WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>")}</p>");
        return html.ToString();
    }
}
