using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Day;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Interviews;
using Jalon.Web.Messages;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Procedures;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Jalon.Web.Timelines;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>A step open beside the one that holds the case.</summary>
public sealed record ParallelStep(HolderMark Mark, string Task, string? Share);

/// <summary>One candidacy: who must act, what can be done, what cannot yet and from when, what happened.</summary>
public sealed class CaseModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "faits")]
    public string? Facts { get; set; }

    public CaseReading Reading { get; private set; } = null!;

    public JobApplication State => Reading.Seen.State;

    public Vacancy? Vacancy { get; private set; }

    public string? Organisation { get; private set; }

    public Spine Spine { get; private set; } = null!;

    public Step? Step { get; private set; }

    public HolderMark? Mark { get; private set; }

    public IReadOnlyList<ParallelStep> Parallel { get; private set; } = [];

    public Deeds.Deeds Can { get; private set; } = new([], []);

    public Timeline Story { get; private set; } = new([]);

    public int AllFacts { get; private set; }

    public CaseTime Time { get; private set; } = new([], 0);

    /// <summary>The procedures this candidacy is carried by, and where each stands.</summary>
    public IReadOnlyList<CaseProcedure> Procedures { get; private set; } = [];

    public IReadOnlyList<(string Name, ReadOpinion Opinion)> Opinions { get; private set; } = [];

    public IReadOnlyList<ThreadMessage> Thread { get; private set; } = [];

    /// <summary>What was typed in the message that could not be sent.</summary>
    public ShownDeed? Writing { get; private set; }

    /// <summary>Where the reader does what waits for them; null where somebody else has the ball, or where a gesture of the page does it.</summary>
    public PageAction? Next { get; private set; }

    public BookingView? Booking { get; private set; }

    public bool MayPlan { get; private set; }

    public IReadOnlyList<CaseNote> Notes { get; private set; } = [];

    public IReadOnlyList<CaseMessage> Messages { get; private set; } = [];

    public bool MayWrite { get; private set; }

    /// <summary>Who found each paper good.</summary>
    public Names Validators { get; private set; } = null!;

    public bool MaySeeDocuments { get; private set; }

    public bool MaySeeBoard { get; private set; }

    public Unmet? Unmet { get; private set; }

    public Toast? Undo { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        Undo = await UndoLine.TakeAsync(this, engine, Reading.Who, "dossier", ct);
        await ShowAsync(ct);
        return Page();
    }

    /// <param name="geste">Which of the deeds of the page.</param>
    /// <param name="de">The page to come back to: see <see cref="CameFrom"/>.</param>
    public async Task<IActionResult> OnPostAsync(string? geste, string? de, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (await Reading.DeedAsync(engine, geste, ct) is not { } deed) return await PastAsync(ct);
        if (this.Barred(Grants.Of(Reading.Who, deed.Act, Reading.Seen.Subject)) is { } refused) return refused;
        if (deed is { Page: { } page, Fields.Count: 0 }) return Redirect(page);
        var typed = new Typed(Request.Form, deed.Key);
        var command = deed.Read(typed);
        if (deed.Writes && typed.Problems.Count == 0) Unmet = await MailDraft.PrepareAsync(this, engine, Reading, deed.Key, typed, command);
        Unmet ??= await this.SendAsync(engine, deed.Key, Id, command, typed.Problems);
        if (Unmet is null) return Onwards(deed, de);
        if (await EnterAsync(ct) is { } gone) return gone;
        await ShowAsync(ct);
        Response.StatusCode = Unmet.Status;
        return Page();
    }

    /// <summary>A button of a page that is no longer true: the page is shown again as things are.</summary>
    private async Task<IActionResult> PastAsync(CancellationToken ct)
    {
        Unmet = new Unmet("", Request.Form, [], Failure: new FailureAlert("Votre action n’est pas enregistrée", "Cette action n’existe plus ici : la candidature a changé entre-temps.".Replace(" :", "\u00A0:", StringComparison.Ordinal)));
        await ShowAsync(ct);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private RedirectResult Onwards(Deed deed, string? from)
    {
        if (deed.Key == "refuser") UndoLine.Offer(this, Id);
        else this.Say(deed.Done);
        return Redirect(CameFrom.Url(from, Id, State.VacancyId));
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        Reading = reading;
        return this.Barred(Grants.Of(reading.Who, Act.SeeApplication, reading.Seen.Subject));
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var subject = Reading.Seen.Subject;
        var path = subject.OrganisationPath;
        if (await Subjects.OfVacancyAsync(engine.Database, Reading.Who, State.VacancyId, ct) is { } post)
            (Vacancy, MaySeeBoard) = (post.State, Grants.Allows(Reading.Who, Act.SeeBoard, post.Subject));
        var names = await Names.OfAsync(engine.Database,
            [State.OrganisationId, .. State.Steps.SelectMany(step => (IEnumerable<Guid?>)[step.Holder.PersonId, step.Holder.OrganisationId]), .. State.Assessors.Select(one => (Guid?)one.PersonId)], ct);
        Organisation = names[State.OrganisationId];
        Can = Deeds.Deeds.Of(CaseDeeds.All(State, await CasePeople.ReadAsync(engine.Database, Reading, ct)), Reading.Who, subject, await Reading.JudgeAsync(engine, ct));
        Step = Ball.HolderOf(State.Steps);
        Mark = Step is null ? null : MarkOf(Step, path, names);
        if (Step is { } mine && BoardQuery.WaitsFor(Reading.Who, mine, path, State.Assessors))
            Next = DayWords.Action(new DayLine("job_application", State.VacancyId, mine, Id, 1, 0, false), Reading.Name, State.Stage, ActionWeight.Primary) is { Fields: null } link ? link : null;
        Parallel = [.. State.Steps.Where(step => step != Step).Select(step => new ParallelStep(MarkOf(step, path, names), Whose.Task(step.Name), Whose.Share(step, Reading.Now)?.Value))];
        Procedures = await CaseProcedures.ReadAsync(engine, Id, ct);
        Time = await CaseTime.ReadAsync(engine.Database, Id, Reading.Now, ct);
        MaySeeDocuments = Grants.Allows(Reading.Who, Act.SeeDocuments, subject);
        MayWrite = Grants.Allows(Reading.Who, Act.MoveApplication, subject);
        Validators = await Names.OfAsync(engine.Database, State.Documents.Select(document => document.ValidatedBy), ct);
        if (MayWrite && Reading.Named) Messages = await CaseMessages.ReadAsync(engine.Database, Id, State.CandidateId, ct);
        if (Reading.Named && Grants.Allows(Reading.Who, Act.WriteMessage, subject))
        {
            Thread = await MessageThread.ReadAsync(engine.Database, Id, State.CandidateId, ct);
            if (MessageDeeds.Write(State) is { } write) Writing = new ShownDeed(write, $"/candidatures/{Id}", Unmet);
        }

        MayPlan = Reading.Named && Grants.Allows(Reading.Who, Act.PlanInterview, subject);
        if (Reading.Named && State.Interview is not null) Booking = await BookingView.ReadAsync(engine, Id, ct);
        await TellAsync(names, ct);
    }

    private HolderMark MarkOf(Step step, IReadOnlyList<Guid> path, Names names)
    {
        var mine = BoardQuery.WaitsFor(Reading.Who, step, path, State.Assessors);
        var mark = Whose.Mark(step, mine, names);
        return step.Kind == TimeKind.Candidate && !mine ? mark with { Word = Reading.Name } : mark;
    }

    private async Task TellAsync(Names names, CancellationToken ct)
    {
        var facts = await TimelineQuery.ReadAsync(engine.Database, Id, 0, TimelineQuery.Most, ct);
        AllFacts = facts.Count;
        Story = CaseStory.Of(facts, Reading, Facts == "tous");
        Spine = CaseStory.SpineOf(State, facts, Reading);
        var notes = MayWrite && Reading.Named ? await CaseNotes.ReadAsync(engine.Database, Id, ct) : [];
        Notes = [.. notes.Where(note => note.Kind == "note")];
        Opinions = [.. (await OpinionReading.ReadAsync(engine, Id, Reading.Seen, Reading.Who, ct)).Select(one => (names[one.AssessorId] ?? "Personne effacée", one))];
    }
}
