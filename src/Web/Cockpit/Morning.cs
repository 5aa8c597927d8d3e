using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo.Projections;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>A legal date within five working days.</summary>
/// <param name="Files">Cases it is about; one post may have several candidacies without an answer.</param>
public sealed record LegalDue(string Key, DateOnly Day, Guid VacancyId, string Title, Guid OrganisationId, IReadOnlyList<Guid> Files);

/// <summary>Late cases in the hands of one organisation, or of the administrations of origin for its posts.</summary>
/// <param name="Share">Median share of the target used.</param>
public sealed record OverdueGroup(Guid OrganisationId, TimeKind Kind, string MainStep, int Cases, double Share);

/// <summary>What moved since the last working day.</summary>
public sealed record Changes(DateOnly Since, int Arrivals, int Choices, int Lost, int Cancelled, int IntoDanger, int OutOfDanger);

/// <summary>What the cockpit reads each morning, beside the headline.</summary>
public static class Morning
{
    /// <summary>Working days within which a legal date is shown.</summary>
    public const int LegalDays = 5;

    /// <summary>Working days without anything recorded past which figures are said not to be fresh.</summary>
    public const int FreshDays = 3;

    /// <summary>Late cases listed or written about at once; their number is counted whatever it is.</summary>
    private const int MostListed = 20_000;

    private const string InScope = "($1::uuid[] is null or v.organisation_id = any ($1))";

    private static readonly string LegalSql = $"""
        select d.key, d.due, v.id, v.title, v.organisation_id, array_agg(distinct d.grain_id)
        from jalon.deadline d
        left join jalon.job_application a on a.id = d.grain_id and d.kind = 'job_application'
        join jalon.vacancy v on v.id = coalesce(a.vacancy_id, d.grain_id)
        where d.key in ('implicit-refusal', 'suspension') and d.due >= $2 and d.due < $3 and {InScope}
        group by d.key, d.due, v.id, v.title, v.organisation_id
        order by d.due, v.id limit 100
        """;

    /// <summary>A release asked and not answered is granted by silence after two months (CGFP, art. L. 511-3): the parameter says how many.</summary>
    private static readonly string ReleaseSql = $"""
        select i.from_at, v.id, v.title, v.organisation_id, i.case_id
        from jalon.interval i join jalon.vacancy v on v.id = i.post_id
        where i.to_at is null and i.scope = 'step' and i.name = 'release' and {InScope}
        order by i.from_at limit 1000
        """;

    /// <summary>Notices whose legal month began lately enough to end soon.</summary>
    private static readonly string MonthSql = $"""
        select v.month_since::date, v.id, v.title, v.organisation_id
        from jalon.vacancy v
        where v.month_since >= $2 and v.stage in ('Published', 'Closed') and v.state ->> 'urgency' is null and v.state ->> 'concludedAt' is null and {InScope}
        order by 1, v.id limit 1000
        """;

    /// <summary>Days back within which a legal month that ends soon began; parameters are never far from a month.</summary>
    private const int LongestMonth = 100;

    /// <summary>The reader's own candidacies keep their post out of what they may see; whoever has the case is called by the root of its organisation.</summary>
    private const string LateSql = $"""
        from jalon.interval i join jalon.vacancy v on v.id = i.post_id
        join unnest($4, $5) as tree (id, root) on tree.id = coalesce(i.organisation_id, v.organisation_id)
        where i.to_at is null and i.scope = 'case' and i.due_at < $2 and i.case_kind in ('vacancy', 'job_application') and {InScope} and v.id <> all ($3)
        """;

    private const string GroupSql = $"""
        select tree.root, i.kind, mode() within group (order by i.name), count(*)::int,
            percentile_cont(0.5) within group (order by case when i.due_at > i.from_at then extract(epoch from $2 - i.from_at)::float8 / extract(epoch from i.due_at - i.from_at)::float8 else 1 end)
        {LateSql} group by 1, 2 order by 4 desc, 5 desc, 1, 2
        """;

    private static readonly string OverdueSql = $"""
        select i.name, i.case_id, i.from_at, i.due_at, v.id, i.role, i.person_id, v.organisation_id
        {LateSql} and tree.root = $6 and i.kind = $7 order by i.due_at, i.case_id limit {MostListed}
        """;

