using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Delays;
using Jalon.Web.Host;
using Jalon.Web.Offers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Jalon.Web.Pages.Offers;

/// <summary>One offer: what the job is, what comes after applying and in how long, and every mandatory item. A closed one keeps its page.</summary>
[AllowAnonymous]
public sealed class OfferModel(Engine engine, DelayReadings delays, IOptions<PagesOptions> pages) : PageModel
{
    public OfferPage Offer { get; private set; } = null!;

    /// <summary>The channel the visitor came by, carried on to the application.</summary>
    public string? Channel { get; private set; }

    public string ApplyUrl => $"/offres/{Offer.Id}/candidater{(Channel is null ? "" : $"?{ChannelLink.Field}={Channel}")}";

    public string? MailAddress => OfferWords.MailAddress(Offer.Sheet.ApplyTo);

    /// <summary>Neither in the demonstration, which has no real employer, nor once applications are closed.</summary>
    public string? Posting => pages.Value.Demonstration || !Offer.IsOpen ? null : JobPosting.Of(Offer, $"{Request.Scheme}://{Request.Host}/offres/{Offer.Id}");

    /// <summary>What the notice asks for now; private papers are announced, never asked at this point.</summary>
    public IReadOnlyList<DocumentType> Papers =>
        [.. (Offer.Sheet.RequiredDocuments ?? []).Where(type => !Grains.Applications.JobApplicationGrain.OnlyAfterSelection(type)).Prepend(DocumentType.CurriculumVitae).Distinct()];

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery(Name = ChannelLink.Field)] string? channel, CancellationToken ct)
    {
        if (await OfferPage.ReadAsync(engine, delays, id, ct) is not { } offer) return NotFound();
        (Offer, Channel) = (offer, ChannelLink.Known(channel));
        return Page();
    }
}
