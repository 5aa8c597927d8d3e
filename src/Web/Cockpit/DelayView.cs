using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Survival;
using Jalon.Silo.Projections;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>Between which two moments, how chosen, on which days, against what: what the explorer of delays asks, as its address says it.</summary>
/// <param name="Step">A line of the life of a post, when one step is asked instead of a clock.</param>
/// <param name="Cohort">Entry cohort: places begun in the period, followed until today; else the calendar period.</param>
/// <param name="Working">Working days net of pauses; else calendar days.</param>
public sealed record DelayQuestion(PostClock Clock, string? Step, bool Cohort, bool Working, bool LastYear)
{
    public static DelayQuestion? Read(IQueryCollection query)
    {
        var (clock, step, view, days, against) = (Said("delai"), Said("etape"), Said("vue"), Said("jours"), Said("comparer"));
        PostClock? asked = clock switch { null or "arrivee" => PostClock.Arrival, "choix" => PostClock.Choice, "publication" => PostClock.Notice, _ => null };
        var understood = asked is not null && (step is null || StepGroups.All.Contains(step)) && view is null or "cohorte" && days is null or "ouvres" && against is null or "annee" or "avant";
        return understood && asked is { } known ? new DelayQuestion(known, step, view == "cohorte", days == "ouvres", against == "annee") : null;

        string? Said(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
    }

    public string From => Step is not null ? "De l’ouverture" : Clock == PostClock.Notice ? "De la publication" : "Du besoin";

    public string To => Step is not null ? "sa fin" : Clock == PostClock.Arrival ? "la prise de poste" : "la personne retenue";

    public string Unit => Working ? "jours ouvrés" : "jours calendaires";
}

/// <summary>What was observed over one period.</summary>
public sealed record Group(string Name, DateOnly From, DateOnly To, SurvivalCurve Curve, CompetingOutcomes Outcomes)
{
    public long Cases => Curve.Table.Cases;

    public long Ended => Curve.Points.Sum(point => point.Ended);
}

/// <summary>The delays of two periods, side by side.</summary>
/// <param name="Horizon">Last day drawn: past it too few are still followed.</param>
/// <param name="Late">Cases of the recent period that came under observation after their start.</param>
/// <param name="Alike">The same test among cases of one profession and one ministry: another mix alone makes no difference there.</param>
public sealed record DelayView(DelayQuestion Question, Group Recent, Group Before, LogRank Test, LogRank Alike, int Horizon, long Late, long Corrections)
{
    /// <summary>Days over which means are told: past them too few cases of a usual period are followed.</summary>
    public const int MeanDays = 180;

    /// <summary>Cases of each period that two curves need to be compared (product rule).</summary>
    public const int LeastCompared = 20;

    public const int LeastShown = 5;

    /// <summary>Shorter than a minute: somebody corrected a mistake, nobody waited.</summary>
    private static readonly TimeSpan Correction = TimeSpan.FromMinutes(1);

    public bool Compared => Recent.Cases >= LeastCompared && Before.Cases >= LeastCompared;

    public static async Task<DelayView> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, DelayQuestion question, IReadOnlyList<PlaceSteps>? read, CancellationToken ct)
    {
        var (from, to) = (perimeter.From, perimeter.To);
        var (before, until) = Former(perimeter, question);
        var (cases, corrections) = question.Step is { } step
            ? Steps(read ?? await PlacesAsync(database, perimeter, question, ct), step)
            : ([.. (await Posts.ReadAsync(database, perimeter, question.Clock, before, ct)).Select(post => (post, post.Span))], 0);
        List<Span> spans = [.. cases.Select(one => one.Span)];
        var filled = question.Step is null ? 3 : int.MaxValue;
        var recent = Observe(spans, question, from, to, to).ToList();
        var former = Observe(spans, question, before, until, to).ToList();
        var (curve, other) = (Curve(recent, filled), Curve(former, filled));
        return new DelayView(question,
            new Group(perimeter.Months == 12 ? "12 derniers mois" : $"{perimeter.Months} derniers mois", from, to, curve, CompetingOutcomes.Of(recent)),
            new Group(question.LastYear ? $"mêmes mois de {until.AddDays(-1).Year}" : $"{perimeter.Months} mois d’avant", before, until, other, CompetingOutcomes.Of(former)),
            LogRank.Of(former.Select(one => Filled(one, filled)), recent.Select(one => Filled(one, filled))),
            LogRank.Stratified(cases.GroupBy(one => (perimeter.Tree.Root(one.Post.OrganisationId), one.Post.Profession), one => one.Span).Select(alike => new TwoGroups(Ends([.. alike], before, until), Ends([.. alike], from, to)))), HorizonOf(curve, other), recent.Where(one => one.Entry >= 0).Sum(one => one.Count), corrections);

        List<Observation> Ends(List<Span> alike, DateOnly first, DateOnly last) => [.. Observe(alike, question, first, last, to).Select(one => Filled(one, filled))];
    }

    private static IEnumerable<Observation> Observe(List<Span> spans, DelayQuestion question, DateOnly from, DateOnly to, DateOnly asOf)
    {
        var clock = question.Working ? Clock.Working : Clock.Calendar;
        return question.Cohort ? Views.Cohort(spans, from, to, asOf, clock) : Views.Period(spans, from, to, clock);
    }

