using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Messages;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.SignIn;
using Jalon.Web.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>One line of the list: a task, and what can be done with it here.</summary>
/// <param name="Buttons">What is done at once.</param>
/// <param name="OpenUrl">Where the form is, when more has to be said.</param>
/// <param name="Form">That form, where it is open.</param>
/// <param name="Group">« En retard », « Bientôt »…; null where the list is not about the reader's own delay.</param>
public sealed record ShownTask(
    string? Group, string Id, string Title, string About, string CaseUrl, HolderMark Mark, ShareOfTarget? Share, string? Due, string? Snoozed, IReadOnlyList<ShownDeed> Buttons, string? OpenUrl, ShownDeed? Form, IReadOnlyList<ShownDeed> Aside, Unmet? Unmet);

/// <summary>« À faire »: what the procedures ask of the reader, what waits for others, what was put off. Acting happens in place.</summary>
public sealed class TasksModel(Engine engine) : PageModel
{
    private const int PageSize = 30;

    private static readonly (TaskScope Scope, string Key, string Label)[] Scopes = [(TaskScope.Mine, "moi", "À vous"), (TaskScope.Others, "autres", "Les autres ont la main"), (TaskScope.Snoozed, "cote", "Mises de côté")];

    [BindProperty(SupportsGet = true, Name = "voir")]
    public string? View { get; set; }

    [BindProperty(SupportsGet = true, Name = "ouvrir")]
    public string? Opened { get; set; }

    /// <summary>One task of a procedure, as <c>selection.admissibility</c>; null for all.</summary>
    [BindProperty(SupportsGet = true, Name = "quoi")]
    public string? What { get; set; }

    [BindProperty(SupportsGet = true, Name = "suite")]
    public int? Number { get; set; }

    public IReadOnlyList<ShownTask> Lines { get; private set; } = [];

    public IReadOnlyList<(string Label, string Url, bool Current)> Filters { get; private set; } = [];

    /// <summary>Which task, among those that several cases wait for.</summary>
    public IReadOnlyList<FilterMenu> Kinds { get; private set; } = [];

    /// <summary>Tasks under each heading, whatever the page shows.</summary>
    public IReadOnlyDictionary<string, int> Groups { get; private set; } = new Dictionary<string, int>();

    public TaskScope Scope => Scopes.FirstOrDefault(one => one.Key == View).Scope;

    public string? NextUrl { get; private set; }

    public Unmet? Unmet { get; private set; }

