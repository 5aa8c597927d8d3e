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

    /// <summary>What history opened is nobody's surprise: only the rest is spoken of.</summary>
    public IEnumerable<Step> Live => Steps.Where(step => Opened.ContainsKey(step.Id) && step.Kind != TimeKind.LegalWait);

    /// <summary>The administration owes nothing while its post is suspended, nor while the person is awaited; the others do.</summary>
    public StepClock Clock(Step step) => new(step, step.Kind == TimeKind.Administration ? [.. PersonAwaited, .. Suspended] : []);

    public static OpenCase Of(CaseWords words, IReadOnlyDictionary<string, int> opened) => new(words.Id, words.Post, words.Person ?? "Une personne", words.State.VacancyId,
        words.State.OrganisationId, words.State.RecruiterId, words.State.LineManagerId,
        [.. words.State.Assessors.Where(one => one is { OpinionId: null, Conflicted: false }).Select(one => one.PersonId)], words.State.Live ? words.State.Steps : [], opened);

    public static OpenCase Of(Vacancy state, IReadOnlyDictionary<string, int> opened) => new(state.Id, state.Sheet.Title ?? "poste sans intitulé", null, state.Id,
        state.OrganisationId, state.Sheet.Recruiter, state.Sheet.LineManager, [], state.Steps, opened);

    public static OpenCase Of(ReconversionPath state, string? person, IReadOnlyDictionary<string, int> opened) => new(state.Id, "parcours de reconversion", person ?? "Une personne", null,
        state.OrganisationId, state.AdvisorId, null, [], state.IsFinal ? [] : state.Steps, opened);
}
