using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
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

/// <summary>The board of a vacancy: whose move it is on each candidacy, and what moves it; as columns or as a list.</summary>
public sealed class BoardModel(Engine engine, SeenCandidacies memory) : PageModel
{
    private const int CardsInColumn = 6;
    private const int CardsInOpenedColumn = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "ouvre")]
    public string? Unfolded { get; set; }

    [BindProperty(SupportsGet = true, Name = "terminees")]
    public bool ShowEnded { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public BoardAddress Address { get; private set; } = null!;

    public BoardHead Head { get; private set; } = null!;

    public BoardView View { get; private set; } = null!;

    public IReadOnlyList<BoardMenu> Menus { get; private set; } = [];

    public IReadOnlyList<ShownColumn> Columns { get; private set; } = [];

    public IReadOnlyList<ShownColumn> Rail { get; private set; } = [];

    /// <summary>Cards with the label of their stage, in the order of the list; empty for columns.</summary>
    public IReadOnlyList<(Card Card, string Stage, string Since)> Lines { get; private set; } = [];

    public IReadOnlyList<EndedCandidacy> Ended { get; private set; } = [];

    public RefusedCard? Refused { get; private set; }

    public Toast? Undo { get; private set; }

    public bool MayMove { get; private set; }

    public bool MayReject { get; private set; }

    /// <summary>How many wait for the reader to be found admissible or not.</summary>
    public int ToSort { get; private set; }

    /// <summary>Candidacies the filters leave, over all the stages.</summary>
    public int Kept => View.Columns.Sum(column => column.Count);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.SeeBoard, seen.Subject)) is { } barred) return barred;
        Seen = seen;
        Address = BoardAddress.Of(Id, Request.Query);
        await ReadAsync(who, ct);
        Refused = RefusedCard.Take(this);
        Undo = await UndoLine.TakeAsync(this, engine, who, CameFrom.Board, ct);
        return Page();
    }

    /// <summary>One stage forward, or the acceptance where the next stage is reached by it. A refusal is told beside the card, which stays where it is.</summary>
    public async Task<IActionResult> OnPostAvancerAsync(Guid candidature, string? etape, CancellationToken ct) =>
        await this.AdvanceAsync(engine, candidature, etape, Id, ct) ?? Back(candidature);

    /// <summary>To any stage, by its number: keys and drag. Going back asks for a reason, which is written on its own page.</summary>
    public async Task<IActionResult> OnPostDeplacerAsync(Guid candidature, int vers, CancellationToken ct)
    {
        if (!Enum.IsDefined((Stage)vers)) return BadRequest();
        return await this.MoveAsync(engine, candidature, (Stage)vers, Id, ct) ?? Back(candidature);
    }

    /// <summary>One press and its reason; the message is held a while, and the next page undoes it.</summary>
    public async Task<IActionResult> OnPostRefuserAsync(Guid candidature, string? raison, CancellationToken ct) =>
        await this.RejectAsync(engine, candidature, raison, Id, ct) ?? Back(candidature);

    private RedirectResult Back(Guid application) => Redirect($"{BoardAddress.Of(Id, Request.Query).Url}#carte-{application}");

    private async Task ReadAsync(Who who, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        var rules = engine.Rules.Current;
        var vacancy = Seen.State;
        (MayMove, MayReject) = (Grants.Allows(who, Act.MoveApplication, Seen.Subject), Grants.Allows(who, Act.RejectApplication, Seen.Subject));
        var asked = new BoardAsked(who, Seen.Subject, vacancy, now, CardsInColumn)
        {
            Filter = Address.Filter,
            Origin = Address.Origin,
            Status = Address.Status,
            Profession = Address.Profession,
            List = Address.Sort is { } sort ? new BoardList(sort, Address.Backwards, Address.Page, CardsInOpenedColumn) : null,
            Opened = Address is { IsList: false, Opened: { } stage } ? (stage, Address.Page, CardsInOpenedColumn) : null,
        };
        View = await BoardQuery.ReadAsync(engine.Database, memory, asked, rules, ct);
        Menus = [.. BoardMenu.Of(View, Address, rules.Professions(FrenchCalendar.DayOf(now)))];
        var organisation = await engine.Silo.ReadAsync<Organisation>(vacancy.OrganisationId, ct);
        var held = View.Lead ?? Ball.HolderOf(vacancy.Steps);
        var cards = View.Columns.SelectMany(column => column.Cards).ToList();
        var names = await Names.OfAsync(engine.Database, [.. cards.SelectMany(card => (IEnumerable<Guid?>)[card.Step?.Holder.PersonId, card.Step?.Holder.OrganisationId]), held?.Holder.PersonId], ct);
        string Label(Stage stage) => organisation?.State.LabelOf(stage) ?? stage.Label();
        var frame = new BoardFrame(asked, names, rules, Label, Address, MayMove, MayReject, Grants.Allows(who, Act.AcceptApplication, Seen.Subject));
        Show(frame, asked, cards, Label, now);
        ToSort = MayMove && vacancy.End is null ? View.ToSort : 0;
        Head = BoardHead.Of(vacancy, organisation?.State.Name, held, names, new BoardReader(who, Seen.Subject, rules, now));
        if (ShowEnded) Ended = await EndedCandidacy.ReadAsync(engine.Database, Id, Grants.Allows(who, Act.SeeNames, Seen.Subject), now, ct);
    }

    private void Show(BoardFrame frame, BoardAsked asked, List<BoardCard> cards, Func<Stage, string> label, DateTimeOffset now)
    {
        if (Address.IsList)
        {
            var byId = cards.ToDictionary(card => card.ApplicationId);
            Lines = [.. View.Order.Where(byId.ContainsKey).Select(id => (frame.Card(byId[id]), label(byId[id].Stage), byId[id].Step is { } step ? Days.Since(step.Since, now) : ""))];
            return;
        }

        var open = BoardFrame.OpenStages(View, asked.Opened?.Stage ?? (Enum.TryParse<Stage>(Unfolded, out var unfolded) ? unfolded : null));
        Columns = [.. View.Columns.Where(column => open.Contains(column.Stage)).Select(frame.Column)];
        Rail = [.. View.Columns.Where(column => !open.Contains(column.Stage)).Select(frame.Column)];
    }
}
