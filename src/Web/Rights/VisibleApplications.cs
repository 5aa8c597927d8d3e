using Jalon.Grains;

namespace Jalon.Web.Rights;

/// <summary>
/// The candidacies somebody may open with the person's name, as a condition on <c>a</c>: in the trees below their roles, of their own posts as a line manager,
/// handed to them; never of a post they apply to, nor where they declared a conflict of interest. It follows <see cref="Act.SeeNames"/> of the table of rights, for lists that cannot ask line by line.
/// </summary>
internal static class VisibleApplications
{
    /// <summary>Follows <see cref="VisibleVacancies.Trees"/>. Parameters $1 to $5 are those of <see cref="Of"/>.</summary>
    public const string Condition = """
        ((a.state ->> 'organisationId')::uuid in (select id from down)
            or exists (select from managed m where m.id = (a.state ->> 'organisationId')::uuid and m.holder = (a.state ->> 'lineManagerId')::uuid)
            or (cardinality($5::uuid[]) > 0 and exists (select from jsonb_array_elements(a.state -> 'assessors') one
                where (one ->> 'personId')::uuid = any ($5) and not coalesce((one ->> 'conflicted')::boolean, false)
                    and (coalesce((one ->> 'impartial')::boolean, false) or one ->> 'opinionId' is not null))))
        and not exists (select from jalon.job_application own where own.candidate_id = $1 and own.vacancy_id = a.vacancy_id)
        and not coalesce(a.state -> 'assessors' @> jsonb_build_array(jsonb_build_object('personId', $1, 'conflicted', true)), false)
        """;

    /// <summary>The reader, organisations, line managers' organisations and who holds them, assessors.</summary>
    public static object?[] Of(Who who)
    {
        var managing = who.Roles.Where(held => held.Role == Role.LineManager).ToList();
        return
        [
            who.PersonId, Grants.Reach(who, Act.SeeNames).In.ToArray(), managing.Select(held => held.OrganisationId).ToArray(), managing.Select(held => held.HolderId).ToArray(),
            who.Roles.Where(held => held.Role == Role.Assessor).Select(held => held.HolderId).ToArray(),
        ];
    }
}
