using Jalon.Grains;

using Npgsql;

using NpgsqlTypes;

using static Jalon.Silo.Journal.RowStatements;

namespace Jalon.Silo.Journal;

/// <summary>Who is asked to assess, and the hours kept for interviews: those of a candidacy take the place of any it had, asked for or booked.</summary>
internal static class HoldStatements
{
    private sealed record Hour(InterviewHoldRow Hold, Guid Assessor);

    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<Pending> commits)
    {
        if (Lines<AssessmentRow>(commits) is { Count: > 0 } asked) yield return Asked(asked);
        var holds = Lines<InterviewHoldRow>(commits);
        if (holds.Count == 0) yield break;
        yield return Gone(holds);
        List<Line<Hour>> hours = [.. holds.SelectMany(line => line.Row.Assessors.Distinct().Select(assessor => new Line<Hour>(line.Commit, new Hour(line.Row, assessor))))];
        if (hours.Count > 0) yield return Kept(hours);
    }

    private static NpgsqlBatchCommand Asked(List<Line<AssessmentRow>> lines)
    {
        var command = Start($"""
            insert into jalon.assessment (assessor_id, application_id)
            select r.person, r.about from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[]) as r(grain_id, version, command_id, person, about) {Proven}
            on conflict do nothing
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.PersonId);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.About);
        return command;
    }

    private static NpgsqlBatchCommand Gone(List<Line<InterviewHoldRow>> lines)
    {
        var command = Start($"""
            delete from jalon.interview_hold h
            using (select r.about from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[]) as r(grain_id, version, command_id, about) {Proven}) gone
            where h.application_id = gone.about
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.About);
        return command;
    }

    private static NpgsqlBatchCommand Kept(List<Line<Hour>> lines)
    {
        var command = Start($"""
            insert into jalon.interview_hold (assessor_id, application_id, from_at, to_at, until)
            select r.assessor, r.about, r.from_at, r.to_at, 'infinity'
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::timestamptz[])
                as r(grain_id, version, command_id, assessor, about, from_at, to_at) {Proven}
            on conflict (assessor_id, application_id, from_at) do update set to_at = excluded.to_at, until = excluded.until
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Assessor);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Hold.About);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.Hold.From.UtcDateTime);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.Hold.To.UtcDateTime);
        return command;
    }
}
