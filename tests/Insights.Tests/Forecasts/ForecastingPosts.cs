using Jalon.Insights.Forecasts;
using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Forecasts;

/// <summary>
/// Invented posts on a way of six steps, the second of them a legal month and what follows it, in twelve organisations of very different sizes, each with its pace, and four
/// professions. The model learns what was known one Monday and is asked about the posts then open.
/// </summary>
public sealed class ForecastingPosts
{
    private const int Steps = 6, Monday = 1_000;

    private static readonly Lazy<(List<(Post Post, Forecast Forecast)> Open, CompetingOutcomes Plain)> Simulated = new(() => Simulate(7));

    [Fact]
    public void The_truth_lies_before_P80_and_between_P10_and_P90_as_often_as_said()
    {
        var (open, _) = Simulated.Value;
        Assert.Equal(2_000, open.Count);
        var (before80, between) = (0, 0);
        foreach (var (post, forecast) in open)
        {
            var left = post.Arrival - Monday;
            if (left <= forecast.P80) before80++;
            if (left >= forecast.P10 && left <= forecast.P90) between++;
        }

        Assert.InRange(before80 / 2_000.0, 0.76, 0.84);
        Assert.InRange(between / 2_000.0, 0.76, 0.84);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(90)]
    public void Its_error_is_not_above_that_of_a_plain_curve(int horizon)
    {
        var (open, plain) = Simulated.Value;
        var backtest = Backtest.Of([.. open.Select((post, i) => Said(post, plain, horizon, lastSeen: 20 + (i % 160)))], horizon);
        Assert.True(backtest.Enough && backtest.Known < backtest.Posts);
        Assert.True(backtest.Brier <= backtest.PlainBrier, $"{backtest.Brier} against {backtest.PlainBrier}");
        // What chance allows to a share seen on so many posts, and a twentieth for what the model does not know.
        Assert.All(backtest.Table.Where(bin => bin.Posts >= Backtest.LeastPosts), bin => Assert.InRange(Math.Abs(bin.Seen - bin.Said), 0, 0.05 + (3 * Math.Sqrt(bin.Said * (1 - bin.Said) / bin.Posts))));
    }

    [Fact]
    public void What_censoring_hides_is_weighed_back()
    {
        var (open, plain) = Simulated.Value;
        var whole = Backtest.Of([.. open.Select(post => Said(post, plain, 60, lastSeen: 10_000))], 60);
        var censored = Backtest.Of([.. open.Select((post, i) => Said(post, plain, 60, lastSeen: 20 + (i % 160)))], 60);
        Assert.Equal(whole.Brier, censored.Brier, 0.015);
        Assert.False(Backtest.Of([.. open.Take(49).Select(post => Said(post, plain, 60, 10_000))], 60).Enough);
    }

    [Fact]
    public void An_organisation_with_few_cases_is_drawn_towards_the_filiere()
    {
        var visits = new List<(string, double, double)> { ("seule", 4, 1), ("lente", 500, 1_000), ("rapide", 1_500, 1_000), ("moyenne", 1_000, 1_000) };
        var pace = Pace.Of(visits);
        Assert.InRange(pace.Of("lente"), 0.5, 0.52);
        Assert.InRange(pace.Of("seule"), 1.1, 2);
        Assert.Equal(1, pace.Of("jamais vue"));
        Assert.Equal(1, Pace.Of([("a", 101, 100), ("b", 99, 100)]).Of("a"), 1e-3);
    }

    [Fact]
    public void A_legal_term_keeps_its_day()
    {
        var law = new StepHazard([.. Enumerable.Range(0, 400).Select(i => new StepVisit(0, "o", "p", 30 + (i % 2 == 0 ? 0 : i % 30), true))]).Law(1, -1);
        Assert.True(law.Take(30).Sum() < 0.01 && law[30] > 0.4);
    }

    [Fact]
    public void What_is_under_way_and_what_follows_add_up_day_by_day()
    {
        double[] law = [0, 0.2, 0.5, 0.2], after = [0.1, 0.3, 0.4, 0.1];
        double[] by = [.. after.Select((_, day) => after.Take(day + 1).Sum())];
        var forecast = new Forecast(law, by);
        for (var day = 0; day < law.Length; day++)
            Assert.Equal(law.SelectMany((one, i) => after.Select((other, j) => i + j <= day ? one * other : 0)).Sum(), forecast.ChanceBy(day), 12);
        Assert.Equal((0, forecast.ChanceBy(law.Length - 1)), (forecast.ChanceBy(-1), forecast.ChanceBy(50)));
        Assert.Equal((2, 3), (forecast.P10, forecast.Quantile(0.35)));
        Assert.Null(forecast.P80);
    }