    private static SurvivalCurve Curve(List<Observation> seen, int filled) => SurvivalCurve.Of(seen.Select(one => Filled(one, filled)));

    /// <summary>The ways to fill a place are one end of the curve; given up and cancelled end the observation, and have their own tab.</summary>
    private static Observation Filled(Observation seen, int filled) => seen with { Outcome = seen.Outcome >= 1 && seen.Outcome <= filled ? 1 : Observation.Open };

    private static int HorizonOf(SurvivalCurve one, SurvivalCurve other)
    {
        var last = Math.Max(one.Table.Rows.Count == 0 ? 0 : one.Table.Rows[^1].Day, other.Table.Rows.Count == 0 ? 0 : other.Table.Rows[^1].Day);
        return (int)Math.Clamp(Math.Ceiling((last + 1) / 30) * 30, 30, 540);
    }

    private static (DateOnly From, DateOnly To) Former(Perimeter perimeter, DelayQuestion question) =>
        question.LastYear ? (perimeter.From.AddYears(-1), perimeter.To.AddYears(-1)) : (perimeter.From.AddMonths(-perimeter.Months), perimeter.From);

    /// <summary>The places of both periods with their steps, for who asks several steps of them.</summary>
    public static async Task<IReadOnlyList<PlaceSteps>> PlacesAsync(NpgsqlDataSource database, Perimeter perimeter, DelayQuestion question, CancellationToken ct) =>
        await PlaceSteps.ReadAsync(database, await Posts.ReadAsync(database, perimeter, PostClock.Arrival, Former(perimeter, question).From, ct), ct);

    /// <summary>Each visit to a line of the life of posts: two visits are two.</summary>
    private static (List<(PostLine Post, Span Span)> Cases, int Corrections) Steps(IReadOnlyList<PlaceSteps> places, string group)
    {
        var visits = places.SelectMany(place => place.Steps.Select(step => (Step: step, place.Post))).Where(one => StepGroups.Of(one.Step.Name, one.Step.Stage) == group)
            .DistinctBy(one => (one.Step.CaseId, one.Step.Id)).ToList();
        var corrections = visits.Count(one => one.Step.To - one.Step.From < Correction);
        return ([.. visits.Where(one => !(one.Step.To - one.Step.From < Correction)).Select(one =>
            (one.Post, new Span(FrenchCalendar.DayOf(one.Step.From), one.Step.To is { } to ? FrenchCalendar.DayOf(to) : null, one.Step.To is null ? 0 : 1, null, one.Post.Span.Pauses)))], corrections);
    }

    /// <summary>The sentence before the curve: the median and its interval, against the other period.</summary>
    public (string Before, string Verdict, string After, string Tone) Sentence()
    {
        if (Recent.Cases < LeastShown) return ($"Pas assez de cas sur cette période ({Recent.Cases})\u00A0: pas de médiane sous {LeastShown}.", "", "", "none");
        var (recent, before) = (Recent.Curve.Median, Before.Curve.Median);
        var what = Question.Step is { } step ? $"La moitié des passages par «\u00A0{step}\u00A0» durent moins de" : Question.Clock == PostClock.Arrival ? "La moitié des places sont pourvues en" : "La moitié des places ont une personne retenue en";
        var begin = recent.Day is { } day ? $"{what} **{day:N0} jours** ({Range(recent)})" : "La médiane n’est **pas atteinte**\u00A0: moins d’un cas sur deux est arrivé au bout";
        if (!Compared) return ($"{begin}. Moins de {LeastCompared} cas dans l’une des deux périodes\u00A0: ", "pas de comparaison", ".", "none");
        begin += before.Day is { } then ? $", contre **{then:N0} jours** sur les {Before.Name} ({Range(before)})\u00A0: " : recent.Day is null ? $"\u00A0; elle ne l’était pas non plus sur les {Before.Name}\u00A0: " : $"\u00A0; elle n’était pas atteinte sur les {Before.Name}\u00A0: ";
        return Test.P >= 0.05 ? (begin, "on ne peut pas conclure", $". Un tel écart peut être dû au hasard (p\u00A0=\u00A0{P(Test.P)}).", "none")
            : Test.Observed > Test.Expected ? (begin, "le délai baisse", $". Un tel écart par pur hasard serait {Odds(Test.P)} ({Said(Test.P)}).", "good")
            : (begin, "le délai augmente", $". Un tel écart par pur hasard serait {Odds(Test.P)} ({Said(Test.P)}).", "bad");
    }

    /// <summary>What is left of the difference among alike cases; null where it cannot be compared.</summary>
    public string? AlikeWords => !Compared || Alike.Variance <= 0 ? null
        : $"{(Alike.P >= 0.05 ? "on ne peut pas conclure" : Alike.Observed > Alike.Expected ? "le délai baisse" : "le délai augmente")} ({Said(Alike.P)})";

    private static string Range(Quantile median) => $"entre {(median.Low is { } low ? $"{low:N0}" : "0")} et {(median.High is { } high ? $"{high:N0}" : "une date non atteinte")}";

    private static string Odds(double p) => p < 0.01 ? "très improbable" : "improbable";

    private static string Said(double p) => p < 0.001 ? "p\u00A0<\u00A00,001" : $"p\u00A0=\u00A0{P(p)}";

    private static string P(double p) => p.ToString(p < 0.01 ? "0.000" : "0.00", French.Culture);
}
