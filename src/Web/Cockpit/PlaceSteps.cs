using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>One visit to one step of one case.</summary>
public sealed record StepLine(Guid CaseId, string Id, string Name, string Stage, TimeKind Kind, Role? Role, Guid? OrganisationId, Guid? PersonId, DateTimeOffset From, DateTimeOffset? To, DateTimeOffset? Due);

/// <summary>A place of a post with the steps that lead to somebody at work: those of the post, then those of the candidacy that has the place, or comes nearest to it.</summary>
public sealed record PlaceSteps(PostLine Post, Guid? ApplicationId, IReadOnlyList<StepLine> Steps)
{
    /// <summary>The order of a post's life: the stages of the post, then those of a candidacy.</summary>
    private static readonly string[] Order = [.. Enum.GetNames<VacancyStage>().Take(4), .. Enum.GetNames<Stage>()];

    /// <summary>Near candidacies looked at for one post; no notice seeks more people than it has places.</summary>
    private const int MostNear = 50;

    /// <summary>Live candidacies by the intervals they are in: their rows are a tenth as wide, and one open for each.</summary>
    private const string NearestSql = """
        select v.id, a.case_id from unnest($1) v(id)
        cross join lateral (
            select i.case_id, i.stage from jalon.interval i where i.post_id = v.id and i.to_at is null and i.scope = 'case' and i.case_kind = 'job_application' and i.stage <> 'InPost'
            order by array_position($2, i.stage) desc, i.case_id limit $3) a
        order by v.id, array_position($2, a.stage) desc, a.case_id
        """;

    private const string StepSql = """
        select i.case_id, i.step, i.name, i.stage, i.kind, i.role, i.organisation_id, i.person_id, i.from_at, i.to_at, i.due_at
        from unnest($1) wanted(id) cross join lateral (select * from jalon.interval i where i.case_id = wanted.id and i.scope = 'step' offset 0) i
        order by i.case_id, i.from_at, i.step
        """;

    public static int RankOf(string stage) => Array.IndexOf(Order, stage);

    /// <summary>The steps of these places. Those that were cancelled or given up keep the steps of their post only: nobody had the place.</summary>
    public static async Task<List<PlaceSteps>> ReadAsync(NpgsqlDataSource database, IReadOnlyList<PostLine> posts, CancellationToken ct)
    {
        var near = await NearestAsync(database, [.. posts.Where(post => post is { Open: true, ApplicationId: null }).Select(post => post.VacancyId).Distinct()], ct);
        foreach (var held in posts.Where(post => post.ApplicationId is not null)) near.GetValueOrDefault(held.VacancyId)?.Remove(held.ApplicationId!.Value);
        var placed = posts.Select(post => (Post: post, Application: post.ApplicationId ?? (post.Open ? Next(near, post.VacancyId) : null))).ToList();
        var steps = (await StepsAsync(database, [.. placed.SelectMany(one => (Guid?[])[one.Post.VacancyId, one.Application]).OfType<Guid>().Distinct()], ct)).ToLookup(step => step.CaseId);
        return [.. placed.Select(one => new PlaceSteps(one.Post, one.Application, [.. steps[one.Post.VacancyId], .. one.Application is { } id ? steps[id] : []]))];
    }

    /// <summary>Those whose candidacy at hand was received by a channel; all of them where none is asked.</summary>
    public static async Task<List<PlaceSteps>> ThroughAsync(NpgsqlDataSource database, List<PlaceSteps> places, Channel? channel, CancellationToken ct)
    {
        if (channel is not { } wanted) return places;
        await using var query = Query.Of(database, "select id from jalon.job_application where id = any ($1) and state ->> 'channel' = $2",
            places.Select(place => place.ApplicationId).OfType<Guid>().ToArray(), wanted.ToString());
        await using var row = await query.ExecuteReaderAsync(ct);
        var through = new HashSet<Guid>();
        while (await row.ReadAsync(ct)) through.Add(row.GetGuid(0));
        return [.. places.Where(place => place.ApplicationId is { } id && through.Contains(id))];
    }

    private static Guid? Next(Dictionary<Guid, List<Guid>> near, Guid vacancy)
    {
        if (near.GetValueOrDefault(vacancy) is not [var first, ..] left) return null;
        left.RemoveAt(0);
        return first;
    }

    private static async Task<Dictionary<Guid, List<Guid>>> NearestAsync(NpgsqlDataSource database, Guid[] vacancies, CancellationToken ct)
    {
        var near = new Dictionary<Guid, List<Guid>>();
        if (vacancies.Length == 0) return near;
        await using var query = Query.Of(database, NearestSql, vacancies, Enum.GetNames<Stage>(), MostNear);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (!near.TryGetValue(row.GetGuid(0), out var list)) near[row.GetGuid(0)] = list = [];
            list.Add(row.GetGuid(1));
        }

        return near;
    }

    private static async Task<List<StepLine>> StepsAsync(NpgsqlDataSource database, Guid[] cases, CancellationToken ct)
    {
        await using var query = Query.Of(database, StepSql, cases);
        await using var row = await query.ExecuteReaderAsync(ct);
        var steps = new List<StepLine>();
        while (await row.ReadAsync(ct))
        {
            steps.Add(new StepLine(row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3) ?? "", Enum.Parse<TimeKind>(row.GetString(4)),
                row.Text(5) is { } role ? Enum.Parse<Role>(role) : null, row.Id(6), row.Id(7), row.GetFieldValue<DateTimeOffset>(8), row.Instant(9), row.Instant(10)));
        }

        return steps;
    }
}
