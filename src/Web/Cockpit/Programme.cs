using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Counts;
using Jalon.Web.Own;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>What people answered to one question, for one group; the answers are hidden where so few would say whose they are.</summary>
/// <param name="Counts">By answer, from « Oui » to « Non »; null where the group is under five.</param>
public sealed record Satisfied(string Question, string Group, IReadOnlyList<int>? Counts)
{
    /// <summary>« 12 oui, 5 plutôt oui… », or why it is not shown.</summary>
    public string Said => Counts is null ? $"moins de {Suppression.Least} réponses{French.Nbsp}: non montré" : string.Join(", ", Enum.GetValues<Agreement>().Zip(Counts, (answer, count) => $"{count} {Satisfaction.Label(answer).ToLower(French.Culture)}"));
}

/// <summary>What the programme follows past one recruitment: posts created, answers of candidates, what people do next.</summary>
/// <param name="Creations">Places created and filled over the last five years.</param>
/// <param name="InPost">People who took up a post here and have been there for a year; <paramref name="Next"/>: those of them who then took another one here, <paramref name="Same"/> in the same profession.</param>
/// <param name="Arrived">People who took up a post in twelve months; <paramref name="Returned"/>: those who had said that they were coming back to digital work.</param>
public sealed record Programme(Gauge Creations, IReadOnlyList<Satisfied> Satisfaction, int InPost, int Next, int Same, int Arrived, int Returned)
{
    private const int Years = 5;

    private const string CreationSql = """
        select count(*)::int from jalon.post_span s join jalon.vacancy v on v.id = s.vacancy_id
        where s.clock = 'arrival' and s.outcome between 1 and 3 and s.to_on >= $2 and v.state -> 'sheet' ->> 'needKind' = 'Creation' and ($1::uuid[] is null or s.organisation_id = any ($1))
        """;

    private const string SurveySql = """
        select s.kept_informed, s.would_apply_again, exists (select from jalon.reconversion_path p where p.candidate_id = a.candidate_id), count(*)::int
        from jalon.survey_answer s join jalon.filing a on a.application_id = s.application_id
        where s.at >= $2 and ($1::uuid[] is null or a.organisation_id = any ($1)) group by 1, 2, 3
        """;

    private const string NextSql = """
        with arrived as (
            select f.candidate_id, f.arrived_on as day, f.post_id, f.organisation_id from jalon.filing f where f.arrived_on is not null and f.stage = 'InPost'),
        first as (select distinct on (candidate_id) * from arrived where $1::uuid[] is null or organisation_id = any ($1) order by candidate_id, day)
        select count(*)::int, count(n.candidate_id)::int,
            (count(*) filter (where (select v.state ->> 'profession' from jalon.vacancy v where v.id = n.post_id) = (select v.state ->> 'profession' from jalon.vacancy v where v.id = f.post_id)))::int
        from first f left join lateral (select * from arrived n where n.candidate_id = f.candidate_id and n.day > f.day order by n.day limit 1) n on true
        where f.day < $2
        """;

    /// <summary>What was said before the arrival, by its facts: wishes taken back since, or erased, change no past figure.</summary>
    private const string ReturnSql = """
        select count(*)::int, (count(*) filter (where (
            select f.data ->> 'returning' from jalon.fact f
            where f.grain_id = a.candidate_id and f.type = 'WishesExpressed' and f.at < (a.arrived_on + 1)::timestamp at time zone 'Europe/Paris' order by f.version desc limit 1) = 'true'))::int
        from jalon.filing a where a.arrived_on >= $2 and a.stage = 'InPost' and ($1::uuid[] is null or a.organisation_id = any ($1))
        """;

    public static async Task<Programme> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, Rules rules, CancellationToken ct)
    {
        await using var creations = Query.Of(database, CreationSql, perimeter.Organisations, perimeter.To.AddYears(-Years));
        var goal = rules.On(perimeter.To, "goal.creations");
        var gauge = new Gauge("Créations de postes pourvues en cinq ans", (int)(await creations.ExecuteScalarAsync(ct))!, goal.Amount, goal.Reference);
        var next = await CountsAsync(database, NextSql, perimeter.Organisations, perimeter.To.AddYears(-1), ct);
        var back = await CountsAsync(database, ReturnSql, perimeter.Organisations, perimeter.To.AddMonths(-Indicators.Months), ct);
        return new Programme(gauge, await SatisfactionAsync(database, perimeter, ct), next[0], next[1], next[2], back[0], back[1]);
    }

    private static async Task<int[]> CountsAsync(NpgsqlDataSource database, string sql, Guid[]? organisations, DateOnly from, CancellationToken ct)
    {
        await using var query = Query.Of(database, sql, organisations, from);
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return [.. Enumerable.Range(0, row.FieldCount).Select(row.GetInt32)];
    }

    /// <summary>Accompanied agents apart, as the programme asks; a group under five takes the other with it, since the whole is elsewhere.</summary>
    private static async Task<IReadOnlyList<Satisfied>> SatisfactionAsync(NpgsqlDataSource database, Perimeter perimeter, CancellationToken ct)
    {
        var rows = new List<(Agreement Informed, Agreement Again, bool Accompanied, int Count)>();
        await using var query = Query.Of(database, SurveySql, perimeter.Organisations, FrenchCalendar.StartOf(perimeter.To.AddMonths(-Indicators.Months)));
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) rows.Add((Enum.Parse<Agreement>(row.GetString(0)), Enum.Parse<Agreement>(row.GetString(1)), row.GetBoolean(2), row.GetInt32(3)));
        return [.. new[] { (Own.Satisfaction.Informed, (Func<(Agreement Informed, Agreement Again, bool, int), Agreement>)(one => one.Informed)), (Own.Satisfaction.Again, one => one.Again) }
            .SelectMany(question => (Satisfied[])[Of(question.Item1, question.Item2, accompanied: false), Of(question.Item1, question.Item2, accompanied: true)])];

        Satisfied Of(string question, Func<(Agreement Informed, Agreement Again, bool, int), Agreement> answer, bool accompanied)
        {
            var group = rows.Where(one => one.Accompanied == accompanied).ToList();
            IReadOnlyList<int> counts = [.. Enum.GetValues<Agreement>().Select(value => group.Where(one => answer(one) == value).Sum(one => one.Count))];
            return new Satisfied(question, accompanied ? "Agents accompagnés en reconversion" : "Autres candidats et candidates", counts.Sum() < Suppression.Least ? null : counts);
        }
    }
}
