using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Experiments;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit.Experiments;

/// <summary>One variant: its posts, how they ended, its curve.</summary>
public sealed record Arm(Variant Variant, int Posts, int Exposed, int Engaged, int GivenUp, SurvivalCurve Curve, CompetingOutcomes Outcomes)
{
    public int StillOpen => Posts - Engaged - GivenUp;
}

/// <summary>A share that must not get worse meanwhile.</summary>
public sealed record Rail(string Label, string A, string B, GuardRail? Compared)
{
    public string Verdict => Compared is null ? "pas encore de cas" : Compared.Worse ? "plus fréquent avec B, au-delà du hasard" : "rien d’anormal";
}

/// <summary>What an experiment shows today: the verdict only at its end.</summary>
public sealed record ExperimentView(Experiment Experiment, Arm A, Arm B, Verdict Verdict, IReadOnlyList<Rail> Rails, int Horizon)
{
    /// <summary>Ends as the log-rank counts them.</summary>
    private const int Engaged = 1, GivenUp = 2;

    private const int LegalMonths = 2;

    public static async Task<ExperimentView> ReadAsync(Engine engine, Experiment experiment, CancellationToken ct)
    {
        var (tables, now) = (new ExperimentTables(engine.Database), engine.Clock.GetUtcNow());
        var today = FrenchCalendar.DayOf(now);
        var entered = await tables.EnteredAsync(experiment.Id, ct);
        var cut = today < experiment.EndsOn ? now : FrenchCalendar.StartOf(experiment.EndsOn);
        var posts = (await Posts.OfAsync(engine.Database, [.. entered.Select(post => post.VacancyId)], PostClock.Notice, ct)).Where(post => post is { Place: 1, Visit: 1 }).ToList();
        var seen = (await PlaceSteps.ReadAsync(engine.Database, posts, ct)).ToDictionary(place => place.Post.VacancyId, place => Observe(place, cut));
        var arms = Enum.GetValues<Variant>().Select(variant => ArmOf(variant, entered, seen)).ToList();
        var strata = entered.Where(post => seen.ContainsKey(post.VacancyId)).GroupBy(post => post.Stratum).Select(stratum => new TwoGroups(Of(stratum, Variant.A, seen), Of(stratum, Variant.B, seen))).ToList();
        var verdict = Verdict.Of(strata, Engaged, experiment.Horizon, experiment.EndsOn, today, experiment.OnlyObserves);
        return new ExperimentView(experiment, arms[0], arms[1], verdict, RailsOf(await tables.RailsAsync(experiment.Id, cut.AddMonths(-LegalMonths), ct)), Math.Clamp(experiment.Horizon, 30, 365));
    }

    /// <summary>Whole days during which the administration had the post, from its publication to a person retained: legal waits, candidates and others are not its time.</summary>
    public static Observation Observe(PlaceSteps place, DateTimeOffset cut)
    {
        var (post, from) = (place.Post, FrenchCalendar.StartOf(place.Post.Span.From));
        var ended = post.Span.To is { } day && FrenchCalendar.StartOf(day) < cut ? post.Span.To : null;
        var to = ended is { } end ? FrenchCalendar.EndOf(end) : cut;
        var own = Attribution.Of(place.Steps, from, to < from ? from : to).Where(part => part.Kind == TimeKind.Administration).Sum(part => part.Time.TotalDays);
        return new Observation(Math.Round(own, MidpointRounding.AwayFromZero), ended is null ? Observation.Open : post.Outcome is >= PostOutcome.CivilServant and <= PostOutcome.Reconversion ? Engaged : post.Outcome == PostOutcome.Open ? Observation.Open : GivenUp);
    }

    private static Observation[] Of(IEnumerable<EnteredPost> posts, Variant variant, Dictionary<Guid, Observation> seen) => [.. posts.Where(post => post.Variant == variant).Select(post => seen[post.VacancyId])];

    private static Arm ArmOf(Variant variant, IReadOnlyList<EnteredPost> entered, Dictionary<Guid, Observation> seen)
    {
        var mine = entered.Where(post => post.Variant == variant).ToList();
        var observed = Of(mine.Where(post => seen.ContainsKey(post.VacancyId)), variant, seen);
        return new Arm(variant, mine.Count, mine.Count(post => post.Exposed), observed.Count(one => one.Outcome == Engaged), observed.Count(one => one.Outcome == GivenUp),
            SurvivalCurve.Of(observed.Select(one => one.Only(Engaged))), CompetingOutcomes.Of(observed));
    }

    private static List<Rail> RailsOf(IReadOnlyDictionary<Variant, (int All, int Withdrawn, int Unanswered, int Old)> counts)
    {
        var (a, b) = (counts.GetValueOrDefault(Variant.A), counts.GetValueOrDefault(Variant.B));
        return
        [
            new Rail("Désistements", Said(a.Withdrawn, a.All), Said(b.Withdrawn, b.All), GuardRail.Of(a.Withdrawn, a.All, b.Withdrawn, b.All)),
            new Rail("Candidatures sans réponse deux mois après leur dépôt", Said(a.Unanswered, a.Old), Said(b.Unanswered, b.Old), GuardRail.Of(a.Unanswered, a.Old, b.Unanswered, b.Old)),
        ];
    }

    private static string Said(int some, int all) => all == 0 ? "aucune candidature" : $"{some} sur {all} ({((double)some / all).ToString("P0", French.Culture)})";
}
