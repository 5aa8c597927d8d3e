using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Choosing;

/// <summary>« Choisir »: the opinions on those heard, what is still missing, and the choice with its note.</summary>
public sealed class ChoiceModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public IReadOnlyList<ChoicePerson> People { get; private set; } = [];

    public IReadOnlyList<Condition> Conditions { get; private set; } = [];

    /// <summary>The form that could not be taken, and whose it is.</summary>
    public (Guid Application, Unmet Unmet)? Failed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? await ShowAsync(ct);

    /// <param name="candidature">The person it is about.</param>
    /// <param name="geste">Which of the deeds of the choice.</param>
    public async Task<IActionResult> OnPostAsync(Guid candidature, string? geste, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), candidature, ct) is not { } reading || reading.Seen.State.VacancyId != Id) return NotFound();
        if (await reading.DeedAsync(engine, geste, ct) is not { } deed) return Redirect($"/postes/{Id}/choix");
        if (this.Barred(Grants.Of(reading.Who, deed.Act, reading.Seen.Subject)) is { } refused) return refused;
        var typed = new Typed(Request.Form, deed.Key);
        var command = deed.Read(typed);
        if (await this.SendAsync(engine, deed.Key, candidature, command, typed.Problems) is not { } unmet)
        {
            this.Say(deed.Done);
            return Redirect($"/postes/{Id}/choix#personne-{candidature}");
        }

        Failed = (candidature, unmet);
        Response.StatusCode = unmet.Status;
        return await ShowAsync(ct);
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        Seen = seen;
        return this.Barred(Grants.Of(who, Act.RecordChoice, seen.Subject));
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        People = await ChoiceReading.PeopleAsync(engine, HttpContext.Who(), Id, ct);
        Conditions = await ChoiceReading.ConditionsAsync(engine, Id, Seen.State, People, ct);
        return Page();
    }
}