    private Who Who => HttpContext.Who();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (View is not null && !Scopes.Any(one => one.Key == View)) return NotFound();
        await ShowAsync(ct);
        return Page();
    }

    /// <param name="tache">Which task.</param>
    /// <param name="geste">What is done with it, before the mark of its line.</param>
    public async Task<IActionResult> OnPostAsync(string? tache, string? geste, CancellationToken ct)
    {
        if (TaskKey.Read(tache) is not { } key) return NotFound();
        if (await TaskQuery.FindAsync(engine, key, ct) is not { } task) return Gone();
        if (await TaskRights.SubjectAsync(engine, Who, task, ct) is not { } subject) return NotFound();
        var doing = geste?.StartsWith(TaskDeeds.Do, StringComparison.Ordinal) == true;
        if (this.Barred(doing ? TaskRights.Doing(Who, task, subject) : TaskRights.Handling(Who, task, subject)) is { } barred) return barred;
        if (await DeedAsync(task, geste, ct) is not { } deed) return NotFound();
        var typed = new Typed(Request.Form, deed.Key);
        var command = deed.Read(typed);
        var unread = typed.Problems.Where(problem => task.Element.Command?.Fields.ContainsKey(problem.Field) != true).ToList();
        Unmet = unread.Count == 0 ? await PrepareAsync(task, deed, typed, command, ct) : null;
        Unmet ??= await this.SendAsync(engine, deed.Key, doing && task.Element.Command is not null ? task.CaseId : key.Instance, command, unread);
        if (Unmet is null)
        {
            this.Say(doing ? $"{task.Element.Said}{French.Nbsp}: c’est fait." : deed.Done);
            return Redirect(Address(View));
        }

        Opened = doing ? tache : null;
        await ShowAsync(ct);
        Response.StatusCode = Unmet.Status;
        return Page();
    }

    /// <summary>What is written to somebody with the task is shown, or kept for its fact to send.</summary>
    private async Task<Unmet?> PrepareAsync(TaskEntry task, Deed deed, Typed typed, Command command, CancellationToken ct)
    {
        if (deed.Writes && await CaseReading.OfAsync(engine, Who, task.CaseId, ct) is { } reading) return await MailDraft.PrepareAsync(this, engine, reading, deed.Key, typed, command);
        if (task.Element.Form != ReleaseLetter.Form || deed.Key != $"{TaskDeeds.Do}-{TaskDeeds.Mark(task.Key)}") return null;
        return await ReleaseLetter.KeepAsync(engine, this.CommandId(), typed, ct) is { Count: > 0 } problems ? new Unmet(deed.Key, Request.Form, problems) : null;
    }

    private RedirectResult Gone()
    {
        this.Say("Cette tâche est déjà faite, ou n’a plus lieu d’être.");
        return Redirect(Address(View));
    }

    private async Task<Deed?> DeedAsync(TaskEntry task, string? key, CancellationToken ct) =>
        TaskDeeds.AtOnce(task).Concat(TaskDeeds.Aside(task, [], Today)).FirstOrDefault(deed => deed.Key == key) ?? (key == $"{TaskDeeds.Do}-{TaskDeeds.Mark(task.Key)}" ? await TaskDeeds.FormAsync(engine, Who, task, ct) : null);

    private DateOnly Today => FrenchCalendar.DayOf(engine.Clock.GetUtcNow());

    private async Task ShowAsync(CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        var list = await TaskQuery.ReadAsync(engine, Who, Scope, now, ct);
        Filters = [.. Scopes.Select(one => ($"{one.Label} · {list.Counts[one.Scope].ToString("N0", French.Culture)}", Address(one.Key), one.Scope == Scope))];
        var page = Math.Clamp(Number ?? 1, 1, 1_000);
        IReadOnlyList<TaskLine> lines = What is null ? list.Lines : [.. list.Lines.Where(line => KindOf(line) == What)];
        Kinds = KindsOf(list.Lines);
        Groups = lines.Select(GroupOf).OfType<string>().CountBy(group => group).ToDictionary();
        var shown = lines.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        if (lines.Count > page * PageSize) NextUrl = And(Address(View), $"suite={page + 1}");
        var names = await Names.OfAsync(engine.Database, shown.SelectMany(line => (IEnumerable<Guid?>)[line.Task.Held.PersonId, line.Task.Held.OrganisationId]), ct);
        var colleagues = Scope == TaskScope.Others ? [] : await Colleagues.OfAsync(engine.Database, Who, now, ct);
        var told = new List<ShownTask>(shown.Count);
        foreach (var line in shown) told.Add(await LineAsync(line, names, colleagues, now, ct));
        Lines = told;
    }

    private static string KindOf(TaskLine line) => $"{line.Task.Procedure}.{line.Task.Key.Element}";

    private FilterMenu[] KindsOf(IReadOnlyList<TaskLine> all)
    {
        var kinds = all.GroupBy(KindOf).Select(group => (Key: group.Key, Title: group.First().Task.Element.Said, Count: group.Count())).OrderBy(kind => kind.Title, StringComparer.Create(French.Culture, ignoreCase: true)).ToList();
        if (kinds.Count < 2 && What is null) return [];
        var scope = View is null ? "/a-faire" : $"/a-faire?voir={View}";
        return
        [
            new(kinds.Find(kind => kind.Key == What).Title ?? "Tâche", What is not null,
                [new("Toutes les tâches", scope, What is null), .. kinds.Select(kind => new FilterChoice($"{kind.Title} · {kind.Count.ToString("N0", French.Culture)}", And(scope, $"quoi={Uri.EscapeDataString(kind.Key)}"), kind.Key == What))]),
        ];
    }

    /// <summary>How pressing it is; said of the reader's own tasks.</summary>
    private string? GroupOf(TaskLine line) => Scope != TaskScope.Mine ? null : line.Share switch { null => "Sans cible", >= 1 => "En retard", >= 0.8 => "Bientôt", _ => "Dans les temps" };

    private async Task<ShownTask> LineAsync(TaskLine line, Names names, IReadOnlyList<Choice> colleagues, DateTimeOffset now, CancellationToken ct)
    {
        var task = line.Task;
        var (id, url, acts) = (TaskDeeds.Mark(task.Key), And(Address(View), $"tache={task.Key}"), line.IsReader);
        var buttons = acts ? TaskDeeds.AtOnce(task) : [];
        var fills = acts && (task.Element.Form is not null || (buttons.Count == 0 && task.Element.Command is not null));
        var opened = fills && Opened == task.Key.ToString() ? await TaskDeeds.FormAsync(engine, Who, task, ct) : null;
        var needsForm = fills && opened is null;
        var step = new Step("", "", task.Kind, task.Held, task.Since, task.Target, task.Due);
        ShownDeed Shown(Deed deed) => new(deed, url, Unmet);
        return new ShownTask(GroupOf(line), id, task.Element.Said, About(line), CaseUrl(task), Whose.Mark(step, line.IsReader, names), task.Target is null ? null : new ShareOfTarget(line.Share),
            task.Due is { } due ? Days.Short(Days.Last(due), FrenchCalendar.DayOf(now)) : null, task.SnoozedUntil is { } until && until > Today ? Days.Short(until, Today) : null,
            [.. buttons.Select(Shown)], needsForm ? And(Address(View), $"ouvrir={task.Key}#{id}") : null, opened is null ? null : Shown(opened),
            acts ? [.. TaskDeeds.Aside(task, colleagues, Today).Select(Shown)] : [], Unmet?.Key.Contains(id, StringComparison.Ordinal) == true ? Unmet : null);
    }

    private static string About(TaskLine line) => string.Join(" · ", new[] { line.Person ?? (line.Task.Case == "vacancy" ? null : Pseudonym.Of(line.Task.CaseId)), line.Post }.OfType<string>());

    private static string CaseUrl(TaskEntry task) => task.Case switch { "application" => $"/candidatures/{task.CaseId}", "vacancy" => $"/postes/{task.CaseId}", _ => "" };

    /// <summary>The list as it is read, filter and all.</summary>
    public string Address(string? view)
    {
        var scope = view is null ? "/a-faire" : $"/a-faire?voir={view}";
        return What is { } kind && view == View ? And(scope, $"quoi={Uri.EscapeDataString(kind)}") : scope;
    }

    private static string And(string address, string more) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{more}";
}
