using System.Globalization;

using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Components;
using Jalon.Web.Host;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>What was agreed, with whom, by when.</summary>
public sealed class NoteActionModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "organisation")]
    public Guid Organisation { get; set; }

    [BindProperty(SupportsGet = true, Name = "poste")]
    public Guid? Post { get; set; }

    [BindProperty(Name = "id")]
    public Guid Id { get; set; } = Guid.CreateVersion7();

    [BindProperty(Name = "quoi")]
    public string? What { get; set; }

    [BindProperty(Name = "avec")]
    public string? Owner { get; set; }

    /// <summary>Whom it is given to, among the people of the organisation.</summary>
    [BindProperty(Name = "personne")]
    public Guid? Person { get; set; }

    public IReadOnlyList<(Guid Id, string Name, Role Role)> People { get; private set; } = [];

    [BindProperty(Name = "echeance")]
    public string? Due { get; set; }

    public string About { get; private set; } = "";

    public ErrorSummary? Errors { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct)) return NotFound();
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        var dated = DateOnly.TryParseExact(Due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due);
        FieldProblem[] problems =
        [
            .. Needed("quoi", What, AgreedActions.TextLength, "Écrivez ce qui est convenu."), .. Given is null ? Needed("avec", Owner, AgreedActions.OwnerLength, "Choisissez à qui l’action est confiée, ou écrivez avec qui elle est convenue.") : [],
            .. dated && due >= today && due <= today.AddYears(1) ? [] : new[] { new FieldProblem("echeance", "Donnez une date à venir, d’ici un an.") },
        ];
        if (problems.Length > 0)
        {
            (Errors, Response.StatusCode) = (new ErrorSummary(problems), StatusCodes.Status422UnprocessableEntity);
            return Page();
        }

        var action = new AgreedAction(Id, Organisation, Post, What!.Trim(), Given?.Name ?? Owner!.Trim(), due, engine.Clock.GetUtcNow(), Given?.Id);
        await AgreedActions.NoteAsync(engine.Database, action, HttpContext.Who().PersonId, ct);
        await AgreedActions.TellAsync(engine, action, About, ct);
        this.Say(Given is { } person ? $"Action confiée à {person.Name}, qui en reçoit le message. À suivre le {French.Date(due)}." : $"Action notée, à suivre le {French.Date(due)}.");
        return Redirect(MorningModel.Address);
    }

    public (Guid Id, string Name)? Given => People.Where(one => one.Id == Person).Select(one => ((Guid, string)?)(one.Id, one.Name)).FirstOrDefault();

    public SelectField PersonField => new("personne", "Confier à", [.. People.Select(one => new Choice($"{one.Id}", $"{one.Name}, {one.Role.Label()}"))], Person?.ToString(), "Cette personne en reçoit le message. Sinon, écrivez plus bas avec qui c’est convenu.", Errors?.For("personne"), "Personne ici");

    /// <summary>The organisation must be in the reader's reach, and the post of that organisation.</summary>
    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter || !perimeter.Tree.Has(Organisation) || perimeter.Organisations?.Contains(Organisation) == false) return false;
        About = perimeter.Tree.Name(Organisation);
        People = await AgreedActions.PeopleAsync(engine.Database, perimeter.Tree, Organisation, engine.Clock.GetUtcNow(), ct);
        if (Post is not { } id) return true;
        if (await Subjects.OfVacancyAsync(engine.Database, HttpContext.Who(), id, ct) is not { } seen || !Grants.Allows(HttpContext.Who(), Act.SeeVacancy, seen.Subject)) return false;
        About = $"{seen.State.Title ?? PostTitles.None} · {About}";
        return seen.State.OrganisationId == Organisation;
    }

    private static IEnumerable<FieldProblem> Needed(string field, string? value, int most, string missing) =>
        string.IsNullOrWhiteSpace(value) ? [new(field, missing)]
        : value.Length > most ? [new(field, $"{French.Count(most, "signe", "signes")} au plus.")]
        : value.Contains('\0', StringComparison.Ordinal) ? [new(field, "Un signe de ce texte ne peut pas être enregistré.")] : [];
}
