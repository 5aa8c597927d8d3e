using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Silo.Projections;

/// <summary>Between which two moments a post is timed.</summary>
public enum PostClock { Arrival, Choice, Notice }

/// <summary>How a place of a post ended. The three ways to fill it exclude each other; a post nobody took is never filled.</summary>
public enum PostOutcome { Open = 0, CivilServant = 1, Contract = 2, Reconversion = 3, Unfilled = 4, Cancelled = 5 }

/// <summary>A stretch in the life of one place of a post, in local days.</summary>
/// <param name="Visit">A place lost after it was given begins another visit the same day.</param>
/// <param name="Seen">The day it came under observation, for a notice brought in; null when it was seen from the start.</param>
public sealed record PostSpan(PostClock Clock, int Place, int Visit, Guid? ApplicationId, DateOnly From, DateOnly? Seen, DateOnly? To, PostOutcome Outcome);

/// <summary>A fact of a post, and when.</summary>
public sealed record PostFact(VacancyFact Fact, DateTimeOffset At);

/// <summary>How a person came: read from their candidacy.</summary>
/// <param name="On">The day they took up the post; null when not told.</param>
public sealed record Arrived(PostOutcome Way, DateOnly? On);

/// <summary>A post as figures see it.</summary>
/// <param name="Pauses">Days on which the administration's clock stood still: first included, last not.</param>
public sealed record PostFigures(Guid OrganisationId, SheetSummary Sheet, IReadOnlyList<PostSpan> Spans, IReadOnlyList<(DateOnly From, DateOnly To)> Pauses)
{
    /// <summary>
    /// From the facts of a post, in their order. A notice that expires ends nothing: only a person at work fills a place, only a conclusion or a cancellation gives it up.
    /// Null before the post has its first fact.
    /// </summary>
    public static PostFigures? Of(IReadOnlyList<PostFact> facts, Func<Guid, Arrived> arrivals)
    {
        var story = new PostStory(arrivals);
        foreach (var one in facts) story.Tell(one.Fact, FrenchCalendar.DayOf(one.At));
        return story.Figures();
    }
}

/// <summary>One place of a post while its story is told.</summary>
internal sealed class PostPlace(int number)
{
    public int Number => number;

    public Guid? Application { get; set; }

    public bool Taken { get; set; }

    /// <summary>Given before the post was followed here: its days may be unknown.</summary>
    public bool TakenUp { get; set; }

    public Dictionary<PostClock, PostSpan> Open { get; } = [];
}

/// <summary>Moves the places of a post fact by fact. Pure.</summary>
internal sealed class PostStory(Func<Guid, Arrived> arrivals)
{
    private readonly List<PostPlace> places = [];
    private readonly List<PostSpan> ended = [];
    private readonly List<(DateOnly From, DateOnly To)> pauses = [];
    private Guid organisation;
    private SheetSummary? sheet;
    private DateOnly needed;
    private DateOnly? seen;
    private DateOnly? published;
    private DateOnly? pausedSince;

    public PostFigures? Figures() => sheet is null ? null : new PostFigures(organisation, sheet,
        [.. ended.Concat(places.SelectMany(place => place.Open.Values.Select(span => span with { ApplicationId = place.Application }))).OrderBy(span => span.Clock).ThenBy(span => span.Place).ThenBy(span => span.Visit)],
        [.. pauses, .. pausedSince is { } since ? [(since, DateOnly.MaxValue)] : Array.Empty<(DateOnly, DateOnly)>()]);

    public void Tell(VacancyFact fact, DateOnly day)
    {
        switch (fact)
        {
            case VacancyDrafted drafted: Begin(drafted.OrganisationId, drafted.Sheet, drafted.NeededSince, null); break;
            case NoticeImported notice: Import(notice, day); break;
            case SheetAmended amended: Amend(amended.Sheet, amended.NeededSince); break;
            case NoticeUpdated updated: Amend(updated.Sheet, needed); break;
            case VacancyPublished or VacancyExtended: Publish(day); break;
            case VacancySuspended: pausedSince ??= day; break;
            case VacancyResumed or SuspensionExpired: Resume(day); break;
            case OpeningHeld held: Hold(held.ApplicationId, day); break;
            case OpeningTakenUp up: TakeUp(up); break;
            case OpeningTaken taken: Take(taken.ApplicationId, day); break;
            case OpeningReleased released: Release(released, day); break;
            case RecruitmentConcluded: GiveUp(PostOutcome.Unfilled, place => place.Application is null, day); break;
            case VacancyCancelled: GiveUp(PostOutcome.Cancelled, place => !place.Taken, day); break;
            case VacancyClosed { Cause: ClosingCause.ConfirmedMeanwhile }: places.ForEach(place => Revive(place, day, PostOutcome.Cancelled)); break;
            default: break;
        }
    }

    private void Begin(Guid owner, SheetSummary summary, DateOnly since, DateOnly? seenOn)
    {
        (organisation, sheet, needed, seen) = (owner, summary, since, seenOn);
        while (places.Count < summary.Openings) Add();
    }

