using Jalon.Grains.Applications;
using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>A candidacy that is over, as the unfolded end of the board tells it.</summary>
public sealed record EndedCandidacy(string Url, string Name, OutcomeMark Mark, string When)
{
    private const int Most = 200;

    private const string Sql = """
        select a.id, a.state, p.given_name || ' ' || p.family_name
        from jalon.job_application a left join jalon.person p on p.id = a.candidate_id
        where a.vacancy_id = $1 and a.outcome is not null
        order by a.state -> 'outcome' ->> 'at' desc, a.id limit $2
        """;

    public static OutcomeSign Sign(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Rejected => OutcomeSign.Rejected,
        OutcomeKind.Withdrawn => OutcomeSign.Withdrawn,
        OutcomeKind.HiredElsewhere => OutcomeSign.HiredElsewhere,
        _ => OutcomeSign.PostEnded,
    };

    public static async Task<IReadOnlyList<EndedCandidacy>> ReadAsync(NpgsqlDataSource database, Guid vacancy, bool named, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, vacancy, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var ended = new List<EndedCandidacy>();
        while (await row.ReadAsync(ct))
        {
            var outcome = row.State<JobApplication>(1).Outcome!;
            ended.Add(new EndedCandidacy($"/candidatures/{row.GetGuid(0)}", named && row.Text(2) is { } name ? name : Pseudonym.Of(row.GetGuid(0)),
                new OutcomeMark(Sign(outcome.Kind)), Days.Short(outcome.At, now)));
        }

        return ended;
    }
}
