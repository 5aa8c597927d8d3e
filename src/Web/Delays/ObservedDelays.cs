using System.Collections.Concurrent;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Delays;

/// <summary>How long candidacies took, seen over a year in one organisation and below, or in all: open ones counted as such.</summary>
/// <param name="Stages">From entering a stage to the answer that ends it; a person who leaves by themself ends the observation, not the wait.</param>
/// <param name="Answer">From the filing to the final answer: retained, or told that not.</param>
/// <param name="Arrival">From the filing to the arrival, for people who were retained.</param>
public sealed record ObservedDelays(IReadOnlyDictionary<Stage, SurvivalCurve> Stages, SurvivalCurve Answer, SurvivalCurve Arrival)
{
    /// <summary>Fewer cases say nothing to a person about their own.</summary>
    public const int Enough = 20;

    private const int Year = 365;

    internal static ObservedDelays Of(IReadOnlyList<ObservedCase> cases, DateOnly today)
    {
        var from = today.AddDays(-Year);
        return new(
            Enum.GetValues<Stage>().ToDictionary(stage => stage, stage => Curve(cases.SelectMany(one => one.Stay(stage)))),
            Curve(cases.Select(one => one.UntilAnswer)), Curve(cases.Select(one => one.UntilArrival).OfType<Span>()));

        SurvivalCurve Curve(IEnumerable<Span> spans) => SurvivalCurve.Of(Views.Period(spans, from, today.AddDays(1), Clock.Calendar));
    }
}

/// <summary>One candidacy as its stages and its end tell it.</summary>
internal sealed record ObservedCase(IReadOnlyList<(Stage Stage, DateOnly From, DateOnly? To)> Visits, OutcomeKind? Outcome, DateOnly? ArrivedOn)
{
    private const int Ended = 1;

    private bool LeftByThemself => Outcome is OutcomeKind.Withdrawn or OutcomeKind.HiredElsewhere;

    private DateOnly Filed => Visits[0].From;

    /// <summary>Each visit to a stage; going back is not the answer that was waited for.</summary>
    public IEnumerable<Span> Stay(Stage stage) => Visits.Select((visit, place) => (visit, place)).Where(one => one.visit.Stage == stage)
        .Select(one => new Span(one.visit.From, one.visit.To, IsAnswer(one.place) ? Ended : Observation.Open));

    private DateOnly? Retained => Visits.Where(visit => visit.Stage >= Stage.Selected).Select(visit => (DateOnly?)visit.From).FirstOrDefault();

    public Span UntilAnswer => Retained is { } day ? new Span(Filed, day, Ended) : new Span(Filed, Visits[^1].To, LeftByThemself ? Observation.Open : Ended);

    public Span? UntilArrival => Retained is null ? null
        : ArrivedOn is { } day ? new Span(Filed, day < Filed ? Filed : day, Ended) : new Span(Filed, Visits[^1].To, Observation.Open);

    private bool IsAnswer(int place) => place + 1 < Visits.Count ? Visits[place + 1].Stage > Visits[place].Stage : !LeftByThemself;
}

/// <summary>Observed delays by organisation, read again every hour: they move by days, and a page does not wait for them twice.</summary>
public sealed class DelayReadings(Engine engine)
{
    /// <summary>The most recently changed ones; more add nothing to a median.</summary>
    private const int Most = 20_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private const string Sql = """
        with recursive down(id, depth) as (
            select $1::uuid, 1
            union all select o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20),
        chosen as (
            select a.id, a.outcome, a.state ->> 'arrivedOn' as arrived
            from jalon.job_application a join jalon.vacancy v on v.id = a.vacancy_id
            where ($1::uuid is null or v.organisation_id in (select id from down)) and a.changed_at > now() - interval '400 days'
                and not exists (select from jalon.interval u where u.case_id = a.id and u.name = 'undated')
            order by a.changed_at desc limit $2)
        select c.id, c.outcome, c.arrived, i.stage, i.from_at, i.to_at
        from chosen c join jalon.interval i on i.case_id = c.id and i.scope = 'case'
        order by c.id, i.opened, i.from_at
        """;

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, ObservedDelays Read)> kept = new();

    /// <param name="organisation">Null for the whole filière.</param>
    public async Task<ObservedDelays> OfAsync(Guid? organisation, CancellationToken ct)
    {
        var (key, now) = (organisation ?? Guid.Empty, engine.Clock.GetUtcNow());
        if (kept.TryGetValue(key, out var known) && now - known.At < Fresh) return known.Read;
        var read = ObservedDelays.Of(await CasesAsync(organisation, ct), FrenchCalendar.DayOf(now));
        kept[key] = (now, read);
        return read;
    }

    private async Task<List<ObservedCase>> CasesAsync(Guid? organisation, CancellationToken ct)
    {
        var cases = new List<ObservedCase>();
        await using var query = Query.Of(engine.Database, Sql, organisation, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var last = Guid.Empty;
        var visits = new List<(Stage, DateOnly, DateOnly?)>();
        while (await row.ReadAsync(ct))
        {
            if (row.GetGuid(0) != last)
            {
                (last, visits) = (row.GetGuid(0), []);
                cases.Add(new ObservedCase(visits, row.Text(1) is { } outcome ? Enum.Parse<OutcomeKind>(outcome) : null, row.Text(2) is { } arrived ? DateOnly.Parse(arrived, French.Culture) : null));
            }

            if (Enum.TryParse<Stage>(row.Text(3), out var stage)) Add(visits, stage, Day(row, 4)!.Value, Day(row, 5));
        }

        return [.. cases.Where(one => one.Visits.Count > 0)];
    }

    /// <summary>Stretches of one stage that follow each other are one visit.</summary>
    private static void Add(List<(Stage Stage, DateOnly From, DateOnly? To)> visits, Stage stage, DateOnly from, DateOnly? to)
    {
        if (visits is [.., { Stage: var before } last] && before == stage) visits[^1] = last with { To = to };
        else visits.Add((stage, from, to));
    }

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : FrenchCalendar.DayOf(row.GetFieldValue<DateTimeOffset>(column));
}
