using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>The board of a vacancy: whose move it is on each candidacy, and the buttons that move it.</summary>
public sealed class BoardModel(Engine engine) : PageModel
{
    private const int CardsInColumn = 6;
    private const int CardsInOpenedColumn = 50;

    private static readonly Dictionary<string, BoardFilter> FilterNames = new() { ["a-moi"] = BoardFilter.Mine, ["en-retard"] = BoardFilter.Late, ["bloquees"] = BoardFilter.Blocked };

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "filtre")]
    public string? Filter { get; set; }

    [BindProperty(SupportsGet = true, Name = "colonne")]
    public string? Opened { get; set; }

    [BindProperty(SupportsGet = true, Name = "ouvre")]
    public string? Unfolded { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int Turned { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "terminees")]
    public bool ShowEnded { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public string? OrganisationName { get; private set; }

    public BoardView View { get; private set; } = null!;

    public IReadOnlyList<ShownColumn> Columns { get; private set; } = [];

    public IReadOnlyList<ShownColumn> Rail { get; private set; } = [];

    public IReadOnlyList<EndedCandidacy> Ended { get; private set; } = [];

    public IReadOnlyList<(string Label, int Count, string Url, bool Current)> Filters { get; private set; } = [];

    public LegalMonth Month { get; private set; } = null!;

    public string NeedSince { get; private set; } = "";

    public (HolderMark Mark, string Since)? Holder { get; private set; }

    public RefusedCard? Refused { get; private set; }

    public Toast? Undo { get; private set; }

    public bool MayAdd { get; private set; }

    public string Address => $"/postes/{Id}/tableau";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.SeeBoard, seen.Subject)) is { } barred) return barred;
        Seen = seen;
        await ReadAsync(who, ct);
        await SayWhatHappenedAsync(who, ct);
        return Page();
    }

    /// <summary>One stage forward, or the acceptance where the next stage is reached by it. A refusal is told beside the card, which stays where it is.</summary>
    public async Task<IActionResult> OnPostAvancerAsync(Guid candidature, string? etape, CancellationToken ct)
    {
        if (await this.AdvanceAsync(engine, candidature, etape, Id, ct) is { } barred) return barred;
        return Redirect($"{Address}{Kept()}#carte-{candidature}");
    }

    public string PageUrl(Stage stage, int page) => $"{Address}{Kept(stage, page)}#etape-{(int)stage}";

    private async Task ReadAsync(Who who, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        var rules = engine.Rules.Current;
        var vacancy = Seen.State;
        var asked = new BoardAsked(who, Seen.Subject, vacancy, now, CardsInColumn)
        {
            Filter = Filter is not null ? FilterNames.GetValueOrDefault(Filter) : BoardFilter.All,
            Opened = StageOf(Opened) is { } stage ? (stage, Math.Clamp(Turned, 1, 10_000), CardsInOpenedColumn) : null,
        };
        View = await BoardQuery.ReadAsync(engine.Database, asked, rules, ct);
        var organisation = await engine.Silo.ReadAsync<Organisation>(vacancy.OrganisationId, ct);
        OrganisationName = organisation?.State.Name;
        var held = await VacancyHolder.CurrentAsync(engine.Database, [Id], ct) is [var only] ? only : null;
        var names = await Names.OfAsync(engine.Database,
            [.. View.Columns.SelectMany(column => column.Cards).SelectMany(card => (IEnumerable<Guid?>)[card.Step?.Holder.PersonId, card.Step?.Holder.OrganisationId]), held?.Holder.PersonId], ct);
        var frame = new BoardFrame(asked, names, rules, stage => organisation?.State.LabelOf(stage) ?? stage.Label(), $"{Address}",
            Grants.Allows(who, Act.MoveApplication, Seen.Subject), Grants.Allows(who, Act.AcceptApplication, Seen.Subject));
        var open = BoardFrame.OpenStages(View, asked.Opened?.Stage ?? StageOf(Unfolded));
        Columns = [.. View.Columns.Where(column => open.Contains(column.Stage)).Select(column => frame.Column(column, PageUrl))];
        Rail = [.. View.Columns.Where(column => !open.Contains(column.Stage)).Select(column => frame.Column(column, PageUrl))];
        Frame(vacancy, held, names, who, now);
        if (ShowEnded) Ended = await EndedCandidacy.ReadAsync(engine.Database, Id, Grants.Allows(who, Act.SeeNames, Seen.Subject), now, ct);
    }

    private void Frame(Vacancy vacancy, VacancyHeld? held, Names names, Who who, DateTimeOffset now)
    {
        Month = LegalMonth.Of(vacancy, engine.Rules.Current, now);
        NeedSince = Days.Since(vacancy.NeededSince, FrenchCalendar.DayOf(now));
        if (held is not null)
        {
            var step = new Step(held.Step, held.Name, held.Kind, held.Holder, held.Since, null, held.Due);
            Holder = (Whose.Mark(step, BoardQuery.WaitsFor(who, step, Seen.Subject.OrganisationPath), names), Days.Since(held.Since, now));
        }

        MayAdd = Grants.Allows(who, Act.AddCandidate, Seen.Subject) && vacancy.Stage is VacancyStage.Published or VacancyStage.Closed && vacancy.End is null;
        (string Label, string? Name, BoardFilter Kind)[] filters = [("Toutes", null, BoardFilter.All), ("À moi", "a-moi", BoardFilter.Mine), ("En retard", "en-retard", BoardFilter.Late), ("Bloquées", "bloquees", BoardFilter.Blocked)];
        Filters = [.. filters.Select(one => (one.Label, View.Counts[one.Kind], one.Name is null ? Address : $"{Address}?filtre={one.Name}", (Filter ?? "") == (one.Name ?? "")))];
    }

    /// <summary>What the last action came to: a refusal beside its card, or a rejection that can still be undone.</summary>
    private async Task SayWhatHappenedAsync(Who who, CancellationToken ct)
    {
        Refused = RefusedCard.Take(this);
        Undo = await UndoLine.TakeAsync(this, engine, who, "tableau", ct);
    }

    private static Stage? StageOf(string? text) => Enum.TryParse<Stage>(text, out var stage) && Enum.IsDefined(stage) ? stage : null;

    private QueryString Kept(Stage? opened = null, int page = 1)
    {
        var query = QueryString.Empty;
        if (Filter is not null && FilterNames.ContainsKey(Filter)) query = query.Add("filtre", Filter);
        if ((opened ?? StageOf(Opened)) is { } stage) query = query.Add("colonne", stage.ToString());
        if (page > 1) query = query.Add("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return query;
    }
}
