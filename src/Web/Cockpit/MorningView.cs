using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>Everything « Ce matin » shows, read at once.</summary>
public sealed record MorningView(Headline Headline, IReadOnlyList<LegalDue> Legal, IReadOnlyList<Outlook> Danger, IReadOnlyList<Outlook> Newly,
    IReadOnlyList<OverdueGroup> Groups, Changes Changes, IReadOnlyList<Kept> Kept, IReadOnlyList<AgreedAction> Actions, int OpenPosts, IReadOnlyDictionary<Guid, string> Titles)
{
    /// <summary>Lines of a panel; the rest is one click away.</summary>
    public const int MostLines = 6;

    /// <summary>Lines that a printed sheet has room for.</summary>
    public const int MostPrinted = 12;

    public static async Task<MorningView> ReadAsync(Engine engine, Forecaster forecaster, Freshness freshness, KeptFigures figures, Perimeter perimeter, CancellationToken ct)
    {
        var (database, now, today) = (engine.Database, engine.Clock.GetUtcNow(), perimeter.To);
        var arrivals = await figures.ArrivalsAsync(perimeter);
        var choices = await Posts.ReadAsync(database, perimeter, PostClock.Choice, FrenchCalendar.WorkingDaysBefore(today, 2), ct);
        var expected = await forecaster.ReadAsync(perimeter.Tree, ct);
        var outlooks = expected.Open.Where(one => perimeter.Shows(one.Place.Post)).ToList();
        var danger = outlooks.Where(one => one.Danger is not null).OrderBy(one => one.Place.Post.Promised).ThenBy(one => one.Place.Post.VacancyId).ToList();
        var newly = danger.Where(one => one.Newly).ToList();
        return new MorningView(arrivals.Headline, await Morning.LegalAsync(database, perimeter, engine.Rules.Current, now, ct), danger, newly,
            await Morning.GroupsAsync(database, perimeter, now, ct), Morning.Since(arrivals.Lately, choices, outlooks, expected.WasInDanger, today), await freshness.ReadAsync(perimeter, ct),
            await AgreedActions.OpenAsync(database, perimeter, ct), arrivals.Open, await PostTitles.OfAsync(database, [.. newly.Take(MostLines).Select(one => one.Place.Post.VacancyId).Concat(danger.Select(one => one.Place.Post.VacancyId).Distinct().Take(MostPrinted)).Distinct()], ct));
    }

    /// <summary>Cases past their target.</summary>
    public int Late => Groups.Sum(group => group.Cases);

    /// <summary>« En baisse de 22 jours », « On ne peut pas conclure ».</summary>
    public string Verdict => Headline.Change switch
    {
        { Direction: Direction.Down } change => $"En baisse de {Days(-change.Days)}",
        { Direction: Direction.Up } change => $"En hausse de {Days(change.Days)}",
        _ => "On ne peut pas conclure",
    };

    /// <summary>The interval of the verdict, and what it is about; a mean, so it is never mixed with the median above.</summary>
    public string Interval => Headline.Change switch
    {
        null => $"moins de {Change.LeastCompared} places comparables dans l’une des deux périodes",
        { Direction: Direction.Down } change => $"entre {Number(-change.High)} et {Number(-change.Low)} jours de moins qu’avant en moyenne, 19{French.Nbsp}fois sur{French.Nbsp}20",
        { Direction: Direction.Up } change => $"entre {Number(change.Low)} et {Number(change.High)} jours de plus qu’avant en moyenne, 19{French.Nbsp}fois sur{French.Nbsp}20",
        { } change => $"l’écart observé, {Days(Math.Abs(change.Days))} de {(change.Days < 0 ? "moins" : "plus")} en moyenne, tient dans la marge, de {Signed(change.Low)} à {Signed(change.High)}",
    };

    private static string Days(double days) => French.Count((int)Math.Round(days), "jour", "jours");

    private static string Number(double days) => Math.Round(days).ToString("N0", French.Culture);

    private static string Signed(double days) => Math.Round(days) switch { < 0 => $"−{Number(-days)}", 0 => "0", _ => $"+{Number(days)}" };
}
