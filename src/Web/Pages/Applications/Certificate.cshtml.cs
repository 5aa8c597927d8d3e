using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Legal;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Jalon.Workflows.Clocks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>The certificate that an origin administration accepted by its silence: dated, with the count that proves it, made to be printed.</summary>
public sealed class CertificateModel(Engine engine) : PageModel
{
    private const string Rule = "origin-silence";

    public CaseReading Reading { get; private set; } = null!;

    public LegalDeadline Deadline { get; private set; } = null!;

    public string Organisation { get; private set; } = "";

    public string? Post { get; private set; }

    public DateTimeOffset Now => Reading.Now;

    /// <summary>The time is over and nothing answered before.</summary>
    public bool Granted => Deadline.IsOpen && Deadline.Due <= Now;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), id, ct) is not { } reading) return NotFound();
        Reading = reading;
        if (this.Barred(Grants.Of(reading.Who, Act.AskRelease, reading.Seen.Subject)) is { } barred) return barred;
        var state = reading.Seen.State;
        var deadlines = await LegalQuery.OfCaseAsync(engine, id, "application", state.OrganisationId, ct);
        if (deadlines.FirstOrDefault(deadline => deadline.Rule == Rule) is not { } found) return NotFound();
        Deadline = found;
        Organisation = (await Names.OfAsync(engine.Database, [state.OrganisationId], ct))[state.OrganisationId] ?? "";
        Post = (await engine.Silo.ReadAsync<Jalon.Grains.Vacancies.Vacancy>(state.VacancyId, ct))?.State.Sheet.Title;
        return Page();
    }
}
