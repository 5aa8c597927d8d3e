using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Day;
using Jalon.Web.Host;
using Jalon.Web.Interviews;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Reading;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Day;

/// <summary>« Ma journée »: what waits for the reader, late first, each line with the button that does it; then whom the reader waits for.</summary>
public sealed class IndexModel(Engine engine) : PageModel
{
    private const int Shown = 12;
    private const int ShownAtLength = 100;

    /// <summary>The section read at length.</summary>
    [BindProperty(SupportsGet = true, Name = "tout")]
    public string? Unfolded { get; set; }

    /// <summary>Only what the reader does for this person.</summary>
    [BindProperty(SupportsGet = true, Name = "pour")]
    public Guid? Replacing { get; set; }

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<LineGroup> Groups { get; private set; } = [];

    public LineGroup? PutOff { get; private set; }

    public LineGroup? Awaited { get; private set; }

    /// <summary>Steps, not lines: one line may gather many.</summary>
    public int ToDo { get; private set; }

    public int Late { get; private set; }

    public int AwaitedCases { get; private set; }

    public IReadOnlyList<(string Label, string Url, bool Current)> Filters { get; private set; } = [];

    public IReadOnlyList<OwnPost> Posts { get; private set; } = [];

    public int OtherPosts { get; private set; }

    /// <summary>The interviews of the day, to hold or to follow.</summary>
    public IReadOnlyList<ComingInterview> Interviews { get; private set; } = [];

    public Toast? Undo { get; private set; }

    public string? NextDue { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        Now = engine.Clock.GetUtcNow();
        var view = await DayQuery.ReadAsync(engine.Database, who, Now, ct);
        var mine = view.Mine.Where(line => Replacing is null || line.Step.Holder.PersonId == Replacing).ToList();
        var sections = mine.ToLookup(line => line.Section(Now));
        var unfolded = Enum.TryParse<DaySection>(Unfolded, out var wanted) ? wanted : (DaySection?)null;
        var shown = Enum.GetValues<DaySection>().ToDictionary(section => section, section => sections[section].Take(section == unfolded ? ShownAtLength : Shown).ToList());
        var awaited = view.Awaited.Take(Unfolded == "attente" ? ShownAtLength : Shown).ToList();
        var details = await DayDetails.ReadAsync(engine.Database, [.. shown.Values.SelectMany(lines => lines), .. awaited], ct);
        await CountAsync(who, view, mine, ct);
        var names = await Names.OfAsync(engine.Database, [.. awaited.SelectMany(line => (IEnumerable<Guid?>)[line.Step.Holder.PersonId, line.Step.Holder.OrganisationId])], ct);
        var lines = new DayLines(details, names, Now, RefusedCard.Take(this));
        Groups = [.. shown.Where(pair => pair.Key != DaySection.PutOff && pair.Value.Count > 0).Select(pair => Group(pair.Key, lines.Mine(pair.Key, pair.Value), sections[pair.Key]))];
        if (shown[DaySection.PutOff].Count > 0) PutOff = Group(DaySection.PutOff, lines.Mine(DaySection.PutOff, shown[DaySection.PutOff]), sections[DaySection.PutOff]);
        if (awaited.Count > 0) Awaited = new LineGroup("attente", "Vous attendez quelqu’un d’autre", AwaitedCases, false, lines.Awaited(awaited), More("attente", view.Awaited.Count - awaited.Count), view.Awaited.Count - awaited.Count);
        Interviews = await ComingInterviews.OfDayAsync(engine, who, FrenchCalendar.DayOf(Now), ct);
        Undo = await UndoLine.TakeAsync(this, engine, who, CameFrom.Day, ct) ?? PutOffToast();
        return Page();
    }

    /// <summary>The main action of a line that one button does.</summary>
    public async Task<IActionResult> OnPostAvancerAsync(Guid candidature, string? etape, CancellationToken ct) =>
        await this.AdvanceAsync(engine, candidature, etape, null, ct) ?? Redirect(Address());

    public async Task<IActionResult> OnPostPlusTardAsync(string? ligne, CancellationToken ct)
    {
        if (await FindAsync(ligne, ct) is { } line)
        {
            await Snooze.PutOffAsync(engine.Database, HttpContext.Who().PersonId, line, engine.Clock.GetUtcNow(), ct);
            TempData["plus-tard"] = line.Key;
        }

        return Redirect(Address());
    }

    public async Task<IActionResult> OnPostReprendreAsync(string? ligne, CancellationToken ct)
    {
        if (await FindAsync(ligne, ct) is { } line)
        {
            await Snooze.TakeBackAsync(engine.Database, HttpContext.Who().PersonId, line, engine.Clock.GetUtcNow(), ct);
            this.Say("La ligne est revenue dans votre journée.");
        }

        return Redirect(Address());
    }

    private async Task<DayLine?> FindAsync(string? key, CancellationToken ct) =>
        (await DayQuery.ReadAsync(engine.Database, HttpContext.Who(), engine.Clock.GetUtcNow(), ct)).Mine.FirstOrDefault(line => line.Key == key);

    private async Task CountAsync(Who who, DayView view, List<DayLine> mine, CancellationToken ct)
    {
        ToDo = mine.Where(line => !line.IsPutOff).Sum(line => line.Count);
        Late = mine.Where(line => !line.IsPutOff).Sum(line => line.Late);
        AwaitedCases = view.Awaited.Sum(line => line.Count);
        NextDue = view.Awaited.Where(line => line.Step.Due > Now).Select(line => line.Step.Due).Min() is { } due ? French.FullDate(Days.Last(due)) : null;
        (Posts, OtherPosts) = await OwnPost.ReadAsync(engine.Database, who, FrenchCalendar.DayOf(Now), ct);
        var replaced = who.Roles.Select(held => held.HolderId).Where(holder => holder != who.PersonId).Distinct().ToList();
        if (replaced.Count == 0) return;
        var names = await Names.OfAsync(engine.Database, [.. replaced.Select(id => (Guid?)id)], ct);
        Filters = [("Toute ma journée", "/journee", Replacing is null), .. replaced.Select(id => ($"Remplacement de {names[id] ?? "personne effacée"} · {view.Mine.Where(line => line.Step.Holder.PersonId == id).Sum(line => line.Count)}", $"/journee?pour={id}", Replacing == id))];
    }

    private LineGroup Group(DaySection section, IReadOnlyList<Line> lines, IEnumerable<DayLine> all)
    {
        var every = all.ToList();
        return new LineGroup($"section-{section}", DayWords.Title(section), every.Sum(line => line.Count), section == DaySection.Late, lines, More(section.ToString(), every.Count - lines.Count), every.Count - lines.Count);
    }

    private string? More(string section, int others) => others > 0 && Unfolded != section ? $"/journee{QueryString.Create("tout", section)}" : null;

    private Toast? PutOffToast() => Request.Cookies.ContainsKey(StatusLine.Cookie) && TempData["plus-tard"] is string key
        ? new Toast("Remis au prochain matin ouvré.", new PageAction("Annuler", "/journee?handler=reprendre", ActionWeight.Plain, new Dictionary<string, string> { ["ligne"] = key }, "la remise à plus tard")) : null;

    private string Address() => Replacing is { } person ? $"/journee?pour={person}" : "/journee";
}
