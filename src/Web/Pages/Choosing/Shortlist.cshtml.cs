using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Choosing;

/// <summary>What came of proposing one person for the interview; no sentence when it is done.</summary>
public sealed record Convened(Guid ApplicationId, string Name, string? WhyNot);

/// <summary>« Qui convoquer à l’entretien ? »: files side by side on the announced criteria, kept or set aside with a reason, then proposed together.</summary>
public sealed class ShortlistModel(Engine engine) : PageModel
{
    /// <summary>As many as are read side by side on a screen.</summary>
    private const int Shown = 4;

    private const string SetAsideKey = "ecarter";
    private const string ReadKey = "lire";

    private const string ToSee = "de nouveau à voir";
    private const string ProposeKey = "proposer";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "suite")]
    public int Turned { get; set; } = 1;

    /// <summary>The person whose file is being read, or who is being set aside.</summary>
    [BindProperty(SupportsGet = true, Name = "dossier")]
    public Guid? Opened { get; set; }

    [BindProperty(SupportsGet = true, Name = "ouvre")]
    public string? Panel { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public IReadOnlyList<AnnouncedCriterion> Criteria { get; private set; } = [];

    public IReadOnlyList<ShortlistPerson> All { get; private set; } = [];

    public IReadOnlyList<ShortlistPerson> People { get; private set; } = [];

    public (HolderMark Mark, string Before)? Due { get; private set; }

    public ShownDeed? Form { get; private set; }

    public ShownDeed? Proposing { get; private set; }

    public IReadOnlyList<Convened>? Results { get; private set; }

    public RefusedCard? Refused { get; private set; }

    public bool MayAmend { get; private set; }

    public bool MaySetAside { get; private set; }

    public string Address => $"/postes/{Id}/preselection";

    public int Pages => Math.Max(1, (All.Count + Shown - 1) / Shown);

    public int First => ((Turned - 1) * Shown) + 1;

    public string At(int page, string anchor = "") => $"{Address}{(page > 1 ? $"?suite={page}" : "")}{anchor}";

    /// <summary>The page before or after, on the person who stands there next.</summary>
    public string Beside(int page, int person) => At(page, $"#dossier-{All[person].Id}");

    public string At(Guid person, string panel) => $"{Address}?suite={Turned}&dossier={person}&ouvre={panel}#{panel}";

    public int Count(Verdict verdict) => All.Count(person => person.Verdict == verdict);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        await ShowAsync(null, ct);
        return Page();
    }

    /// <param name="geste">« garder », « ecarter », « reprendre », « lire » or « proposer ».</param>
    /// <param name="candidature">The file it is about; none to propose all those kept.</param>
    public async Task<IActionResult> OnPostAsync(string? geste, Guid? candidature, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (geste == ProposeKey) return await ProposeAsync(ct);
        if (All.FirstOrDefault(person => person.Id == candidature) is not { } person) return NotFound();
        (Opened, Panel) = (person.Id, geste);
        return geste switch
        {
            "garder" => await ActAsync(person, Act.MoveApplication, new Move(Stage.Preselected), "gardée"),
            "reprendre" when person.Verdict == Verdict.SetAside => await ActAsync(person, Act.UndoRejection, new UndoRejection(), ToSee),
            "reprendre" => await ActAsync(person, Act.MoveApplication, new Move(Stage.Admissible, "Choix revu avant la convocation."), ToSee),
            SetAsideKey => await SetAsideAsync(person, ct),
            ReadKey => await ReadFileAsync(person, ct),
            _ => BadRequest(),
        };
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.AssessFile, seen.Subject)) is { } barred) return barred;
        Seen = seen;
        Criteria = (await SheetText.ReadAsync(engine.Database, Id, ct)).Criteria ?? [];
        All = await ShortlistReading.ReadAsync(engine.Database, Id, ct);
        Turned = Math.Clamp(Turned, 1, Pages);
        return null;
    }

    private async Task ShowAsync(Unmet? unmet, CancellationToken ct)
    {
        var who = HttpContext.Who();
        People = await ShortlistReading.WithLevelsAsync(engine.Database, [.. All.Skip((Turned - 1) * Shown).Take(Shown)], ct);
        (MayAmend, MaySetAside) = (Grants.Allows(who, Act.AmendVacancy, Seen.Subject), Grants.Allows(who, Act.RejectApplication, Seen.Subject));
        Refused = RefusedCard.Take(this);
        await DueAsync(who, ct);
        if (People.FirstOrDefault(person => person.Id == Opened) is { } opened && Panel is ReadKey or SetAsideKey)
            Form = new ShownDeed(Panel == ReadKey ? Reading(opened) : SettingAside(opened), $"{Address}?suite={Turned}", unmet);
        if (Count(Verdict.Kept) > 0 && Grants.Allows(who, Act.NameAssessors, Seen.Subject)) Proposing = new ShownDeed(await ProposalAsync(ct), Address, unmet);
    }

    /// <summary>One date for the whole shortlist: that of the file which waits for the soonest.</summary>
    private async Task DueAsync(Who who, CancellationToken ct)
    {
        var steps = All.Where(person => person.State.Live).Select(person => Ball.HolderOf(person.State.Steps)).OfType<Step>();
        if (steps.Where(step => step.Due is not null).MinBy(step => step.Due) is not { } soonest) return;
        var names = await Names.OfAsync(engine.Database, [soonest.Holder.PersonId, soonest.Holder.OrganisationId], ct);
        Due = (Whose.Mark(soonest, BoardQuery.WaitsInRole(who, soonest, Seen.Subject.OrganisationPath), names), French.FullDate(Days.Last(soonest.Due!.Value)));
    }

    /// <summary>One button: a refusal of a guard is told under the person's name, and nothing moved.</summary>
    private async Task<IActionResult> ActAsync(ShortlistPerson person, Act act, Command command, string done)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), act, Seen.Subject)) is { } barred) return barred;
        var unmet = await this.SendAsync(engine, "geste", person.Id, command, []);
        if (unmet is not null) RefusedCard.Keep(TempData, person.Id, unmet);
        else this.Say($"Candidature de {person.Name}{French.Nbsp}: {done}.");
        var shown = unmet is null && command is Move { To: Stage.Preselected } ? NextOf(person) : person;
        return Redirect(At(Turned, $"#dossier-{shown.Id}"));
    }

    /// <summary>Whom to see once this one is kept: the next one left on the page, so that the keys go on.</summary>
    private ShortlistPerson NextOf(ShortlistPerson person) =>
        All.Skip((Turned - 1) * Shown).Take(Shown).SkipWhile(one => one.Id != person.Id).Skip(1).FirstOrDefault(one => one.Verdict == Verdict.ToRead) ?? person;

    private async Task<IActionResult> SetAsideAsync(ShortlistPerson person, CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.RejectApplication, Seen.Subject)) is { } barred) return barred;
        var typed = new Typed(Request.Form, SetAsideKey);
        var command = CaseDeeds.ReadRejection(typed);
        return await DoneAsync(await this.SendAsync(engine, SetAsideKey, person.Id, command, typed.Problems), person, ct);
    }

    /// <summary>One command a criterion: what did not change is not sent, and what fails is shown again as it was typed.</summary>
    private async Task<IActionResult> ReadFileAsync(ShortlistPerson person, CancellationToken ct)
    {
        var before = (await ShortlistReading.WithLevelsAsync(engine.Database, [person], ct))[0].Levels;
        var typed = new Typed(Request.Form, ReadKey);
        foreach (var (criterion, place) in Criteria.Select((criterion, place) => (criterion, place)))
        {
            if (typed.Choice<OpinionLevel>($"niveau{place}") is not { } level) continue;
            var command = new AssessFile(criterion.Name, level, typed.Text($"preuve{place}"));
            if (before.GetValueOrDefault(criterion.Name) == command) continue;
            if (await this.SendAsync(engine, ReadKey, person.Id, command, typed.Problems, DerivedId.Of("reading", this.CommandId(), place)) is { } unmet) return await DoneAsync(unmet, person, ct);
        }

        return await DoneAsync(null, person, ct);
    }

    private async Task<IActionResult> DoneAsync(Unmet? unmet, ShortlistPerson person, CancellationToken ct)
    {
        if (unmet is null)
        {
            this.Say($"Candidature de {person.Name}{French.Nbsp}: {(Panel == ReadKey ? "les niveaux sont gardés" : "écartée")}.");
            return Redirect(At(Turned, $"#dossier-{person.Id}"));
        }

        await ShowAsync(unmet, ct);
        Response.StatusCode = unmet.Status;
        return Page();
    }

    /// <summary>Each person on their own: what one guard stops does not stop the others, and each has a line that says so.</summary>
    private async Task<IActionResult> ProposeAsync(CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.NameAssessors, Seen.Subject)) is { } barred) return barred;
        var typed = new Typed(Request.Form, ProposeKey);
        Guid[] assessors = [.. typed.Ids("first"), .. typed.Ids("second")];
        var results = new List<Convened>();
        foreach (var person in All.Where(person => person.Verdict == Verdict.Kept))
        {
            Command[] commands = [.. assessors.Distinct().Select(assessor => new NameAssessor(assessor)), new Move(Stage.Interview)];
            Unmet? unmet = null;
            for (var place = 0; place < commands.Length && unmet is null; place++)
                unmet = await this.SendAsync(engine, ProposeKey, person.Id, commands[place], [], DerivedId.Of("convening", this.CommandId(), person.Id, place));
            results.Add(new Convened(person.Id, person.Name, unmet is null ? null : unmet.Refusal?.Refusal.Sentence ?? unmet.Failure?.Sentence ?? unmet.Problems[0].Sentence));
        }

        if (await EnterAsync(ct) is { } gone) return gone;
        Results = results;
        await ShowAsync(null, ct);
        return Page();
    }

    private static Deed SettingAside(ShortlistPerson person) => new(SetAsideKey, $"Écarter {person.Name}", "Écarter", Act.RejectApplication, new UndoRejection(), CaseDeeds.ReadRejection, "")
    {
        Fields = CaseDeeds.RejectionFields(person.State.Stage),
    };

    private Deed Reading(ShortlistPerson person)
    {
        var fields = new List<object>();
        foreach (var (criterion, place) in Criteria.Select((criterion, place) => (criterion, place)))
        {
            var said = person.Levels.GetValueOrDefault(criterion.Name);
            fields.Add(new SelectField($"niveau{place}", criterion.Name, CaseDeeds.Members<OpinionLevel>(), said?.Level.ToString(), criterion.Essential ? "essentiel" : "souhaité", Empty: "Pas encore lu"));
            fields.Add(new TextField($"preuve{place}", "Ce qui le montre dans le dossier", said?.Evidence));
        }

        return new Deed(ReadKey, $"Lire le dossier de {person.Name}", "Garder ces niveaux", Act.AssessFile, new UndoRejection(), _ => new UndoRejection(), "") { Fields = fields };
    }

    private async Task<Deed> ProposalAsync(CancellationToken ct)
    {
        var colleagues = await CasePeople.ColleaguesAsync(engine.Database, Seen.Subject.OrganisationPath, engine.Clock.GetUtcNow(), ct);
        var manager = Seen.State.Sheet.LineManager?.ToString();
        var other = colleagues.FirstOrDefault(choice => choice.Value != manager)?.Value;
        var kept = French.Count(Count(Verdict.Kept), "personne", "personnes");
        return new Deed(ProposeKey, $"Proposer {kept} à l’entretien", "Proposer", Act.NameAssessors, new UndoRejection(), _ => new UndoRejection(), "")
        {
            Main = true,
            Fields =
            [
                new SelectField("first", "Première personne qui évalue", colleagues, colleagues.Any(choice => choice.Value == manager) ? manager : null, Required: true),
                new SelectField("second", "Seconde personne qui évalue", colleagues, other, Hint: "il en faut deux sur un emploi permanent", Required: true),
            ],
        };
    }
}
