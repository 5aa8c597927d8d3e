namespace Jalon.Grains.Vacancies;

/// <summary>
/// Openings are counted here and nowhere else. Each step is idempotent by (application, attempt); a release leaves a tombstone,
/// so that a hold that arrives after it, of that attempt or an older one, is refused.
/// </summary>
public static partial class VacancyGrain
{
    private static Decision Reserve(Vacancy state, OpeningCommand command)
    {
        var mine = state.Openings.FirstOrDefault(opening => opening.ApplicationId == command.ApplicationId);
        if (command is Release release) return ReleaseOpening(state, mine, release);
        if (Barred(state, command) || mine?.Attempt > command.Attempt) return Refusals.AttemptReleased;
        return command switch
        {
            TakeUpOpening up => TakeUp(state, mine, up),
            Hold => HoldOpening(state, mine, command),
            Engage => EngageOpening(state, mine, command),
            _ => TakeOpening(mine, command),
        };
    }

    /// <summary>Those who would each get a free opening alone, as many as there are. An attempt that takes the place of an older one is asked alone.</summary>
    private static Accepted ReserveTogether(Vacancy state, IReadOnlyList<Hold> holds)
    {
        var alone = holds.DistinctBy(hold => hold.ApplicationId).Select(hold => Reserve(state, hold));
        return new([.. alone.OfType<Accepted>().Select(one => one.Facts).Where(facts => facts is [OpeningHeld]).Take(state.FreeOpenings).SelectMany(facts => facts)]);
    }

    private static bool Barred(Vacancy state, OpeningCommand command) =>
        state.Released.Any(tombstone => tombstone.ApplicationId == command.ApplicationId && tombstone.Attempt >= command.Attempt);

    private static Decision HoldOpening(Vacancy state, Opening? mine, OpeningCommand command)
    {
        if (mine?.Attempt == command.Attempt) return Decision.AlreadySo;
        if (mine is not null && Vacancy.Gone(mine)) return Refusals.AlreadyEngaged;
        if (state.Stage is not (VacancyStage.Published or VacancyStage.Closed)) return state.End is null ? Refusals.WrongStage(state.Stage, VacancyStage.Published) : Refusals.Ended;
        var held = new OpeningHeld(command.ApplicationId, command.Attempt);
        if (mine is not null) return new Accepted(new OpeningReleased(command.ApplicationId, mine.Attempt!.Value, OpeningRelease.Superseded, false), held);
        if (state.FreeOpenings == 0) return Refusals.NoFreeOpening(state.Openings.Count);
        return state.End is null ? held : Refusals.Ended;
    }

    private static Decision TakeUp(Vacancy state, Opening? mine, TakeUpOpening up)
    {
        if (mine is not null) return mine.Attempt == up.Attempt ? Decision.AlreadySo : Refusals.AlreadyEngaged;
        if (state.Stage is not (VacancyStage.Published or VacancyStage.Closed)) return state.End is null ? Refusals.WrongStage(state.Stage, VacancyStage.Published) : Refusals.Ended;
        if (state.End is not null && state.FreeOpenings > 0) return Refusals.Ended;
        return state.FreeOpenings == 0 ? Refusals.NoFreeOpening(state.Openings.Count) : new OpeningTakenUp(up.ApplicationId, up.Attempt, up.ChosenOn);
    }

    /// <summary>
    /// A person confirmed has a signed contract, or has left their administration: they keep their place. A cancellation that crossed their confirmation becomes what it
    /// would have been a moment later, a conclusion: the other openings are given up, the others stay told that the post is cancelled. (« Le recrutement se conclut, il ne
    /// s’annule plus. »)
    /// </summary>
    private static Decision EngageOpening(Vacancy state, Opening? mine, OpeningCommand command)
    {
        if (mine?.Attempt != command.Attempt) return Refusals.NotHeld;
        if (Vacancy.Gone(mine)) return Decision.AlreadySo;
        var fills = state.Openings.All(opening => ReferenceEquals(opening, mine) || Vacancy.Gone(opening));
        var engaged = new OpeningEngaged(command.ApplicationId, command.Attempt, fills);
        if (state.Stage == VacancyStage.Cancelled)
            return new Accepted([new VacancyClosed(ClosingCause.ConfirmedMeanwhile), engaged, .. fills ? Array.Empty<Fact>() : [new RecruitmentConcluded()]]);
        return fills && state.Stage == VacancyStage.Published ? new Accepted(new VacancyClosed(ClosingCause.AllEngaged), engaged) : engaged;
    }

    private static Decision TakeOpening(Opening? mine, OpeningCommand command) => mine switch
    {
        { Status: OpeningStatus.Taken } when mine.Attempt == command.Attempt => Decision.AlreadySo,
        { Status: OpeningStatus.Engaged } when mine.Attempt == command.Attempt => new OpeningTaken(command.ApplicationId, command.Attempt),
        _ => Refusals.NotHeld,
    };

    private static Decision ReleaseOpening(Vacancy state, Opening? mine, Release release)
    {
        if (mine?.Attempt <= release.Attempt)
            return new OpeningReleased(release.ApplicationId, release.Attempt, release.Reason, state.Stage == VacancyStage.Closed && state.End is not null && Vacancy.Gone(mine));
        return Barred(state, release) || mine is not null ? Decision.AlreadySo : new AttemptBarred(release.ApplicationId, release.Attempt);
    }
}
