using Jalon.Grains;
using Jalon.Insights.Bottlenecks;
using Jalon.Insights.Numbers;

namespace Jalon.Insights.Tests.Bottlenecks;

/// <summary>
/// Posts drawn at random in 4 organisations with 2 holders for each of 6 steps, two of them in parallel, then a legal month. A step takes seven tenths of its target on
/// average; where a delay is planted, three times as long.
/// </summary>
public sealed class FindingThePlantedDelay
{
    private static readonly (string Stage, string Step, double Target)[] Steps =
        [("Besoin", "visa", 8), ("Reçue", "recevabilité", 5), ("Recevable", "présélection", 10), ("Entretien", "avis", 12), ("Finalisation", "accord d’origine", 30), ("Finalisation", "pièces", 30)];

    [Fact]
    public void It_is_the_first_line_in_47_of_50()
    {
        var found = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var draws = new Draws((ulong)seed);
            var (step, organisation, holder) = (draws.Below(Steps.Length), draws.Below(4), draws.Below(2));
            var planted = At(step, organisation, holder);
            var ranking = BottleneckRanking.Of(Posts(ref draws, planted));
            if (ranking.First?.Place == planted) found++;
        }

        Assert.True(found >= 47, $"{found} of 50");
    }

    [Fact]
    public void Without_any_there_is_no_clear_gap_in_45_of_50()
    {
        var silent = 0;
        for (var seed = 100; seed < 150; seed++)
        {
            var draws = new Draws((ulong)seed);
            var ranking = BottleneckRanking.Of(Posts(ref draws, null));
            if (ranking.First is null && ranking.Sentence.StartsWith("Aucun écart net", StringComparison.Ordinal)) silent++;
        }

        Assert.True(silent >= 45, $"{silent} of 50");
    }

    [Fact]
    public void The_sentence_says_what_whose_and_how_many_days()
    {
        var draws = new Draws(1);
        var ranking = BottleneckRanking.Of(Posts(ref draws, At(3, 2, 1)));
        Assert.Matches(@"^Ce qui bloque le plus\u00A0: «\u00A0avis\u00A0» \(étape Entretien\), Direction 2, à la main de Bureau 1\u00A0: [\d\u202F]+\u00A0jours de retard cumulé \(de [\d\u202F]+ à [\d\u202F]+\) sur \d+\u00A0postes\.$", ranking.Sentence);
        Assert.True(ranking.First!.Expected!.Days > 1.5);
        Assert.Empty(BottleneckRanking.Of([]).Lines);
    }

    private static Place At(int step, int organisation, int holder) => new(Steps[step].Stage, Steps[step].Step, $"Direction {organisation}", $"Bureau {holder}");

    private static List<CaseGraph> Posts(ref Draws draws, Place? planted)
    {
        var posts = new List<CaseGraph>();
        for (var number = 0; number < 320; number++) posts.Add(Post(ref draws, number % 4, planted));
        return posts;
    }

    private static CaseGraph Post(ref Draws draws, int organisation, Place? planted)
    {
        var (visits, at) = (new List<Visit>(), 0.0);
        for (var step = 0; step < 4; step++)
        {
            at = Add(ref draws, visits, step, organisation, planted, at, step == 0 ? [] : [step == 1 ? "légal" : $"{step - 1}"]);
            if (step > 0) continue;
            visits.Add(new Visit("légal", new Place("Publication", "mois légal", $"Direction {organisation}", "la loi"), TimeKind.LegalWait, at, at + 30, true, 30, ["0"]));
            at += 30;
        }

        Add(ref draws, visits, 4, organisation, planted, at, ["3"]);
        Add(ref draws, visits, 5, organisation, planted, at, ["3"]);
        return new CaseGraph(visits);
    }

    /// <summary>A gamma law of shape 3: the sum of three exponential ones.</summary>
    private static double Add(ref Draws draws, List<Visit> visits, int step, int organisation, Place? planted, double start, string[] after)
    {
        var place = At(step, organisation, draws.Below(2));
        var mean = 0.7 * Steps[step].Target * (place == planted ? 3 : 1);
        var days = -mean / 3 * Math.Log((1 - draws.NextShare()) * (1 - draws.NextShare()) * (1 - draws.NextShare()));
        visits.Add(new Visit($"{step}", place, TimeKind.Administration, start, start + days, Ended: true, Steps[step].Target, after));
        return start + days;
    }
}
