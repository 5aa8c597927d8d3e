using Jalon.Grains;

namespace Jalon.Web.Rights;

/// <summary>
/// The posts somebody may see, as the start of a query: everywhere, in the trees below their roles, their own as a line manager, those whose files
/// they were handed; never one they apply to. It follows <see cref="Act.SeeVacancy"/> of the table of rights, for lists that cannot ask line by line.
/// </summary>
internal static class VisibleVacancies
{
    /// <summary>The organisations below a reader's ($2), and those below which they manage posts ($3), with whose roles ($4).</summary>
    internal const string Trees = """
        with recursive down(id, depth) as (
            select unnest($2::uuid[]), 1
            union all
            select o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20),
        managed(id, holder, depth) as (
            select own.id, own.holder, 1 from unnest($3::uuid[], $4::uuid[]) own(id, holder)
            union all
            select o.id, managed.holder, managed.depth + 1 from managed join jalon.organisation o on o.parent_id = managed.id where managed.depth < 20)
        """;

    /// <summary>Parameters $1 to $6 are those of <see cref="Of"/>; what follows reads from <c>visible</c>.</summary>
    public const string Sql = Trees + """
        ,
        visible as (
            select v.id, v.state, v.organisation_id, v.stage, v.title, v.reference, o.name as organisation
            from jalon.vacancy v left join jalon.organisation o on o.id = v.organisation_id
            where ($1 or v.organisation_id in (select id from down)
                    or exists (select from managed m where m.id = v.organisation_id and m.holder = (v.state -> 'sheet' ->> 'lineManager')::uuid)
                    or (cardinality($5::uuid[]) > 0 and exists (select from jalon.job_application a, jsonb_array_elements(a.state -> 'assessors') one
                        where a.vacancy_id = v.id and (one ->> 'personId')::uuid = any ($5) and not coalesce((one ->> 'conflicted')::boolean, false) and (coalesce((one ->> 'impartial')::boolean, false) or one ->> 'opinionId' is not null))))
                and not exists (select from jalon.job_application a where a.candidate_id = $6 and a.vacancy_id = v.id))
        """;

    /// <summary>Everywhere or not, organisations, line managers' organisations and who holds them, assessors, the reader.</summary>
    public static object?[] Of(Who who)
    {
        var (everywhere, roots) = Grants.Reach(who, Act.SeeVacancy);
        var managing = who.Roles.Where(held => held.Role == Role.LineManager).ToList();
        return
        [
            everywhere, roots.ToArray(), managing.Select(held => held.OrganisationId).ToArray(), managing.Select(held => held.HolderId).ToArray(),
            who.Roles.Where(held => held.Role == Role.Assessor).Select(held => held.HolderId).ToArray(), who.PersonId,
        ];
    }
}