    [Fact]
    public void A_post_in_danger_says_why()
    {
        var forecast = new Forecast([.. Enumerable.Repeat(0.0, 40), .. Enumerable.Repeat(0.02, 50)]);
        var today = new DateOnly(2026, 11, 25);
        Assert.Equal((44, 64, 79, 84), (forecast.P10, forecast.P50, forecast.P80, forecast.P90));
        Assert.Null(forecast.Danger(today, today.AddDays(80), "Entretien", 30, 12));
        Assert.Equal("20 % de chances d’une arrivée au plus tard le 13 janvier 2027 : l’étape « Entretien » dure depuis 30 jours, contre 12 d’ordinaire.",
            forecast.Danger(today, today.AddDays(49), "Entretien", 30, 12)!.Replace('\u00A0', ' ').Replace('\u202F', ' '));
        Assert.Null(new Forecast([0.3]).P50);
    }

    private static Forecast Asked(ForecastModel model, Post post)
    {
        var (step, elapsed) = post.At(Monday);
        return model.Of(step, elapsed, Steps - 1, post.Organisation, post.Profession);
    }

    private static Said Said((Post Post, Forecast Forecast) asked, CompetingOutcomes plain, int horizon, int lastSeen)
    {
        var post = asked.Post;
        var (age, left) = (Monday - post.Start, post.Arrival - Monday);
        var (now, later) = (plain.At(age, 1) ?? 0, plain.At(age + horizon, 1) ?? 1);
        return new Said(asked.Forecast.ChanceBy(horizon), now < 1 ? (later - now) / (1 - now) : 1, Math.Min(left, lastSeen), left <= lastSeen ? 1 : 0);
    }

    private static (List<(Post, Forecast)>, CompetingOutcomes) Simulate(ulong seed)
    {
        var draws = new Draws(seed);
        var (all, open) = (new List<Post>(), new List<Post>());
        while (open.Count < 2_000)
        {
            var post = Draw(ref draws);
            if (post.Start < Monday) all.Add(post);
            if (post.Start < Monday && post.Arrival > Monday) open.Add(post);
        }

        var visits = all.SelectMany(post => post.Known(Monday)).ToList();
        var plain = CompetingOutcomes.Of(all.Select(post => post.Arrival <= Monday ? new Observation(post.Arrival - post.Start, 1) : new Observation(Monday - post.Start, 0)));
        var model = ForecastModel.Learn(visits, Steps);
        return ([.. open.Select(post => (post, Asked(model, post)))], plain);
    }

    private static Post Draw(ref Draws draws)
    {
        var organisation = Math.Min(draws.Below(12), draws.Below(12));
        var profession = draws.Below(4);
        var ends = new int[Steps];
        var at = draws.Below(Monday);
        var start = at;
        for (var step = 0; step < Steps; step++)
        {
            var mean = (8 + (6 * step)) * (0.6 + (0.1 * ((organisation + step) % 12))) * (0.8 + (0.15 * profession));
            at += (step == 1 ? 30 : 0) + (int)(-mean / 2 * Math.Log((1 - draws.NextShare()) * (1 - draws.NextShare())));
            ends[step] = at;
        }

        return new Post(start, ends, $"o{organisation}", $"p{profession}");
    }

    private sealed record Post(int Start, int[] Ends, string Organisation, string Profession)
    {
        public int Arrival => Ends[^1];

        public (int Step, int Elapsed) At(int day)
        {
            var step = Array.FindIndex(Ends, end => end > day);
            return (step, day - (step == 0 ? Start : Ends[step - 1]));
        }

        public IEnumerable<StepVisit> Known(int day)
        {
            for (var (step, from) = (0, Start); step < Steps && from <= day; from = Ends[step++])
                yield return new StepVisit(step, Organisation, Profession, Math.Min(Ends[step], day) - from, Ends[step] <= day);
        }
    }
}
