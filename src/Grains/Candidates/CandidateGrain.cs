using Jalon.Grains.Calendar;

namespace Jalon.Grains.Candidates;

/// <summary>What may happen to a person's file, and what it becomes.</summary>
public static class CandidateGrain
{
    public const string ConsentDeadline = "consent";

    public const string RetentionDeadline = "retention";

    public static readonly GrainKind Kind = GrainKind.Of<Candidate, CandidateCommand, CandidateFact, CandidateCircumstances>(
        "candidate", Decide, Apply, (state, command) => state is not null && command is MergeInto, Deadlines);

    public static Decision Decide(Candidate? state, Command command, CandidateCircumstances? read, Context context) => (state, command) switch
    {
        (_, DeadlineReached deadline) => AtDeadline(state, deadline, context),
        (null, Register register) => Admit(register, context),
        (null, _) => CandidateRefusals.Unknown,
        (_, Register) => CandidateRefusals.AlreadyRegistered,
        (_, Engage or ConfirmEngagement or ReleaseEngagement) => Engagements.Decide(state, command, context),
        (_, RecordContact) => Contact(state, context),
        (_, MergeInto or Unmerge) => Merging(state, command, read, context),
        (_, WithdrawConsent) => state.Pool is null ? Decision.AlreadySo : new ConsentWithdrawn(),
        (_, AskErasure) => Erase(state, context),
        ({ MergedInto: not null }, _) => CandidateRefusals.Merged,
        (_, GiveConsent or PausePool or ResumePool) => Pooling(state, command, context),
        _ => Profile(state, command),
    };

    private static Accepted Admit(Register register, Context context) => new(
        [
            new Registered(register.CandidateId, register.Status, register.Category, register.Corps, register.Grade, register.OriginAdministration,
                After("retention", context)),
        ],
        [new PersonRow(register.CandidateId, register.GivenName, register.FamilyName, register.Email, register.Phone)]);

    private static Decision Profile(Candidate state, Command command) => command switch
    {
        AmendProfile(var status, var category, var corps, var grade, var origin) =>
            (status, category, corps, grade, origin) == (state.Status, state.Category, state.Corps, state.Grade, state.OriginAdministration)
                ? Decision.AlreadySo
                : new ProfileAmended(status, category, corps, grade, origin),
        CorrectIdentity(var given, var family, var email, var phone) => new Accepted([new IdentityCorrected()], [new PersonRow(state.Id, given, family, email, phone)]),
        DeclareSkill(var code, var level, var evidence) =>
            state.Skills.Contains(new Skill(code, level, evidence)) ? Decision.AlreadySo
            : state.Skills.Count >= Candidate.MostSkills && state.Skills.All(skill => skill.Code != code) ? CandidateRefusals.TooManySkills
            : new SkillDeclared(code, level, evidence),
        RemoveSkill(var code) => state.Skills.Any(skill => skill.Code == code) ? new SkillRemoved(code) : Decision.AlreadySo,
        ExpressWishes(var professions, var places, var earliest, var discretion, var returning) => new WishesExpressed(professions, places, earliest, discretion, returning),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not for a candidate"),
    };

    private static Decision Pooling(Candidate state, Command command, Context context) => (command, state.Pool) switch
    {
        (GiveConsent, var pool) => After("pool-consent", context) is var until && pool?.Until == until ? Decision.AlreadySo : new ConsentGiven(until),
        (_, null) => CandidateRefusals.NotInPool,
        (PausePool, { Paused: false }) => new PoolPaused(),
        (ResumePool, { Paused: true }) => new PoolResumed(),
        _ => Decision.AlreadySo,
    };

    private static Decision Contact(Candidate state, Context context) =>
        After("retention", context) is var until && state.RetentionUntil == until ? Decision.AlreadySo : new ContactRecorded(until);

