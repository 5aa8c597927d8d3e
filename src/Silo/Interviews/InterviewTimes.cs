using Jalon.Grains;
using Jalon.Grains.Applications;

using Npgsql;

namespace Jalon.Silo.Interviews;

/// <summary>
/// What times are worth to the assessors of a candidacy, for one decision. A time that is asked for is kept for it by a short lease, whoever asks at the same instant elsewhere;
/// the commit that books it keeps it for good, and a refusal or a crash lets it go by itself.
/// </summary>
internal static class InterviewTimes
{
    /// <summary>First key of the locks taken on the diary of an assessor; the second follows from their id.</summary>
    private const int DiaryLock = 5_220_037;

    /// <summary>One at a time in a diary: in the order of the ids, so that two decisions never wait for each other.</summary>
    private const string Lock = "select pg_advisory_xact_lock($2, hashtext(id::text)) from (select unnest($1::uuid[]) as id order by 1) ordered";

    /// <summary>$1 assessors, $2 the candidacy.</summary>
    private const string Worth = """
        select asked.from_at,
            exists (select from jalon.interview_hold h left join jalon.job_application a on a.id = h.application_id
                where h.assessor_id = any ($1) and h.application_id <> $2 and h.until > clock_timestamp() and h.from_at < asked.to_at and h.to_at > asked.from_at and a.outcome is null) as busy,
            not exists (select from unnest($1::uuid[]) one (id) where not coalesce((select range_agg(tstzrange(v.from_at, v.to_at)) from jalon.availability v
                where v.assessor_id = one.id and v.from_at < asked.to_at and v.to_at > asked.from_at) @> tstzrange(asked.from_at, asked.to_at), false)) as declared
        from unnest($3::timestamptz[], $4::timestamptz[]) asked (from_at, to_at)
        """;

    private const string Claim = $"""
        with worth as ({Worth}),
        kept as (
            insert into jalon.interview_hold (assessor_id, application_id, from_at, to_at, until)
            select one, $2, ($3::timestamptz[])[1], ($4::timestamptz[])[1], clock_timestamp() + interval '10 seconds' from unnest($1::uuid[]) one, worth where not worth.busy
            on conflict (assessor_id, application_id, from_at) do update set to_at = excluded.to_at, until = greatest(interview_hold.until, excluded.until))
        select from_at, busy, declared from worth
        """;

    public static async Task<IReadOnlyDictionary<DateTimeOffset, TimeState>?> ReadAsync(NpgsqlDataSource database, Guid id, JobApplication state, Command command, CancellationToken ct) => command switch
    {
        ProposeInterview propose => await AskAsync(database, id, JobApplicationGrain.Meeting(state), [.. propose.Times], propose.Minutes, claim: false, ct),
        BookInterview book when state.Interview is { } planned => await AskAsync(database, id, JobApplicationGrain.Meeting(state), [book.From], planned.Minutes, claim: true, ct),
        NameAssessor(var person) when state.Interview is { IsBooked: true } booked => Present(await AskAsync(database, id, [person], [booked.From!.Value], booked.Minutes, claim: true, ct)),
        ReplaceAssessor(_, var with, _) when state.Interview is { IsBooked: true } booked => Present(await AskAsync(database, id, [with], [booked.From!.Value], booked.Minutes, claim: true, ct)),
        _ => null,
    };

    /// <summary>Whoever recruits asks a person to come to an interview already fixed: what counts is that they have no other.</summary>
    private static Dictionary<DateTimeOffset, TimeState> Present(Dictionary<DateTimeOffset, TimeState> times) =>
        times.ToDictionary(time => time.Key, time => time.Value == TimeState.NotDeclared ? TimeState.Free : time.Value);

    private static async Task<Dictionary<DateTimeOffset, TimeState>> AskAsync(NpgsqlDataSource database, Guid id, IReadOnlyList<Guid> assessors, DateTimeOffset[] times, int minutes, bool claim, CancellationToken ct)
    {
        Guid[] people = [.. assessors.Order()];
        await using var batch = database.CreateBatch();
        if (claim) batch.BatchCommands.Add(Of(Lock, Parameter.Of(people), Parameter.Of(DiaryLock)));
        var (from, to) = (Array.ConvertAll(times, time => time.ToUniversalTime()), Array.ConvertAll(times, time => time.ToUniversalTime().AddMinutes(minutes)));
        batch.BatchCommands.Add(Of(claim ? Claim : Worth, Parameter.Of(people), Parameter.Of(id), Parameter.Of(from), Parameter.Of(to)));
        await using var row = await batch.ExecuteReaderAsync(ct);
        if (claim) await row.NextResultAsync(ct);
        var worth = new Dictionary<DateTimeOffset, TimeState>();
        while (await row.ReadAsync(ct))
            worth[row.GetFieldValue<DateTimeOffset>(0)] = people.Length == 0 || !row.GetBoolean(2) && !row.GetBoolean(1) ? TimeState.NotDeclared : row.GetBoolean(1) ? TimeState.Taken : TimeState.Free;
        return worth;
    }

    internal static NpgsqlBatchCommand LockOf(Guid assessor) => Of(Lock, Parameter.Of(new[] { assessor }), Parameter.Of(DiaryLock));

    private static NpgsqlBatchCommand Of(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
