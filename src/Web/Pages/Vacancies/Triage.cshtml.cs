using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Day;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Papers;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>A file of the person, as the triage shows it.</summary>
/// <param name="Id">Null while it is only awaited.</param>
public sealed record TriagePaper(Guid? Id, DocumentType Type, string Label, string? Name, bool Shown, string State);

/// <summary>Triage of what a post received: the file on one side, the decision on the other, the next one by itself.</summary>
public sealed class TriageModel(Engine engine, PaperStore store) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The one shown first; the most urgent otherwise.</summary>
    [BindProperty(SupportsGet = true, Name = "candidature")]
    public Guid? Wanted { get; set; }

    /// <summary>How many were decided in a row, for the progress.</summary>
    [BindProperty(SupportsGet = true, Name = "faites")]
    public int Sorted { get; set; }

    [BindProperty(SupportsGet = true, Name = "piece")]
    public Guid? PaperId { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public CaseReading? Reading { get; private set; }

    public string? NextName { get; private set; }

    public int Left { get; private set; }

    public IReadOnlyList<TriagePaper> Papers { get; private set; } = [];

    public IReadOnlyList<(string Icon, string Sentence)> Checks { get; private set; } = [];

    public IReadOnlyList<(string Label, string Value)> Facts { get; private set; } = [];

    public RefusedCard? Refused { get; private set; }

    public Toast? Undo { get; private set; }

    public string Address => $"/postes/{Id}/tri";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await EnterAsync(who, ct) is { } barred) return barred;
        var queue = await QueueAsync(who, ct);
        Left = queue.Count;
        var at = Wanted is { } wanted ? Math.Max(0, queue.FindIndex(id => id == wanted)) : 0;
        if (queue.Count > 0) await ShowAsync(who, queue, at, ct);
        Refused = RefusedCard.Take(this);
        Undo = await UndoLine.TakeAsync(this, engine, who, CameFrom.Triage, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRecevableAsync(Guid candidature, string? note, CancellationToken ct) =>
        await DecideAsync(candidature, note, () => this.AdvanceAsync(engine, candidature, nameof(Stage.Received), Id, ct), ct);

    public async Task<IActionResult> OnPostRefuserAsync(Guid candidature, string? raison, string? note, CancellationToken ct) =>
        await DecideAsync(candidature, note, () => this.RejectAsync(engine, candidature, raison, Id, ct), ct);

    public async Task<IActionResult> OnPostPieceAsync(Guid candidature, string? piece, CancellationToken ct)
    {
        if (!Enum.TryParse<DocumentType>(piece, out var type) || !Enum.IsDefined(type)) return BadRequest();
        if (await AllowedAsync(candidature, Act.AskDocument, ct) is { } barred) return barred;
        if (await this.SendAsync(engine, "piece", candidature, new AskDocument(type), []) is { } unmet) RefusedCard.Keep(TempData, candidature, unmet);
        else Host.StatusLine.Say(this, $"La pièce est demandée{French.Nbsp}: {type.Label()}.");
        return Redirect($"{Address}?faites={Sorted}&candidature={candidature}");
    }

    /// <summary>Out of this queue until the next working morning, like a line of the day.</summary>
    public async Task<IActionResult> OnPostPlusTardAsync(Guid candidature, CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await EnterAsync(who, ct) is { } barred) return barred;
        var now = engine.Clock.GetUtcNow();
        if (await CaseReading.OfAsync(engine, who, candidature, ct) is not { } reading || reading.Seen.State.VacancyId != Id) return NotFound();
        var step = reading.Seen.State.Steps.FirstOrDefault(one => one.Name == "admissibility");
        if (step is not null) await Snooze.PutOffAsync(engine.Database, who.PersonId, new DayLine("job_application", Id, step, candidature, 1, 0, false), now, ct);
        return Redirect($"{Address}?faites={Sorted}");
    }

    private async Task<IActionResult> DecideAsync(Guid application, string? note, Func<Task<IActionResult?>> decide, CancellationToken ct)
    {
        if (await AllowedAsync(application, Act.MoveApplication, ct) is { } hidden) return hidden;
        if (await decide() is { } barred) return barred;
        var refused = TempData.Peek("refus") is not null;
        if (!refused && !string.IsNullOrWhiteSpace(note))
            await this.SendAsync(engine, "note", application, new AddNote(note.Trim()), [], DerivedId.Of("note-of-form", this.CommandId()));
        return Redirect(refused ? $"{Address}?faites={Sorted}&candidature={application}" : $"{Address}?faites={Sorted + 1}");
    }

    private async Task<IActionResult?> AllowedAsync(Guid application, Act act, CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfApplicationAsync(engine.Database, who, application, ct) is not { } seen || seen.State.VacancyId != Id) return NotFound();
        return this.Barred(Grants.Of(who, act, seen.Subject));
    }

    private async Task<IActionResult?> EnterAsync(Who who, CancellationToken ct)
    {
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        Seen = seen;
        return this.Barred(Grants.Of(who, Act.SeeBoard, seen.Subject)) ?? this.Barred(Grants.Of(who, Act.MoveApplication, seen.Subject));
    }

    /// <summary>What was received and waits to be found admissible or not, the largest share of its target first; what the reader put off is left out.</summary>
    private async Task<List<Guid>> QueueAsync(Who who, CancellationToken ct)
    {
        const string sql = """
            select i.case_id from jalon.interval i join jalon.job_application a on a.id = i.case_id
            where i.post_id = $1 and i.to_at is null and i.scope = 'case' and i.name = 'admissibility' and a.outcome is null and a.stage = 'Received'
                and not exists (select from jalon.snooze s where s.person_id = $2 and s.case_id = i.case_id and s.step = i.step and s.until > $3)
            order by i.due_at, i.from_at, i.case_id limit 500
            """;
        await using var query = Query.Of(engine.Database, sql, Id, who.PersonId, engine.Clock.GetUtcNow().UtcDateTime);
        await using var row = await query.ExecuteReaderAsync(ct);
        var queue = new List<Guid>();
        while (await row.ReadAsync(ct)) queue.Add(row.GetGuid(0));
        return queue;
    }

    private async Task ShowAsync(Who who, List<Guid> queue, int at, CancellationToken ct)
    {
        Reading = await CaseReading.OfAsync(engine, who, queue[at], ct);
        if (Reading is not { } reading) return;
        if (queue.Count > 1 && await CaseReading.OfAsync(engine, who, queue[at == 0 ? 1 : 0], ct) is { } next) NextName = next.Name;
        var names = new List<TriagePaper>();
        foreach (var document in reading.Seen.State.Documents.OrderBy(one => one.Type))
        {
            var file = document.FileId is { } id && PaperAccess.MayRead(who, document.Type, reading.Seen.Subject) ? await store.FindAsync(id, ct) : null;
            names.Add(new TriagePaper(file is null ? null : document.FileId, document.Type, document.Type.Label(), file?.Name, file?.MediaType == "application/pdf", document.Status.Label()));
        }

        Papers = names;
        Checks = [.. TriageChecks.Of(reading.Seen.State, Seen.State)];
        Facts = await TriageChecks.FactsAsync(engine.Database, reading, ct);
    }
}
