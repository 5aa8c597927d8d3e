using Jalon.Grains;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;
using Jalon.Workflows.Reminders;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>A case with open steps that something live opened, as its own row tells it, and what reminders say of it.</summary>
/// <param name="Post">Title of the post; of the profession aimed at, for a path.</param>
/// <param name="Person">The person it is about; null for a post.</param>
/// <param name="VacancyId">The post, where there is one: who applies to it hears nothing of it.</param>
/// <param name="Assessing">Those whose opinion is awaited.</param>
/// <param name="Opened">Version of the fact that opened each step; the steps of history are not there.</param>
internal sealed record OpenCase(
    Guid Id, string Post, string? Person, Guid? VacancyId, Guid OrganisationId, Guid? RecruiterId, Guid? LineManagerId, IReadOnlyList<Guid> Assessing,
    IReadOnlyList<Step> Steps, IReadOnlyDictionary<string, int> Opened)
{
    public IReadOnlyList<Standstill> PersonAwaited { get; init; } = [];

    public IReadOnlyList<Standstill> Suspended { get; init; } = [];

    /// <summary>What its procedures ask of people.</summary>
    public IReadOnlyList<OpenTask> Tasks { get; init; } = [];

    /// <summary>The steps of the case, each with whoever it was handed to, and the tasks that the case does not follow by itself. What history opened is nobody's surprise: only the rest is spoken of.</summary>
    public IEnumerable<Step> Live => Steps.Where(step => Opened.ContainsKey(step.Id) && step.Kind != TimeKind.LegalWait).Select(Handed).Concat(Tasks.Where(task => !Steps.Any(task.Is)).Select(task => task.Step));

    /// <summary>Those whose opinion is awaited, or to whom it was handed.</summary>
    public IEnumerable<Guid> Readers => Assessing.Select(person => Tasks.FirstOrDefault(task => task.PersonId == person)?.Delegate ?? person);

    /// <summary>The administration owes nothing while its post is suspended, nor while the person is awaited; the others do. A task of a post stands still with it already.</summary>
    public StepClock Clock(Step step) => new(step, step.Kind != TimeKind.Administration || (VacancyId == Id && Tasks.Any(task => task.Step == step)) ? [] : [.. PersonAwaited, .. Suspended]);

    /// <summary>Whether somebody put off what they would be told of a step.</summary>
    public bool IsPutOff(Step step, Guid person, DateOnly today) => Tasks.Any(task => task.PutOffUntil > today && task.Concerns(step, person));

    /// <summary>Version of the fact that opened a step; 0 for a task.</summary>
    public int OpenedAt(string step) => Opened.GetValueOrDefault(step);

    private Step Handed(Step step) => Tasks.FirstOrDefault(task => task is { PersonId: null, Delegate: not null } && task.Is(step)) is { } task ? step with { Holder = step.Holder with { PersonId = task.Delegate } } : step;

    public static OpenCase Of(CaseWords words, IReadOnlyDictionary<string, int> opened) => new(words.Id, words.Post, words.Person ?? "Une personne", words.State.VacancyId,
        words.State.OrganisationId, words.State.RecruiterId, words.State.LineManagerId,
        [.. words.State.Assessors.Where(one => one is { OpinionId: null, Conflicted: false }).Select(one => one.PersonId)], words.State.Live ? words.State.Steps : [], opened);

    public static OpenCase Of(Vacancy state, IReadOnlyDictionary<string, int> opened) => new(state.Id, state.Sheet.Title ?? "poste sans intitulé", null, state.Id,
        state.OrganisationId, state.Sheet.Recruiter, state.Sheet.LineManager, [], state.Steps, opened);

    public static OpenCase Of(ReconversionPath state, string? person, IReadOnlyDictionary<string, int> opened) => new(state.Id, "parcours de reconversion", person ?? "Une personne", null,
        state.OrganisationId, state.AdvisorId, null, [], state.IsFinal ? [] : state.Steps, opened);
}
