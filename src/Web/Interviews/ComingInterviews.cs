using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Interviews;

/// <summary>An interview on its way, as those who prepare or hold it read it.</summary>
/// <param name="Assesses">The reader is one of those who meet the person.</param>
/// <param name="Url">The reader's own page for it.</param>
public sealed record ComingInterview(Guid ApplicationId, string Person, string? Post, DateTimeOffset From, int Minutes, InterviewMode Mode, int Assessors, bool Assesses, string Url);

/// <summary>The interviews somebody holds, or prepares for the posts they recruit for or manage, in their order.</summary>
public static class ComingInterviews
{
    private const int Most = 100;

    /// <summary>$1 to $5 are those of <see cref="VisibleApplications.Of"/>; $6 and $7 between when, $8 the reader and those they stand in for.</summary>
    private const string Sql = VisibleVacancies.Trees + $"""
        select a.id, a.state, v.title, p.given_name || ' ' || p.family_name, mine.assesses
        from (select distinct h.application_id from jalon.interview_hold h where h.until = 'infinity' and h.to_at > $6 and h.from_at < $7) kept
        join jalon.job_application a on a.id = kept.application_id
        left join jalon.vacancy v on v.id = a.vacancy_id
        left join jalon.person p on p.id = a.candidate_id
        cross join lateral (select exists (select from jsonb_array_elements(a.state -> 'assessors') one
            where (one ->> 'personId')::uuid = any ($8) and not coalesce((one ->> 'conflicted')::boolean, false)) as assesses) mine
        where a.outcome is null and not exists (select from jalon.job_application own where own.candidate_id = $1 and own.vacancy_id = a.vacancy_id)
            and (mine.assesses or ({VisibleApplications.Condition}
                and ((a.state ->> 'recruiterId')::uuid = any ($8) or (a.state ->> 'lineManagerId')::uuid = any ($8))))
        """;

    public static async Task<IReadOnlyList<ComingInterview>> ReadAsync(Engine engine, Who who, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        object?[] parameters = [.. VisibleApplications.Of(who), from.UtcDateTime, to.UtcDateTime, who.Roles.Select(held => held.HolderId).Append(who.PersonId).Distinct().ToArray()];
        await using var query = Query.Of(engine.Database, Sql, parameters);
        await using var row = await query.ExecuteReaderAsync(ct);
        var coming = new List<ComingInterview>();
        while (await row.ReadAsync(ct))
        {
            var (id, state) = (row.GetGuid(0), row.State<JobApplication>(1));
            if (state.Interview is not { IsBooked: true, From: { } at } booked) continue;
            var assesses = row.GetBoolean(4);
            coming.Add(new ComingInterview(id, row.Text(3) ?? "Personne effacée", row.Text(2), at, booked.Minutes, booked.Mode, JobApplicationGrain.Meeting(state).Count, assesses, assesses ? $"/evaluations/{id}" : $"/candidatures/{id}"));
        }

        return [.. coming.OrderBy(one => one.From).ThenBy(one => one.ApplicationId).Take(Most)];
    }

    /// <summary>Those of a day.</summary>
    public static Task<IReadOnlyList<ComingInterview>> OfDayAsync(Engine engine, Who who, DateOnly day, CancellationToken ct) =>
        ReadAsync(engine, who, FrenchCalendar.StartOf(day), FrenchCalendar.EndOf(day), ct);
}
