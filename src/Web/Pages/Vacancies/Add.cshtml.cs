using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Adding a candidacy: somebody already known by their e-mail address, or a new person.</summary>
public sealed class AddModel(Engine engine) : PageModel
{
    private const string Key = "candidature";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public ShownDeed Form { get; private set; } = null!;

    /// <summary>The candidacy this person already has here.</summary>
    public string? AlreadyUrl { get; private set; }

    public string Back => $"/postes/{Id}/tableau";

    private Unmet? unmet;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, Key);
        var email = typed.Text("email");
        var known = email is null ? null : await People.FindAsync(engine.Database, email, ct);
        var person = known ?? DerivedId.Of("candidate-of-form", this.CommandId());
        unmet = known is null ? await RegisterAsync(typed, person, email) : null;
        unmet ??= await ApplyAsync(typed, person);
        if (unmet is not null) return Again(person);
        var application = DerivedId.Application(Id, person);
        this.Say("La candidature est enregistrée, à l’étape Reçue.");
        return Redirect($"/postes/{Id}/tableau#carte-{application}");
    }

    private async Task<Unmet?> RegisterAsync(Typed typed, Guid person, string? email)
    {
        if (email is null) return new Unmet(Key, Request.Form, [new FieldProblem("email", "Écrivez l’adresse de la personne : elle évite les doublons.".Replace(" :", "\u00A0:", StringComparison.Ordinal))]);
        var register = new Register(person, typed.Words("givenName"), typed.Words("familyName"), email, null, typed.NeededChoice<CandidateStatus>("status"), typed.Choice<Category>("category"));
        // The rest of the form is checked before the person is created: nothing is stored by halves.
        var command = Application(typed, person);
        return await this.SendAsync(engine, Key, person, register, [.. typed.Problems.Concat(command.Problems()).DistinctBy(problem => problem.Field)], DerivedId.Of("register-of-form", this.CommandId()));
    }

    private async Task<Unmet?> ApplyAsync(Typed typed, Guid person)
    {
        var command = Application(typed, person);
        return await this.SendAsync(engine, Key, DerivedId.Application(Id, person), command, [.. typed.Problems.DistinctBy(problem => problem.Field)]);
    }

    private Apply Application(Typed typed, Guid person)
    {
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        var filed = typed.Date("filedAt") is { } day && day != today && day.Year is > 1900 and < 9000 ? FrenchCalendar.StartOf(day).AddHours(12) : (DateTimeOffset?)null;
        return new Apply(Id, person, Seen.State.OrganisationId, typed.NeededChoice<CandidateStatus>("status"), typed.NeededChoice<Channel>("channel"), filed);
    }

    private PageResult Again(Guid person)
    {
        if (unmet!.Refusal?.Refusal.Code is "already_applied" or "already_in_post" or "already_closed") AlreadyUrl = $"/candidatures/{DerivedId.Application(Id, person)}";
        Show();
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.AddCandidate, seen.Subject)) is { } barred) return barred;
        Seen = seen;
        Show();
        return null;
    }

    private void Show()
    {
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        object[] fields =
        [
            new TextField("email", "Courriel", Hint: "si la personne est déjà connue, son identité est reprise", Type: "email", Autocomplete: "off", Required: true),
            new TextField("givenName", "Prénom", Hint: "seulement pour une nouvelle personne", Autocomplete: "off"),
            new TextField("familyName", "Nom", Hint: "seulement pour une nouvelle personne", Autocomplete: "off"),
            new SelectField("status", "Situation", CaseDeeds.Members<CandidateStatus>(), Required: true),
            new SelectField("category", "Catégorie", CaseDeeds.Members<Category>(), Empty: "Non précisée"),
            new SelectField("channel", "Origine de la candidature", CaseDeeds.Members(Channel.Import), nameof(Channel.CommonSpace), Required: true),
            new TextField("filedAt", "Déposée le", $"{today:yyyy-MM-dd}", Type: "date", Required: true),
        ];
        var probe = new AddNote("");
        Form = new ShownDeed(new Deed(Key, "Ajouter la candidature", "Ajouter", Act.AddCandidate, probe, _ => probe, "") { Fields = fields }, $"/postes/{Id}/ajouter", unmet);
    }
}
