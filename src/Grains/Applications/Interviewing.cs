using System.Text.Json;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>Assessors and their opinions (guard 7). Levels are words, kept with the text in the erasable note; nothing adds them.</summary>
public static partial class JobApplicationGrain
{
    private const string PanelStep = "panel";

    private static Decision OnInterview(JobApplication state, Command command, ApplicationCircumstances? read, Context context)
    {
        if (command is FileOpinion or OpenInterviewRound && state.Stage != Stage.Interview) return Refusals.NotInInterview;
        if (state.Stage is < Stage.Admissible or > Stage.Interview) return Refusals.NotBeforeChoice;
        if (command is NameAssessor or OpenInterviewRound && state.Acceptance is { Binds: true }) return Refusals.AcceptanceInProgress;
        return command switch
        {
            NameAssessor(var person) => NameOne(state, person, read, context),
            ReleaseAssessor release => ReleaseOne(state, release, read, context),
            ReplaceAssessor replace => ReplaceOne(state, replace, read, context),
            DeclareConflict(var person) => Conflict(state, person, read, context),
            DeclareImpartiality => Impartial(state, context),
            FileOpinion opinion => FileOne(state, opinion, context),
            _ => NextRound(state, context),
        };
    }

    private static bool Active(Assessor assessor) => !assessor.Conflicted;

    private static bool Awaited(Assessor assessor) => Active(assessor) && assessor.OpinionId is null;

    private static bool OpinionsAreIn(JobApplication state) => state.Assessors.Any(Active) && !state.Assessors.Any(Awaited);

    private static JobApplication NewRound(JobApplication state) => state with { Assessors = [.. state.Assessors.Select(assessor => assessor with { OpinionId = null })] };

    /// <summary>Two assessors at least on a permanent post or a contract of some length, fewer on a short one.</summary>
    private static Refusal? TooFewAssessors(JobApplication state, ApplicationCircumstances read, Context context, int leaving = 0)
    {
        if (read.Vacancy is not { } vacancy) return Refusals.UnknownVacancy;
        var today = FrenchCalendar.DayOf(context.At);
        var isShort = !vacancy.Permanent && vacancy.ContractMonths <= context.Rules.On(today, "short-contract", state.OrganisationId).Amount;
        var minimum = context.Rules.On(today, isShort ? "assessors-short" : "assessors-permanent", state.OrganisationId).Amount;
        var active = state.Assessors.Count(Active) - leaving;
        return active < minimum ? Refusals.TooFewAssessors(minimum, minimum - active) : null;
    }

    private static Decision NameOne(JobApplication state, Guid person, ApplicationCircumstances? read, Context context)
    {
        if (person == state.CandidateId) return Refusals.AssessorIsCandidate;
        if (state.Assessors.FirstOrDefault(assessor => assessor.PersonId == person) is { } known) return known.Conflicted ? Refusals.HasConflict : Decision.AlreadySo;
        if (state.Assessors.Count >= 20) return Refusals.TooManyAssessors;
        if (BusyThen(state, read)) return Refusals.AssessorBusy;
        IReadOnlyList<Assessor> all = [.. state.Assessors, new Assessor(person)];
        var (closes, opens) = Turn(state, all, context);
        if (Named(state, PanelStep) is { Count: > 0 } panel && TooFewAssessors(state with { Assessors = all }, read!, context) is null) closes = [.. closes, .. panel];
        return new Accepted([new AssessorNamed(person, closes, opens)], [Asked(state, person), .. KeptFor(state with { Assessors = all })]);
    }

    private static Decision ReleaseOne(JobApplication state, ReleaseAssessor release, ApplicationCircumstances? read, Context context)
    {
        if (MayNotLeave(state, release.PersonId) is { } refusal) return refusal;
        if (state.Stage == Stage.Interview && TooFewAssessors(state, read!, context, leaving: 1) is { } few) return few;
        var note = Note(state, context, "reason", release.Reason);
        var (closes, opens) = Turn(state, [.. state.Assessors.Where(assessor => assessor.PersonId != release.PersonId)], context);
        return new Accepted([new AssessorReleased(release.PersonId, note.Id, closes, opens)], [note, .. KeptFor(state with { Assessors = [.. state.Assessors.Where(assessor => assessor.PersonId != release.PersonId)] })]);
    }

    private static Decision ReplaceOne(JobApplication state, ReplaceAssessor replace, ApplicationCircumstances? read, Context context)
    {
        if (MayNotLeave(state, replace.PersonId) is { } refusal) return refusal;
        if (replace.With == state.CandidateId) return Refusals.AssessorIsCandidate;
        if (state.Assessors.Any(assessor => assessor.PersonId == replace.With)) return Refusals.AlreadyAssessor;
        if (BusyThen(state, read)) return Refusals.AssessorBusy;
        var note = Note(state, context, "reason", replace.Reason);
        var after = state with { Assessors = [.. state.Assessors.Select(assessor => assessor.PersonId == replace.PersonId ? new Assessor(replace.With) : assessor)] };
        return new Accepted([new AssessorReplaced(replace.PersonId, replace.With, note.Id)], [note, Asked(state, replace.With), .. KeptFor(after)]);
    }

