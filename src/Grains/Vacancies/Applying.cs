using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>What each fact makes of the state.</summary>
public static partial class VacancyGrain
{
    private static Vacancy Apply(Vacancy? before, VacancyFact fact, Stamp stamp)
    {
        var state = fact switch
        {
            VacancyDrafted drafted => Born(drafted, stamp),
            NoticeImported imported => Born(imported, stamp),
            _ => Changed(before!, fact, stamp),
        };
        if (fact is VacancyStageFact { Reached: var stage }) state = state with { Stage = stage, StageSince = stamp.At };
        return fact.Ball is { } move ? Moved(state, move) : state;
    }

    private static Vacancy Moved(Vacancy state, BallMove move)
    {
        var visits = new Dictionary<string, int>(state.Visits);
        foreach (var step in move.Opens) visits[step.Name] = visits.GetValueOrDefault(step.Name) + 1;
        return state with { Steps = Ball.After(state.Steps, move), Visits = visits };
    }

    private static Vacancy Born(VacancyDrafted fact, Stamp stamp) => new()
    {
        Id = fact.VacancyId,
        OrganisationId = fact.OrganisationId,
        Sheet = fact.Sheet,
        NeededSince = fact.NeededSince,
        DraftedOn = FrenchCalendar.DayOf(stamp.At),
        RepublishedFrom = fact.RepublishedFrom,
        Openings = Sized([], fact.Sheet.Openings),
    };

    private static Vacancy Born(NoticeImported fact, Stamp stamp) => new()
    {
        Id = fact.VacancyId,
        OrganisationId = fact.OrganisationId,
        Sheet = fact.Sheet,
        Revision = fact.Revision,
        NeededSince = fact.NeededSince,
        DraftedOn = FrenchCalendar.DayOf(stamp.At),
        Reference = fact.Reference,
        PublishedOn = fact.PublishedOn,
        OnCommonSpaceSince = fact.OnCommonSpaceSince,
        ApplicationsUntil = fact.ApplicationsUntil,
        ImportDigest = fact.Digest,
        Openings = Sized([], fact.Sheet.Openings),
    };

    private static Vacancy Changed(Vacancy state, VacancyFact fact, Stamp stamp) => fact switch
    {
        SheetAmended amended => state with
        {
            Sheet = amended.Sheet,
            Revision = amended.Revision,
            NeededSince = amended.NeededSince,
            Openings = Sized(state.Openings, amended.Sheet.Openings),
        },
        NoticeUpdated updated => Updated(state, updated, stamp),
        VacancyReturned returned => state with { Remarks = new(returned.NoteId, returned.ItemNotes ?? new Dictionary<SheetItem, Guid>(), stamp.By.Id, stamp.At) },
        VacancyApproved => state with { Remarks = null },
        VacancyPublished published => state with
        {
            Reference = published.Reference,
            ApplicationsUntil = published.ApplicationsUntil,
            PublishedOn = FrenchCalendar.DayOf(stamp.At),
            OnCommonSpaceSince = published.OnCommonSpaceSince ?? state.OnCommonSpaceSince,
        },
        CommonSpaceRecorded recorded => state with { OnCommonSpaceSince = recorded.Since, ApplicationsUntil = recorded.ApplicationsUntil },
        LawfulSubstituteRecorded recorded => state with { LawfulSubstituteSince = recorded.Since, ApplicationsUntil = recorded.ApplicationsUntil },
        UrgencyRecorded urgency => state with { Urgency = new(urgency.NoteId, stamp.By.Id, stamp.At) },
        FindingRecorded finding => state with { Finding = new(finding.NoteId, stamp.By.Id, stamp.At) },
        VacancySuspended suspended => state with { Suspension = new(suspended.NoteId, stamp.At, suspended.Until) },
        SuspensionRenewed renewed => state with { Suspension = new(renewed.NoteId, state.Suspension!.Since, renewed.Until) },
        SuspensionExpired or VacancyResumed or VacancyCancelled => state with { Suspension = null },
        VacancyExtended extended => state with { ApplicationsUntil = extended.Until },
        ApplicationsProlonged prolonged => state with { ApplicationsUntil = prolonged.Until },
        RecruitmentConcluded => state with { ConcludedAt = stamp.At, Suspension = null },
        _ => Reserved(state, fact),
    };

    private static Vacancy Updated(Vacancy state, NoticeUpdated fact, Stamp stamp) => state with
    {
        Sheet = fact.Sheet,
        Revision = fact.Revision,
        Reference = fact.Reference,
        PublishedOn = fact.PublishedOn,
        OnCommonSpaceSince = fact.OnCommonSpaceSince,
        ApplicationsUntil = fact.ApplicationsUntil,
        ImportDigest = fact.Digest,
        Openings = Sized(state.Openings, fact.Sheet.Openings),
        Stage = fact.Becomes ?? state.Stage,
        StageSince = fact.Becomes is null ? state.StageSince : stamp.At,
    };

    private static Vacancy Reserved(Vacancy state, VacancyFact fact) => fact switch
    {
        OpeningHeld held => state with
        {
            Openings = Replaced(state.Openings, opening => opening.Status == OpeningStatus.Free, _ => new(OpeningStatus.Held, held.ApplicationId, held.Attempt)),
        },
        VariantAssigned given => state with { Experiment = new ExperimentSeat(given.ExperimentId, given.Variant) },
        OpeningTakenUp up => Reserved(state, new OpeningHeld(up.ApplicationId, up.Attempt)),
        OpeningEngaged engaged => state with
        {
            Openings = Replaced(state.Openings, Of(engaged.ApplicationId), opening => opening with { Status = OpeningStatus.Engaged }),
            Suspension = engaged.Fills ? null : state.Suspension,
        },
        OpeningTaken taken => state with { Openings = Replaced(state.Openings, Of(taken.ApplicationId), opening => opening with { Status = OpeningStatus.Taken }) },
        OpeningReleased released => state with
        {
            Openings = Replaced(state.Openings, Of(released.ApplicationId), _ => new(OpeningStatus.Free, LastRelease: released.Reason)),
            Released = Buried(state.Released, released.ApplicationId, released.Attempt),
            ConcludedAt = released.Reopens ? null : state.ConcludedAt,
        },
        AttemptBarred barred => state with { Released = Buried(state.Released, barred.ApplicationId, barred.Attempt) },
        _ => state,
    };

    private static Func<Opening, bool> Of(Guid applicationId) => opening => opening.ApplicationId == applicationId;

    /// <summary>The first opening that fits, changed.</summary>
    private static List<Opening> Replaced(IReadOnlyList<Opening> openings, Func<Opening, bool> fits, Func<Opening, Opening> change)
    {
        var list = openings.ToList();
        var at = list.FindIndex(opening => fits(opening));
        if (at >= 0) list[at] = change(list[at]);
        return list;
    }

    /// <summary>More free openings at the end, or fewer; never fewer than the people on them.</summary>
    private static IReadOnlyList<Opening> Sized(IReadOnlyList<Opening> openings, int count)
    {
        if (count >= openings.Count) return [.. openings, .. Enumerable.Repeat(new Opening(OpeningStatus.Free), count - openings.Count)];
        var spare = openings.Count - count;
        return [.. openings.Reverse().Where(opening => opening.Status != OpeningStatus.Free || spare-- <= 0).Reverse()];
    }

    private static IReadOnlyList<Tombstone> Buried(IReadOnlyList<Tombstone> released, Guid applicationId, int attempt) =>
        [.. released.Where(tombstone => tombstone.ApplicationId != applicationId), new(applicationId, attempt)];
}