    /// <summary>Legal dates within <see cref="LegalDays"/> working days, the nearest first; today's included.</summary>
    public static async Task<IReadOnlyList<LegalDue>> LegalAsync(NpgsqlDataSource database, Perimeter perimeter, Rules rules, DateTimeOffset now, CancellationToken ct)
    {
        var last = FrenchCalendar.AddWorkingDays(perimeter.To, LegalDays);
        var found = new List<LegalDue>();
        await using (var query = Query.Of(database, LegalSql, perimeter.Organisations, now, FrenchCalendar.EndOf(last)))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                found.Add(new LegalDue(row.GetString(0), FrenchCalendar.DayOf(row.GetFieldValue<DateTimeOffset>(1).AddTicks(-1)), row.GetGuid(2), row.Text(3) ?? PostTitles.None, row.GetGuid(4), row.Ids(5)));

        await using (var query = Query.Of(database, ReleaseSql, [perimeter.Organisations]))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) Add("origin-silence", FrenchCalendar.DayOf(row.GetFieldValue<DateTimeOffset>(0)), row, 1, row.GetGuid(4));
        await using (var query = Query.Of(database, MonthSql, perimeter.Organisations, perimeter.To.AddDays(-LongestMonth).ToString("O", CultureInfo.InvariantCulture)))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) Add("legal-month", row.GetFieldValue<DateOnly>(0), row, 1, row.GetGuid(1));

        return [.. found.Where(due => !perimeter.OwnPosts.Contains(due.VacancyId)).GroupBy(due => (due.Key, due.Day, due.VacancyId)).Select(group => group.First() with { Files = [.. group.SelectMany(due => due.Files).Distinct()] })
            .OrderBy(due => due.Day).ThenBy(due => due.Title, StringComparer.Create(French.Culture, false))];

        void Add(string name, DateOnly begun, NpgsqlDataReader row, int column, Guid file)
        {
            var ends = rules.On(begun, name, row.GetGuid(column + 2)).After(begun);
            if (ends >= perimeter.To && ends <= last) found.Add(new LegalDue(name, ends, row.GetGuid(column), row.Text(column + 1) ?? PostTitles.None, row.GetGuid(column + 2), [file]));
        }
    }

    /// <summary>A late case, and who has it.</summary>
    public sealed record Overdue(TimeKind Kind, string Step, Guid CaseId, Guid VacancyId, Guid Post, double Share, Role? Role, Guid? PersonId, DateTimeOffset Since, DateTimeOffset Due);

    /// <summary>How many cases are late in whose hands, most first.</summary>
    public static async Task<IReadOnlyList<OverdueGroup>> GroupsAsync(NpgsqlDataSource database, Perimeter perimeter, DateTimeOffset now, CancellationToken ct)
    {
        var groups = new List<OverdueGroup>();
        await using var query = Query.Of(database, GroupSql, Late(perimeter, now));
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) groups.Add(new OverdueGroup(row.GetGuid(0), Enum.Parse<TimeKind>(row.GetString(1)), row.GetString(2), row.GetInt32(3), row.GetDouble(4)));
        return groups;
    }

    /// <summary>The late cases of one line, the longest overdue first.</summary>
    public static async Task<IReadOnlyList<Overdue>> OverdueAsync(NpgsqlDataSource database, Perimeter perimeter, Guid organisation, TimeKind kind, DateTimeOffset now, CancellationToken ct)
    {
        var late = new List<Overdue>();
        await using var query = Query.Of(database, OverdueSql, [.. Late(perimeter, now), organisation, kind.ToString()]);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (from, due) = (row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3));
            late.Add(new Overdue(kind, row.GetString(0), row.GetGuid(1), row.GetGuid(4), row.GetGuid(7), due > from ? (now - from) / (due - from) : 1,
                row.Text(5) is { } role ? Enum.Parse<Role>(role) : null, row.Id(6), from, due));
        }

        return late;
    }

    private static object?[] Late(Perimeter perimeter, DateTimeOffset now)
    {
        Guid[] all = [.. perimeter.Tree.All];
        return [perimeter.Organisations, now, perimeter.OwnPosts.ToArray(), all, Array.ConvertAll(all, perimeter.Tree.Root)];
    }

    /// <summary>What happened from the last working day on.</summary>
    public static Changes Since(IReadOnlyList<PostLine> arrivals, IReadOnlyList<PostLine> choices, IReadOnlyList<Outlook> outlooks, IReadOnlySet<(Guid VacancyId, int Place)> wasInDanger, DateOnly today)
    {
        var since = FrenchCalendar.WorkingDaysBefore(today, 1);
        return new Changes(since,
            arrivals.Count(post => post.Span.To >= since && Filled(post)), choices.Count(post => post.Span.To >= since && Filled(post)),
            choices.Count(post => post.Visit > 1 && post.Span.From >= since), arrivals.Count(post => post.Span.To >= since && post.Outcome == PostOutcome.Cancelled),
            outlooks.Count(one => one.Danger is not null && !Was(one)), outlooks.Count(one => one.Danger is null && Was(one)));

        bool Was(Outlook one) => wasInDanger.Contains((one.Place.Post.VacancyId, one.Place.Post.Place));
    }

    private static bool Filled(PostLine post) => post.Outcome is >= PostOutcome.CivilServant and <= PostOutcome.Reconversion;
}
