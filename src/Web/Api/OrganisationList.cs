using Jalon.Grains;
using Jalon.Grains.Organisations;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <summary>The organisations somebody may see: all of them, or the trees below their roles.</summary>
internal static class OrganisationList
{
    private const string Sql = """
        with recursive down(id, depth) as (
            select unnest($2::uuid[]), 1
            union all
            select o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20)
        select o.id, o.state from jalon.organisation o
        where ($1 or o.id in (select id from down)) and ($3::uuid is null or o.id > $3) order by o.id limit $4
        """;

    public static async Task<OrganisationPage> ReadAsync(Call call, Paging page)
    {
        var (everywhere, roots) = Grants.Reach(call.Who, Act.SeeOrganisation);
        await using var query = Query.Of(call.Database, Sql, everywhere, roots.ToArray(), page.After, page.Limit);
        await using var row = await query.ExecuteReaderAsync(call.Ct);
        var items = new List<OrganisationLine>();
        while (await row.ReadAsync(call.Ct))
        {
            var state = row.State<Organisation>(1);
            items.Add(new OrganisationLine(state.Id, state.Name, state.Siret, state.Level, state.ParentId, state.ClosedAt is not null));
        }

        return new OrganisationPage(items, items.Count == page.Limit ? items[^1].Id : null);
    }
}
