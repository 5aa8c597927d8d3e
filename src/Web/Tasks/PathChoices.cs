using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Tasks;

/// <summary>What the tasks of a path choose from, in alphabetical order.</summary>
/// <param name="Organisations">Administrations that may release somebody for a training.</param>
/// <param name="Colleagues">Those who may be a tutor.</param>
/// <param name="Posts">Posts not yet ended: what was published, and what the reader's organisations prepare. Their reference tells two of one title apart.</param>
public sealed record PathChoices(IReadOnlyList<Choice> Organisations, IReadOnlyList<Choice> Colleagues, IReadOnlyList<Choice> Posts)
{
    private const int Most = 500;

    private const string OrganisationsSql = """
        select o.id, concat_ws(' · ', o.name, above.name) from jalon.organisation o left join jalon.organisation above on above.id = o.parent_id order by o.name collate "fr-x-icu", o.id limit $1
        """;

    private const string PostsSql = """
        select v.id, concat_ws(' · ', v.title, o.name, v.reference) from jalon.vacancy v left join jalon.organisation o on o.id = v.organisation_id
        where v.title is not null and exists (select from jsonb_array_elements(v.state -> 'openings') opening where opening ->> 'status' <> 'Taken') and (v.stage in ('Published', 'Closed') or v.organisation_id = any ($2)) order by v.title collate "fr-x-icu", v.id limit $1
        """;

    public static async Task<PathChoices> ReadAsync(NpgsqlDataSource database, Who who, DateTimeOffset now, CancellationToken ct) =>
        new(await ReadAsync(database, OrganisationsSql, ct), await Tasks.Colleagues.OfAsync(database, who, now, ct), await ReadAsync(database, PostsSql, ct, who.Roles.Select(held => held.OrganisationId).Distinct().ToArray()));

    private static async Task<IReadOnlyList<Choice>> ReadAsync(NpgsqlDataSource database, string sql, CancellationToken ct, params object?[] more)
    {
        await using var query = Query.Of(database, sql, [Most, .. more]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var choices = new List<Choice>();
        while (await row.ReadAsync(ct)) choices.Add(new Choice(row.GetGuid(0).ToString(), row.GetString(1)));
        return choices;
    }
}