    private static Decision Merging(Candidate state, Command command, CandidateCircumstances? read, Context context) => (command, state.MergedInto) switch
    {
        _ when context.By == Actor.System => CandidateRefusals.PersonNeeded,
        (MergeInto(var canonical), var current) when canonical == current => Decision.AlreadySo,
        (MergeInto(var canonical), _) when canonical == state.Id => CandidateRefusals.MergedIntoItself,
        (MergeInto, not null) => CandidateRefusals.Merged,
        (MergeInto, _) when state.Engagement is { } engagement => CandidateRefusals.EngagedCannotMerge(engagement, context),
        (MergeInto, _) when read is not { CanonicalExists: true } => CandidateRefusals.CanonicalUnknown,
        (MergeInto, _) when read.CanonicalMergedInto is not null => CandidateRefusals.CanonicalMerged,
        (MergeInto(var canonical), _) => new Merged(canonical),
        (_, null) => Decision.AlreadySo,
        (_, { } canonical) => new Unmerged(canonical),
    };

    /// <summary>What rests on consent goes at once; the rest is a request somebody answers, with its ground.</summary>
    private static Accepted Erase(Candidate state, Context context)
    {
        var consented = state.Pool is not null || state.Wishes is not null || state.Skills.Any(skill => skill.Evidence == Evidence.Declared);
        IReadOnlyList<Fact> erased = consented ? [new ConsentedDataErased()] : [];
        IReadOnlyList<Fact> asked = state.Erasure is null ? [new ErasureAsked(After("erasure-answer", context))] : [];
        return new Accepted([.. erased, .. asked]);
    }

    private static Decision AtDeadline(Candidate? state, DeadlineReached deadline, Context context) => deadline.Key switch
    {
        ConsentDeadline when state?.Pool?.Until <= context.At => new ConsentExpired(),
        RetentionDeadline when state?.RetentionUntil <= context.At => new RetentionReached(),
        _ => Decision.AlreadySo,
    };

    private static DateTimeOffset After(string parameter, Context context)
    {
        var today = FrenchCalendar.DayOf(context.At);
        return FrenchCalendar.StartOf(context.Rules.On(today, parameter).After(today));
    }

    public static Candidate Apply(Candidate? state, CandidateFact fact, Stamp stamp) => (state, fact) switch
    {
        (_, Registered f) => new Candidate(f.CandidateId, f.Status, f.Category, f.Corps, f.Grade, f.OriginAdministration, [], null, null, null, [], null,
            stamp.At, f.RetentionUntil, null),
        (null, _) => throw new InvalidOperationException("the first fact of a candidate is Registered"),
        (_, ProfileAmended f) => state with { Status = f.Status, Category = f.Category, Corps = f.Corps, Grade = f.Grade, OriginAdministration = f.OriginAdministration },
        (_, SkillDeclared f) => state with { Skills = [.. state.Skills.Where(skill => skill.Code != f.Code), new Skill(f.Code, f.Level, f.Evidence)] },
        (_, SkillRemoved f) => state with { Skills = [.. state.Skills.Where(skill => skill.Code != f.Code)] },
        (_, WishesExpressed f) => state with { Wishes = new Wishes(f.Professions, f.Places, f.EarliestDate, f.Discretion, f.Returning) },
        (_, ConsentGiven f) => state with { Pool = new Pool(stamp.At, f.Until, state.Pool?.Paused ?? false) },
        (_, PoolPaused) => state with { Pool = state.Pool! with { Paused = true } },
        (_, PoolResumed) => state with { Pool = state.Pool! with { Paused = false } },
        (_, ConsentWithdrawn or ConsentExpired) => state with { Pool = null },
        (_, ContactRecorded f) => state with { LastContactAt = stamp.At, RetentionUntil = f.RetentionUntil },
        (_, RetentionReached) => state with { RetentionUntil = null },
        (_, Merged f) => state with { MergedInto = f.Canonical },
        (_, Unmerged) => state with { MergedInto = null },
        (_, ConsentedDataErased) => state with { Pool = null, Wishes = null, Skills = [.. state.Skills.Where(skill => skill.Evidence != Evidence.Declared)] },
        (_, ErasureAsked f) => state with { Erasure = new ErasureRequest(stamp.At, f.AnswerDue) },
        (_, Engaged or EngagementConfirmed or EngagementReleased) => Engagements.Apply(state, fact, stamp),
        _ => state,
    };

    private static IEnumerable<Deadline> Deadlines(Candidate state)
    {
        if (state.Pool is { } pool) yield return new Deadline(ConsentDeadline, pool.Until);
        if (state.RetentionUntil is { } until) yield return new Deadline(RetentionDeadline, until);
    }
}