    /// <summary>A notice brought in is known because it was published: it is at risk from that day only.</summary>
    private void Import(NoticeImported notice, DateOnly day)
    {
        var known = notice.PublishedOn ?? day;
        Begin(notice.OrganisationId, notice.Sheet, notice.NeededSince, known > notice.NeededSince ? known : null);
        Publish(known);
    }

    private void Amend(SheetSummary summary, DateOnly since)
    {
        (sheet, var moved) = (summary, needed != since);
        needed = since;
        if (moved) foreach (var place in places) Move(place, since);
        while (places.Count < summary.Openings) Add();
        while (places.Count > summary.Openings && places[^1].Application is null) places.RemoveAt(places.Count - 1);
    }

    /// <summary>The need is older, or younger, than was said: first visits begin with it.</summary>
    private static void Move(PostPlace place, DateOnly since)
    {
        foreach (var (clock, span) in place.Open.Where(pair => pair.Key != PostClock.Notice && pair.Value.Visit == 1).ToList()) place.Open[clock] = span with { From = since };
    }

    private void Add()
    {
        var place = new PostPlace(places.Count + 1);
        places.Add(place);
        Start(place, PostClock.Arrival, needed);
        Start(place, PostClock.Choice, needed);
        if (published is { } day) Start(place, PostClock.Notice, day);
    }

    private void Publish(DateOnly day)
    {
        if (published is not null) return;
        published = day;
        foreach (var place in places) Start(place, PostClock.Notice, day);
    }

    private void Resume(DateOnly day)
    {
        if (pausedSince is { } since && since < day) pauses.Add((since, day));
        pausedSince = null;
    }

    private void Hold(Guid application, DateOnly day)
    {
        if ((places.Find(one => one.Application == application) ?? places.Find(one => one.Application is null)) is not { } place) return;
        place.Application = application;
        var way = arrivals(application).Way;
        End(place, PostClock.Choice, day, way);
        End(place, PostClock.Notice, day, way);
    }

    /// <summary>Chosen on a day told, or on a day nobody told: then nothing is known past the need.</summary>
    private void TakeUp(OpeningTakenUp up)
    {
        if (places.Find(one => one.Application is null) is not { } place) return;
        (place.Application, place.TakenUp) = (up.ApplicationId, true);
        foreach (var clock in (PostClock[])[PostClock.Choice, PostClock.Notice])
        {
            if (up.ChosenOn is { } day) End(place, clock, day, arrivals(up.ApplicationId).Way);
            else LoseSight(place, clock);
        }
    }

    private void LoseSight(PostPlace place, PostClock clock)
    {
        if (place.Open.TryGetValue(clock, out var span)) End(place, clock, span.From, PostOutcome.Open);
    }

    private void Take(Guid application, DateOnly day)
    {
        if (places.Find(one => one.Application == application) is not { } place) return;
        place.Taken = true;
        var arrived = arrivals(application);
        if (place.TakenUp && arrived.On is null) LoseSight(place, PostClock.Arrival);
        else End(place, PostClock.Arrival, arrived.On < day ? arrived.On.Value : day, arrived.Way);
    }

    /// <summary>The place is free again. Retained again in the same breath, nothing was lost.</summary>
    private void Release(OpeningReleased released, DateOnly day)
    {
        if (places.Find(one => one.Application == released.ApplicationId) is not { } place) return;
        if (released.Reason == OpeningRelease.Superseded) return;
        (place.Application, place.Taken) = (null, false);
        Again(place, day);
        if (released.Reopens) places.Where(one => one.Application is null).ToList().ForEach(one => Revive(one, day, PostOutcome.Unfilled));
    }

    private void GiveUp(PostOutcome outcome, Func<PostPlace, bool> concerned, DateOnly day)
    {
        foreach (var place in places.Where(concerned))
            foreach (var clock in place.Open.Keys.ToList()) End(place, clock, day, outcome);
    }

    private void Revive(PostPlace place, DateOnly day, PostOutcome from)
    {
        if (ended.FindLast(span => span.Place == place.Number) is { } last && last.Outcome == from) Again(place, day);
    }

    private void Again(PostPlace place, DateOnly day)
    {
        foreach (var clock in Enum.GetValues<PostClock>())
            if (!place.Open.ContainsKey(clock) && (clock != PostClock.Notice || published is not null)) Start(place, clock, day);
    }

    private void Start(PostPlace place, PostClock clock, DateOnly from)
    {
        var visit = 1 + ended.Count(span => span.Clock == clock && span.Place == place.Number);
        place.Open[clock] = new PostSpan(clock, place.Number, visit, null, from, visit == 1 && seen > from ? seen : null, null, PostOutcome.Open);
    }

    private void End(PostPlace place, PostClock clock, DateOnly day, PostOutcome outcome)
    {
        if (!place.Open.Remove(clock, out var span)) return;
        ended.Add(span with { To = day > span.From ? day : span.From, Outcome = outcome, ApplicationId = place.Application });
    }
}
