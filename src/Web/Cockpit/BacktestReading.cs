using Jalon.Insights.Forecasts;
using Jalon.Insights.Survival;

namespace Jalon.Web.Cockpit;

/// <summary>
/// What would have been said each Monday, with what was known that day and nothing more, against what became of each place. Learnt again at each Monday from the visits
/// cut there.
/// </summary>
public static class BacktestReading
{
    public static readonly IReadOnlyList<int> Horizons = [30, 60, 90];

    /// <summary>Mondays scored, the last ones; a year of them would cost minutes and say little more.</summary>
    private const int MostMondays = 26;

    /// <summary>Places that a forecast needs to have been learnt from.</summary>
    private const int LeastLearnt = 20;

    public static IReadOnlyList<Backtest> Of(IReadOnlyList<PlaceSteps> places, DateOnly today)
    {
        var last = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var said = Horizons.ToDictionary(horizon => horizon, _ => new List<Said>());
        for (var week = MostMondays; week >= 1; week--)
        {
            var monday = last.AddDays(-7 * week);
            var known = places.Where(place => place.Post.Span.From < monday).Select(place => Cut(place, monday)).ToList();
            if (known.Count(place => !place.Post.Open) < LeastLearnt) continue;
            Score(known, places, monday, today, said);
        }

        return [.. Horizons.Select(horizon => Backtest.Of(said[horizon], horizon))];
    }

    private static void Score(List<PlaceSteps> known, IReadOnlyList<PlaceSteps> places, DateOnly monday, DateOnly today, Dictionary<int, List<Said>> said)
    {
        var model = Outlooks.Learn(known, monday);
        var plain = SurvivalCurve.Of(known.Select(place => Headline.Filled(Views.Period([place.Post.Span], DateOnly.MinValue, monday, Clock.Calendar).Single())));
        var became = places.ToDictionary(place => (place.Post.VacancyId, place.Post.Place, place.Post.Visit), place => place.Post);
        foreach (var place in known.Where(place => place.Post.Open))
        {
            if (Way.On(place, monday) is not { } standing) continue;
            var arrival = model.Of(standing.Step, standing.Elapsed, Way.Arrival, place.Post.OrganisationId.ToString(), place.Post.Profession ?? "");
            var (age, end) = (monday.DayNumber - place.Post.Span.From.DayNumber, became[(place.Post.VacancyId, place.Post.Place, place.Post.Visit)]);
            var days = (end.Span.To ?? today).DayNumber - monday.DayNumber;
            var outcome = end.Open ? 0 : (int)end.Outcome <= 3 ? 1 : 2;
            foreach (var horizon in Horizons) said[horizon].Add(new Said(arrival.ChanceBy(horizon), Plain(plain, age, horizon), days, outcome));
        }
    }

    /// <summary>The plain curve, given how old the place already is.</summary>
    private static double Plain(SurvivalCurve curve, int age, int horizon)
    {
        var now = curve.PointAt(age)?.Survival ?? 1;
        return now <= 0 ? 1 : 1 - ((curve.PointAt(age + horizon)?.Survival ?? 1) / now);
    }

    /// <summary>A place as it was known in the morning of a day.</summary>
    private static PlaceSteps Cut(PlaceSteps place, DateOnly day)
    {
        var start = Grains.Calendar.FrenchCalendar.StartOf(day);
        var open = place.Post.Span.To is not { } to || to >= day;
        var post = open ? place.Post with { Span = place.Post.Span with { To = null, Outcome = 0 }, Outcome = Silo.Projections.PostOutcome.Open } : place.Post;
        return place with { Post = post, Steps = [.. place.Steps.Where(step => step.From < start).Select(step => step.To < start ? step : step with { To = null })] };
    }
}
