using Jalon.Grains.Calendar;
using Jalon.Insights.Counts;
using Jalon.Insights.Survival;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>How long one administration of origin takes to let its agents go; those asked too seldom are told together.</summary>
/// <param name="Median">Days from the request to the answer; a request still open is followed until today.</param>
public sealed record ReleaseLine(string Origin, Quantile Median, long Cases)
{
    private const string Others = "Autres administrations d’origine", Untold = "Origine non renseignée";

    private const string OriginSql = """
        select a.id, (c.state ->> 'originAdministration')::uuid from jalon.job_application a join jalon.candidate c on c.id = a.candidate_id where a.id = any ($1)
        """;

    /// <summary>The slowest first. Where somebody comes from is theirs: under five requests an administration is not named, and nothing shown elsewhere tells the total.</summary>
    public static async Task<IReadOnlyList<ReleaseLine>> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, IReadOnlyList<PostLine> posts, CancellationToken ct)
    {
        var steps = (await PlaceSteps.ReadAsync(database, posts, ct)).SelectMany(place => place.Steps).Where(step => step.Name == "release").DistinctBy(step => (step.CaseId, step.Id)).ToList();
        var origins = await OriginsAsync(database, perimeter.Tree, [.. steps.Select(step => step.CaseId).Distinct()], ct);
        var named = steps.ToLookup(step => origins.GetValueOrDefault(step.CaseId, Untold));
        var often = named.Where(origin => origin.Count() >= Suppression.Least).Select(origin => origin.Key).ToHashSet();
        return [.. steps.GroupBy(step => origins.GetValueOrDefault(step.CaseId, Untold) is var origin && often.Contains(origin) ? origin : Others).Where(origin => origin.Count() >= Suppression.Least)
            .Select(origin => Of(origin.Key, origin, perimeter.To)).OrderByDescending(line => line.Median.Day ?? double.MaxValue).ThenBy(line => line.Origin, StringComparer.Ordinal)];
    }

    private static ReleaseLine Of(string origin, IEnumerable<StepLine> steps, DateOnly today)
    {
        var curve = SurvivalCurve.Of(steps.Select(step => new Observation((step.To is { } to ? FrenchCalendar.DayOf(to) : today).DayNumber - FrenchCalendar.DayOf(step.From).DayNumber, step.To is null ? Observation.Open : 1)));
        return new ReleaseLine(origin, curve.Median, curve.Table.Cases);
    }

    private static async Task<Dictionary<Guid, string>> OriginsAsync(NpgsqlDataSource database, Tree tree, Guid[] cases, CancellationToken ct)
    {
        var origins = new Dictionary<Guid, string>();
        await using var query = Query.Of(database, OriginSql, [cases]);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (row.Id(1) is { } origin && tree.Has(origin)) origins[row.GetGuid(0)] = tree.Name(tree.Root(origin));
        return origins;
    }
}
