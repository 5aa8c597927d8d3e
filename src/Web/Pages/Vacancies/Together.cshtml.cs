using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Several candidacies of a post at once: what would happen to each, then what did, and a way back.</summary>
public sealed class TogetherModel(Engine engine) : PageModel
{
    private const int Most = 200;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>All of a stage, in the place of those ticked.</summary>
    [BindProperty(SupportsGet = true, Name = "colonne")]
    public string? Column { get; set; }

    [BindProperty(SupportsGet = true, Name = "geste")]
    public string? Deed { get; set; }

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public IReadOnlyList<TogetherLine> Lines { get; private set; } = [];

    /// <summary>The deed is done: the lines say what came of it.</summary>
    public bool IsDone { get; private set; }

    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];

    public IReadOnlyList<Choice> Papers { get; private set; } = [];

    public string? Text { get; private set; }

    public int Possible => Lines.Count(line => line.Result == TogetherResult.Possible);

    public int Done => Lines.Count(line => line.Result == TogetherResult.Done);

    public TogetherDeed? Chosen => TogetherDeed.Named(Deed);

    public bool MayReject { get; private set; }

    /// <summary>Of the form that was done: what takes its messages back.</summary>
    public Guid Form { get; private set; }

    public string? Subject { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid[] candidature, CancellationToken ct) => await EnterAsync(ct) ?? await PreviewAsync(candidature.Length > 0 ? candidature : await OfColumnAsync(ct), ct);

    /// <summary>Those ticked on the board.</summary>
    public async Task<IActionResult> OnPostAsync(Guid[] candidature, CancellationToken ct) => await EnterAsync(ct) ?? await PreviewAsync(candidature.Length == 0 ? await OfColumnAsync(ct) : candidature, ct);

    public async Task<IActionResult> OnPostFaireAsync(Guid[] candidature, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (Chosen is not { } deed) return BadRequest();
        var typed = new Typed(Request.Form, deed.Key);
        var command = deed.Read(typed);
        var text = new MailText(typed.Words("subject"), typed.Words("text"));
        Problems = deed.Key == TogetherDeed.Writing ? [.. text.Problems("subject", "text")] : [.. typed.Problems, .. command.Problems()];
        if (this.Barred(Grants.Of(HttpContext.Who(), deed.Act, Seen.Subject)) is { } refused) return refused;
        if (Problems.Count > 0)
        {
            (Subject, Text) = (typed.Text("subject"), typed.Text("text"));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PreviewAsync(candidature, ct);
        }

        Form = this.CommandId();
        var acting = new TogetherActing(engine, HttpContext.Who(), Id, Form);
        Guid[] ids = [.. candidature.Distinct().Take(Most)];
        Lines = deed.Key == TogetherDeed.Writing ? await acting.WriteAsync(text, ids, ct) : await acting.DoAsync(deed, command, ids, ct);
        IsDone = true;
        return Page();
    }

    public async Task<IActionResult> OnPostAnnulerAsync(Guid[] candidature, Guid envoi, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (Chosen is not { } deed || (deed.Undo is null && deed.Key != TogetherDeed.Writing)) return BadRequest();
        if (this.Barred(Grants.Of(HttpContext.Who(), deed.Act, Seen.Subject)) is { } refused) return refused;
        Guid[] ids = [.. candidature.Distinct().Take(Most)];
        Lines = deed.Undo is { } undo ? await new TogetherActing(engine, HttpContext.Who(), Id, this.CommandId()).UndoAsync(undo, ids, ct)
            : await new TogetherActing(engine, HttpContext.Who(), Id, envoi).UnwriteAsync(ids, ct);
        IsDone = true;
        Deed = TogetherDeed.Undone;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.SeeBoard, seen.Subject)) is { } hidden) return hidden;
        if (this.Barred(Grants.Of(who, Act.MoveApplication, seen.Subject)) is { } barred) return barred;
        Seen = seen;
        MayReject = Grants.Allows(who, Act.RejectApplication, seen.Subject);
        Papers = [.. Enum.GetValues<DocumentType>().Where(type => !JobApplicationGrain.OnlyAfterSelection(type)).Select(type => new Choice(type.ToString(), type.Label()))];
        return null;
    }

    private async Task<IActionResult> PreviewAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        Lines = await new TogetherActing(engine, HttpContext.Who(), Id, Guid.Empty).PreviewAsync(Chosen, [.. ids.Distinct().Take(Most)], ct);
        return Page();
    }

    private async Task<IReadOnlyList<Guid>> OfColumnAsync(CancellationToken ct)
    {
        if (!Enum.TryParse<Stage>(Column, out var stage)) return [];
        await using var query = Query.Of(engine.Database, "select id from jalon.job_application where vacancy_id = $1 and stage = $2 and outcome is null order by id limit $3", Id, stage.ToString(), Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(ct)) ids.Add(row.GetGuid(0));
        return ids;
    }
}