    private static Refusal? MayNotLeave(JobApplication state, Guid person) => state.Assessors.FirstOrDefault(assessor => assessor.PersonId == person) switch
    {
        null or { Conflicted: true } => Refusals.NotAnAssessor,
        { OpinionId: not null } => Refusals.OpinionFiled,
        _ => null,
    };

    /// <summary>Never refused: whoever has a conflict stops reading at once, even when nobody else is left.</summary>
    private static Decision Conflict(JobApplication state, Guid person, ApplicationCircumstances? read, Context context)
    {
        if (state.Assessors.FirstOrDefault(assessor => assessor.PersonId == person) is not { } known) return Refusals.NotAnAssessor;
        if (known.Conflicted) return Decision.AlreadySo;
        var after = state with { Assessors = [.. state.Assessors.Select(assessor => assessor == known ? known with { Conflicted = true, OpinionId = null } : assessor)] };
        var (closes, opens) = Turn(state, after.Assessors, context);
        return new Accepted([new ConflictDeclared(person, closes, [.. opens, .. PanelSteps(after, read, context)])], KeptFor(after));
    }

    private static Decision FileOne(JobApplication state, FileOpinion opinion, Context context)
    {
        if (state.Assessors.FirstOrDefault(assessor => assessor.PersonId == context.By.Id) is not { Conflicted: false } mine) return Refusals.NotAnAssessor;
        if (mine.OpinionId is not null) return Refusals.OpinionFiled;
        if (state.Interview is { IsBooked: true, From: { } from } && context.At < from) return Refusals.InterviewToCome(from);
        var note = Note(state, context, "opinion", JsonSerializer.Serialize(opinion, Json.Options));
        var (closes, opens) = Turn(state, [.. state.Assessors.Select(assessor => assessor == mine ? mine with { OpinionId = note.Id } : assessor)], context);
        return new Accepted([new OpinionFiled(mine.PersonId, note.Id, closes, opens)], [note]);
    }

    /// <summary>Said again, it replaces what was said of the same criterion. The state keeps where, never the level: nothing can be counted over people.</summary>
    private static Decision AssessOne(JobApplication state, AssessFile assess, Context context)
    {
        if (state.Stage is < Stage.Admissible or > Stage.Interview) return Refusals.NotBeforeChoice;
        if (state.FileNotes is { Count: >= VacancySheet.MostCriteria } known && !known.ContainsKey(assess.Criterion)) return Refusals.TooManyCriteria;
        var note = Note(state, context, "file", JsonSerializer.Serialize(assess, Json.Options));
        return new Accepted([new FileAssessed(assess.Criterion, note.Id)], [note]);
    }

    private static Decision NextRound(JobApplication state, Context context)
    {
        if (!OpinionsAreIn(state)) return Refusals.OpinionsMissing(state.Assessors.Count(Awaited));
        var (closes, opens) = Turn(state, NewRound(state).Assessors, context);
        return new InterviewRoundOpened(state.InterviewRound + 1, closes, opens);
    }

    /// <summary>During the interview the assessors have the ball until all opinions are in, then the manager chooses.</summary>
    private static (IReadOnlyList<string> Closes, IReadOnlyList<Step> Opens) Turn(JobApplication state, IReadOnlyList<Assessor> assessors, Context context)
    {
        var after = state with { Assessors = assessors };
        if (state.Stage != Stage.Interview || OpinionsAreIn(state) == OpinionsAreIn(after)) return ([], []);
        return (Named(state, "opinions", "choice", "interview", "slots", "convocation"), StageSteps(after, Stage.Interview, context));
    }

    private static Decision Impartial(JobApplication state, Context context) => state.Assessors.FirstOrDefault(assessor => assessor.PersonId == context.By.Id) switch
    {
        null => Refusals.NotAnAssessor,
        { Conflicted: true } => Refusals.HasConflict,
        { Impartial: true } => Decision.AlreadySo,
        _ => new ImpartialityDeclared(context.By.Id),
    };

    /// <summary>A conflict that leaves too few assessors is for whoever recruits to mend, at once.</summary>
    private static IEnumerable<Step> PanelSteps(JobApplication after, ApplicationCircumstances? read, Context context) =>
        after.Stage == Stage.Interview && read is not null && TooFewAssessors(after, read, context) is not null && after.Steps.All(step => step.Name != PanelStep)
            ? [Open(after, PanelStep, TimeKind.Administration, Role.Recruiter, after.RecruiterId, context)] : [];

    private static AssessmentRow Asked(JobApplication state, Guid person) => new(DerivedId.Application(state.VacancyId, state.CandidateId), person);

    private static bool BusyThen(JobApplication state, ApplicationCircumstances? read) =>
        state.Interview is { IsBooked: true, From: { } from } && read?.Times?.GetValueOrDefault(from) == TimeState.Taken;

    /// <summary>An interview to come keeps the hour of those who will be there, and of nobody else.</summary>
    private static IReadOnlyList<SideRow> KeptFor(JobApplication after) => after.Interview is { IsBooked: true } booked ? [Keep(after, booked, Meeting(after))] : [];
}
