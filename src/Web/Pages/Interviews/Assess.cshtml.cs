using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Interviews;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Papers;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Interviews;

/// <summary>A paper an assessor may read.</summary>
/// <param name="Shown">It is shown in the page.</param>
public sealed record AssessedPaper(Guid Id, string Label, bool Shown);

/// <summary>An assessor's page for one file: first whether they may read it, then the file, the interview, and their opinion on the announced criteria, kept as they write.</summary>
public sealed class AssessModel(Engine engine, PaperStore store) : PageModel
{
    private const string Key = "avis";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seen<JobApplication> Seen { get; private set; } = null!;

    public string Person { get; private set; } = "";

    public string Post { get; private set; } = "";

    public BookingView? Booking { get; private set; }

    public Assessor Mine { get; private set; } = null!;

    public IReadOnlyList<AnnouncedCriterion> Criteria { get; private set; } = [];

    public FileOpinion Draft { get; private set; } = new("", []);

    public IReadOnlyList<AssessedPaper> Papers { get; private set; } = [];

    public IReadOnlyList<(string Name, ReadOpinion Opinion)> Others { get; private set; } = [];

    public Unmet? Unmet { get; private set; }

    /// <summary>Why an opinion cannot be given now; null when it can.</summary>
    public Refusal? NotYet { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public string Address => $"/evaluations/{Id}";

    public string? Error(string field) => Unmet?.Problems.FirstOrDefault(problem => problem.Field == field)?.Sentence;

    public OpinionLevel? Level(string criterion) => Draft.Levels.FirstOrDefault(level => level.Criterion == criterion)?.Level;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostImpartialAsync(CancellationToken ct) => await DoAsync(new DeclareImpartiality(), "C’est noté. Le dossier vous est ouvert.", Address, ct);

    public async Task<IActionResult> OnPostConflitAsync(CancellationToken ct) =>
        await DoAsync(new DeclareConflict(HttpContext.Who().PersonId), "Le conflit d’intérêts est déclaré. Ce dossier vous est fermé ; la personne qui recrute est prévenue.".Replace(" ;", $"{French.Nbsp};", StringComparison.Ordinal), "/entretiens", ct);

    /// <summary>What is being written, kept at each choice.</summary>
    public async Task<IActionResult> OnPostBrouillonAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (!Mine.MayRead || Mine.OpinionId is not null || Typed().Problems().Any(problem => problem.Field == "levels")) return BadRequest();
        await OpinionDrafts.SaveAsync(engine, Id, Mine.PersonId, Typed(), ct);
        return new NoContentResult();
    }

    public async Task<IActionResult> OnPostDeposerAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.FileOpinion, Seen.Subject)) is { } reserved) return reserved;
        var opinion = Typed();
        List<FieldProblem> missing = [.. Criteria.Where(criterion => criterion.Essential && opinion.Levels.All(level => level.Criterion != criterion.Name)).Select((criterion, _) => new FieldProblem($"niveau-{Place(criterion)}", "Donnez un niveau à ce critère."))];
        Unmet = await this.SendAsync(engine, Key, Id, opinion, missing);
        if (Unmet is null)
        {
            await OpinionDrafts.ForgetAsync(engine, Id, Mine.PersonId, ct);
            this.Say("Votre avis est déposé. Vous pouvez maintenant lire les autres.");
            return Redirect($"{Address}#avis");
        }

        await EnterAsync(ct);
        Draft = opinion;
        Response.StatusCode = Unmet.Status;
        return Page();
    }

    public int Place(AnnouncedCriterion criterion) => Criteria.Index().First(one => one.Item == criterion).Index;

    private FileOpinion Typed()
    {
        var form = Request.Form;
        var levels = Criteria.Index().Where(one => Enum.TryParse<OpinionLevel>(form[$"niveau-{one.Index}"], out var level) && Enum.IsDefined(level))
            .Select(one => new CriterionLevel(one.Item.Name, Enum.Parse<OpinionLevel>(form[$"niveau-{one.Index}"]!)));
        return new FileOpinion(form["text"].ToString().Trim().ReplaceLineEndings("\n"), [.. levels]);
    }

    private async Task<IActionResult> DoAsync(Command command, string done, string then, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        Unmet = await this.SendAsync(engine, Key, Id, command, []);
        if (Unmet is null)
        {
            this.Say(done);
            return Redirect(then);
        }

        Response.StatusCode = Unmet.Status;
        return Page();
    }

    /// <summary>Before the statement nothing of the file is read: the name and the post, without which nobody could tell a conflict.</summary>
    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfApplicationAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        if (!Grants.Allows(who, Act.StateInterests, seen.Subject) || seen.State.Assessors.FirstOrDefault(one => one.PersonId == who.PersonId) is not { Conflicted: false } mine) return NotFound();
        if (!mine.MayRead && !seen.State.Live) return NotFound();
        (Seen, Mine, Now) = (seen, mine, engine.Clock.GetUtcNow());
        Person = (await Names.OfAsync(engine.Database, [seen.State.CandidateId], ct))[seen.State.CandidateId] ?? "Personne effacée";
        Post = (await engine.Silo.ReadAsync<Vacancy>(seen.State.VacancyId, ct))?.State.Title ?? "Poste sans intitulé";
        if (mine.MayRead) await ReadFileAsync(who, ct);
        return null;
    }

    private async Task ReadFileAsync(Who who, CancellationToken ct)
    {
        var state = Seen.State;
        Criteria = (await SheetText.ReadAsync(engine.Database, state.VacancyId, ct)).Criteria ?? [];
        Booking = await BookingView.ReadAsync(engine, Id, ct);
        Draft = await OpinionDrafts.FindAsync(engine, Id, who.PersonId, ct) ?? Draft;
        NotYet = state.Interview is { IsBooked: true, From: { } from } && Now < from ? new Refusal("interview_to_come", $"Votre avis se dépose après l’entretien, le {Days.Slot(from)}. Ce que vous préparez ici est gardé.", from)
            : state.Stage != Stage.Interview ? new Refusal("not_in_interview", "Votre avis se dépose après l’entretien. Ce que vous préparez ici est gardé.") : null;
        var papers = new List<AssessedPaper>();
        foreach (var document in state.Documents.Where(one => one.FileId is not null && PaperAccess.MayRead(who, one.Type, Seen.Subject)).OrderBy(one => one.Type))
            if (await store.FindAsync(document.FileId!.Value, ct) is { } file) papers.Add(new AssessedPaper(file.Id, document.Type.Label(), file.MediaType == "application/pdf"));
        Papers = papers;
        var names = await Names.OfAsync(engine.Database, state.Assessors.Select(one => (Guid?)one.PersonId), ct);
        Others = [.. (await OpinionReading.ReadAsync(engine, Id, Seen, who, ct)).Select(one => (one.AssessorId == who.PersonId ? "Votre avis" : names[one.AssessorId] ?? "Personne effacée", one))];
    }
}
