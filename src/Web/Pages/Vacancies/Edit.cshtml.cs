using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Writing the sheet of a post, new or not. What is mandatory may wait: it is asked for when the notice is published.</summary>
public sealed class EditModel(Engine engine) : PageModel
{
    /// <summary>The sheet to change; empty for a new post.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public Unmet? Unmet { get; private set; }

    public ErrorSummary Errors { get; private set; } = new([]);

    public IReadOnlyList<(string Title, IReadOnlyList<object> Fields)> Sections { get; private set; } = [];

    public IReadOnlyList<Choice> Organisations { get; private set; } = [];

    public string? Title { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        await ShowAsync(Id is { } id ? await SheetText.ReadAsync(engine.Database, id, ct) : new VacancySheet(), ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, SheetForm.Key);
        var sheet = SheetForm.Read(typed);
        var id = Id ?? DerivedId.Of("vacancy-of-form", this.CommandId());
        if (Id is null)
        {
            var organisation = typed.NeededId("organisationId");
            if (organisation != Guid.AllBitsSet && this.Barred(await MayCreateAsync(organisation, ct)) is { } elsewhere) return elsewhere;
            Unmet = await this.SendAsync(engine, SheetForm.Key, id, new DraftVacancy(id, organisation, sheet), typed.Problems);
        }
        else
        {
            Unmet = await this.SendAsync(engine, SheetForm.Key, id, new AmendSheet(sheet), typed.Problems);
        }

        if (Unmet is null)
        {
            this.Say("La fiche est enregistrée.");
            return Redirect($"/postes/{id}");
        }

        await ShowAsync(sheet, ct);
        Response.StatusCode = Unmet.Status;
        return Page();
    }

    /// <summary>A field of the form, with what was typed and what is wrong with it.</summary>
    public object Field(object field) => new ShownDeed(new Deed(SheetForm.Key, "", "", Act.AmendVacancy, new Submit(), _ => new Submit(), ""), "", Unmet).Field(field);

    private async Task<Right> MayCreateAsync(Guid organisation, CancellationToken ct) =>
        await Subjects.OfOrganisationAsync(engine.Database, organisation, ct) is { } seen ? Grants.Of(HttpContext.Who(), Act.CreateVacancy, seen.Subject) : Right.Unknown;

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (Id is not { } id) return this.Barred(Grants.Somewhere(who, Act.CreateVacancy));
        if (await Subjects.OfVacancyAsync(engine.Database, who, id, ct) is not { } seen) return NotFound();
        Title = seen.State.Title ?? "Poste sans intitulé";
        return this.Barred(Grants.Of(who, Act.AmendVacancy, seen.Subject));
    }

    private async Task ShowAsync(VacancySheet sheet, CancellationToken ct)
    {
        var who = HttpContext.Who();
        var people = await SheetText.PeopleAsync(engine.Database, ct);
        Sections = SheetForm.Sections(sheet, engine.Rules.Current, FrenchCalendar.DayOf(engine.Clock.GetUtcNow()), people);
        if (Id is null) Organisations = await SheetText.OrganisationsAsync(engine.Database, Grants.Reach(who, Act.CreateVacancy).In, ct);
        if (Unmet is not null) Errors = new ErrorSummary([.. Unmet.Problems.Select(problem => problem with { Field = $"{SheetForm.Key}-{problem.Field}" })]);
    }
}
