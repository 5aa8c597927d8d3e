using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Procedures;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>One post: its sheet with what is missing, its dates, its legal month, what can be done now and what cannot yet.</summary>
public sealed class SheetModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public Vacancy State => Seen.State;

    public VacancySheet Sheet { get; private set; } = new();

    public string? Organisation { get; private set; }

    public Names People { get; private set; } = null!;

    public LegalMonth Month { get; private set; } = null!;

    public Deeds.Deeds Can { get; private set; } = new([], []);

    public Unmet? Unmet { get; private set; }

    public bool MaySeeBoard { get; private set; }

    public IReadOnlyList<CaseProcedure> Procedures { get; private set; } = [];

    /// <summary>Files are being read, or people heard.</summary>
    public bool MayChoose { get; private set; }

    public bool MayAmend { get; private set; }

    /// <summary>Approved at least, and by whoever may tell it to the world.</summary>
    public bool MayPublish => (State.Stage is VacancyStage.Approved or VacancyStage.Published or VacancyStage.Closed) && Grants.Allows(HttpContext.Who(), Act.PublishVacancy, Seen.Subject);

    public DateOnly Today { get; private set; }

    /// <summary>Each mandatory item, and whether it is written. The last three count where contract agents may apply.</summary>
    public IReadOnlyList<(string Label, bool Written)> Items => [.. SheetForm.Items(State.Sheet.Openness).Select(item => (Capital(item.Label()), !State.Sheet.Missing.Contains(item)))];

    /// <summary>How much of the project is done outside, by the thresholds in force.</summary>
    public OutsourcingMark Outsourcing => Reinternalisation.MarkOf(State.Sheet.OutsourcedShare ?? 0, engine.Rules.Current, Today);

    /// <summary>The need waits to be read by whoever validates it.</summary>
    public bool MayReview => State.Stage == VacancyStage.Submitted && Grants.Allows(HttpContext.Who(), Act.ReturnVacancy, Seen.Subject);

    public bool MayCopy => Grants.Somewhere(HttpContext.Who(), Act.CreateVacancy) == Right.Allowed;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? geste, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (All().FirstOrDefault(deed => deed.Key == geste) is not { } deed) return BadRequest();
        if (this.Barred(Grants.Of(HttpContext.Who(), deed.Act, Seen.Subject)) is { } refused) return refused;
        var typed = new Typed(Request.Form, deed.Key);
        var command = deed.Read(typed);
        Unmet = await this.SendAsync(engine, deed.Key, Id, command, typed.Problems);
        if (Unmet is null)
        {
            this.Say(deed.Done);
            return Redirect($"/postes/{Id}");
        }

        if (await EnterAsync(ct) is { } gone) return gone;
        await ShowAsync(ct);
        Response.StatusCode = Unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        Seen = seen;
        Today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        return this.Barred(Grants.Of(who, Act.SeeVacancy, seen.Subject));
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        var rules = engine.Rules.Current;
        var now = engine.Clock.GetUtcNow();
        Sheet = await SheetText.ReadAsync(engine.Database, Id, ct);
        Organisation = (await engine.Silo.ReadAsync<Organisation>(State.OrganisationId, ct))?.State.Name;
        People = await Names.OfAsync(engine.Database, [State.Sheet.LineManager, State.Sheet.Recruiter, State.Urgency?.By, State.Finding?.By], ct);
        Month = LegalMonth.Of(State, rules, now);
        var context = new Context(new Actor(who.PersonId), now, Guid.CreateVersion7(), rules);
        Can = Deeds.Deeds.Of(All(), who, Seen.Subject, command => VacancyGrain.Kind.Decide(State, command, null, context));
        Procedures = await CaseProcedures.ReadAsync(engine, Id, ct);
        MaySeeBoard = Grants.Allows(who, Act.SeeBoard, Seen.Subject);
        MayChoose = Seen.State is { Stage: VacancyStage.Published or VacancyStage.Closed, End: null } && Grants.Allows(who, Act.RecordChoice, Seen.Subject);
        MayAmend = Grants.Allows(who, Act.AmendVacancy, Seen.Subject) && State.Stage != VacancyStage.Submitted && State.End is null;
    }

    private IReadOnlyList<Deed> All() => VacancyDeeds.All(State, Today, engine.Rules.Current.On(Today, "legal-month", State.OrganisationId).After(Today));

    private static string Capital(string text) => char.ToUpper(text[0], French.Culture) + text[1..];
}
