using Jalon.Grains.Calendar;
using Jalon.Insights.Forecasts;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>Where a place stands on its way, some day.</summary>
/// <param name="Step">From 0; the way has <see cref="Way.Names"/>.</param>
/// <param name="Elapsed">Days the step has lasted.</param>
public readonly record struct Standing(int Step, int Elapsed);

/// <summary>The way from a need to somebody at work, cut where all posts pass: what forecasts are learnt from.</summary>
public static class Way
{
    public static readonly IReadOnlyList<string> Names =
        ["écrire le besoin", "valider le besoin", "publier l’offre", "candidatures et présélection", "entretiens et choix", "proposition", "finalisation", "arrivée"];

    /// <summary>The step whose end is the choice.</summary>
    public const int Choice = 4;

    public static int Arrival => Names.Count - 1;

    /// <summary>The days a place reached each step, then the arrival; null where it has not, or where it was not told.</summary>
    public static DateOnly?[] Milestones(PlaceSteps place) =>
    [
        .. place.Post.Visit == 1 ? Written(place) : [null, null, null, place.Post.Span.From], First(place, "Interview"), First(place, "Selected"),
        First(place, "Finalising"), First(place, "Confirmed"), place.Post.Outcome is >= PostOutcome.CivilServant and <= PostOutcome.Reconversion ? place.Post.Span.To : null,
    ];

    /// <summary>The need of a place given back is written and published already: it looks for somebody from the day it was lost.</summary>
    private static DateOnly?[] Written(PlaceSteps place) => [place.Post.Span.From, First(place, "Submitted"), First(place, "Approved"), First(place, "Published")];

    /// <summary>What forecasts learn from one place: one visit per step reached, the last one still open where it lasts or where the place was given up.</summary>
    public static IEnumerable<StepVisit> Visits(PlaceSteps place, DateOnly today)
    {
        var days = Milestones(place);
        var until = place.Post.Span.To ?? today;
        var (organisation, profession) = (place.Post.OrganisationId.ToString(), place.Post.Profession ?? "");
        for (var step = 0; step < Names.Count; step++)
        {
            if (days[step] is not { } from || from >= until && days[step + 1] is null) continue;
            if (days[step + 1] is { } to && to >= from) yield return new StepVisit(step, organisation, profession, to.DayNumber - from.DayNumber, true, Entry(place, from));
            else if (days.Skip(step + 1).All(day => day is null)) yield return new StepVisit(step, organisation, profession, until.DayNumber - from.DayNumber, false, Entry(place, from));
        }
    }

    /// <summary>Where the place stood in the morning of a day; null before it began or once it ended.</summary>
    public static Standing? On(PlaceSteps place, DateOnly day)
    {
        if (place.Post.Span.From > day || place.Post.Span.To <= day) return null;
        var days = Milestones(place);
        var step = Array.FindLastIndex(days, days.Length - 2, reached => reached <= day);
        return step < 0 ? null : new Standing(step, day.DayNumber - days[step]!.Value.DayNumber);
    }

    private static int Entry(PlaceSteps place, DateOnly from) => place.Post.Span.SeenFrom is { } seen && seen > from ? seen.DayNumber - from.DayNumber - 1 : -1;

    /// <summary>The day the place, or whoever comes nearest to it, first reached a stage; never before the visit began.</summary>
    private static DateOnly? First(PlaceSteps place, string stage) =>
        place.Steps.FirstOrDefault(step => step.Stage == stage) is { } first && FrenchCalendar.DayOf(first.From) is var day ? (day < place.Post.Span.From ? place.Post.Span.From : day) : null;
}

/// <summary>What is expected of one place.</summary>
/// <param name="Danger">Why it will more probably than not be late; null where it will not.</param>
/// <param name="Newly">It was not in danger a week ago.</param>
public sealed record Outlook(PlaceSteps Place, Standing Standing, Forecast? Choice, Forecast Arrival, string? Danger, bool Newly);

/// <summary>What is expected of open places, learnt from all of them.</summary>
public static class Outlooks
{
    /// <summary>« Nouvellement » in danger: not so this many days ago.</summary>
    public const int NewlyDays = 7;

    public static ForecastModel Learn(IEnumerable<PlaceSteps> places, DateOnly today) => ForecastModel.Learn([.. places.SelectMany(place => Way.Visits(place, today))], Way.Names.Count);

    public static IEnumerable<Outlook> Of(IEnumerable<PlaceSteps> places, ForecastModel model, DateOnly today)
    {
        foreach (var place in places.Where(place => place.Post.Open))
        {
            if (Way.On(place, today) is not { } now) continue;
            var (organisation, profession) = (place.Post.OrganisationId.ToString(), place.Post.Profession ?? "");
            var arrival = model.Of(now.Step, now.Elapsed, Way.Arrival, organisation, profession);
            var choice = now.Step <= Way.Choice ? model.Of(now.Step, now.Elapsed, Way.Choice, organisation, profession) : null;
            yield return new Outlook(place, now, choice, arrival, Danger(place, now, model, arrival, today), !WasInDanger(place, model, today.AddDays(-NewlyDays)));
        }
    }

    /// <summary>What would have been said that day of where the place stood, with what is learnt today.</summary>
    public static bool WasInDanger(PlaceSteps place, ForecastModel model, DateOnly day) => Way.On(place, day) is { } then
        && Danger(place, then, model, model.Of(then.Step, then.Elapsed, Way.Arrival, place.Post.OrganisationId.ToString(), place.Post.Profession ?? ""), day) is not null;

    private static string? Danger(PlaceSteps place, Standing standing, ForecastModel model, Forecast arrival, DateOnly today) => place.Post.Promised is not { } promised ? null
        : arrival.Danger(today, promised, Way.Names[standing.Step], standing.Elapsed, model.Usual(standing.Step, place.Post.OrganisationId.ToString(), place.Post.Profession ?? ""));
}
