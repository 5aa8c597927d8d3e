using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Interviews;

/// <summary>A file somebody is asked to assess.</summary>
/// <param name="Stated">They said that they have no conflict of interest: the file is open to them.</param>
/// <param name="Filed">Their opinion is in.</param>
public sealed record AskedFile(Guid Id, string Person, string? Post, bool Stated, bool Filed, Interview? Interview, bool CanFile);

/// <summary>The files handed to an assessor, those that wait for them first; they close by themselves when the candidacy does.</summary>
public static class AskedFiles
{
    private const string Sql = """
        select a.id, a.state, v.title, p.given_name || ' ' || p.family_name
        from jalon.assessment s join jalon.job_application a on a.id = s.application_id
        left join jalon.vacancy v on v.id = a.vacancy_id
        left join jalon.person p on p.id = a.candidate_id
        where s.assessor_id = $1 and a.outcome is null and a.stage in ('Admissible', 'Preselected', 'Interview')
            and not exists (select from jalon.job_application own where own.candidate_id = $1 and own.vacancy_id = a.vacancy_id)
        order by a.id limit 200
        """;

    public static async Task<IReadOnlyList<AskedFile>> ReadAsync(Engine engine, Who who, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        await using var query = Query.Of(engine.Database, Sql, who.PersonId);
        await using var row = await query.ExecuteReaderAsync(ct);
        var files = new List<AskedFile>();
        while (await row.ReadAsync(ct))
        {
            var state = row.State<JobApplication>(1);
            if (state.Assessors.FirstOrDefault(one => one.PersonId == who.PersonId) is not { Conflicted: false } mine) continue;
            files.Add(new AskedFile(row.GetGuid(0), row.Text(3) ?? "Personne effacée", row.Text(2), mine.MayRead, mine.OpinionId is not null, state.Interview, state.Stage == Stage.Interview && !(state.Interview is { IsBooked: true } booked && booked.From > now)));
        }

        return [.. files.OrderBy(file => file.Filed).ThenByDescending(file => file.CanFile).ThenBy(file => file.Interview?.From ?? DateTimeOffset.MaxValue).ThenBy(file => file.Id)];
    }
}
