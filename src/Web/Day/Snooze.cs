using Dapper;
using Jalon.Grains.Calendar;
using Npgsql;

namespace Jalon.Web.Day;

/// <summary>« Plus tard »: what somebody puts off leaves their day until the next working morning. The case and its clock know nothing of it.</summary>
public static class Snooze
{
    private const string Put = """
        delete from jalon.snooze where person_id = @person and until <= @now;
        insert into jalon.snooze (person_id, case_id, step, until) select @person, * , @until from unnest(@cases, @steps)
        on conflict (person_id, case_id, step) do update set until = excluded.until
        """;

    private const string Back = "delete from jalon.snooze s using unnest(@cases, @steps) as one(case_id, step) where s.person_id = @person and s.case_id = one.case_id and s.step = one.step";

    public static Task PutOffAsync(NpgsqlDataSource database, Guid person, DayLine line, DateTimeOffset now, CancellationToken ct) => RunAsync(database, Put, person, line, now, ct);

    public static Task TakeBackAsync(NpgsqlDataSource database, Guid person, DayLine line, DateTimeOffset now, CancellationToken ct) => RunAsync(database, Back, person, line, now, ct);

    private static async Task RunAsync(NpgsqlDataSource database, string sql, Guid person, DayLine line, DateTimeOffset now, CancellationToken ct)
    {
        var until = FrenchCalendar.StartOf(FrenchCalendar.AddWorkingDays(FrenchCalendar.DayOf(now), 1));
        var steps = await DayQuery.StepsAsync(database, line, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        var parameters = new
        {
            person,
            now = now.UtcDateTime,
            until = until.UtcDateTime,
            cases = steps.Select(one => one.CaseId).ToArray(),
            steps = steps.Select(one => one.Step).ToArray(),
        };
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }
}
