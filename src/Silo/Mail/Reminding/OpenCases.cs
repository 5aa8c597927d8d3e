using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Instances;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Reminders;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>Reads the cases on which something is open: the list from the intervals and the tasks, the truth from the row of each case.</summary>
internal sealed class OpenCases(NpgsqlDataSource database, ProcedureShelf shelf)
{
    public NpgsqlDataSource Database => database;

    /// <summary>Cases read at once.</summary>
    private const int AtOnce = 500;

    /// <summary>Past this many open steps, the oldest first: no morning reads more.</summary>
    private const int MostSteps = 200_000;

    private const string OpenSql = """
        select i.case_id, i.case_kind, i.step, i.opened
        from jalon.interval i join jalon.fact f on f.grain_id = i.case_id and f.version = i.opened
        where i.to_at is null and i.scope = 'step' and i.kind <> 'LegalWait' and f.origin = 'live'
        order by i.from_at limit $1
        """;

    private const string PathsSql = """
        select r.state, p.given_name || ' ' || p.family_name from jalon.reconversion_path r left join jalon.person p on p.id = r.candidate_id where r.id = any ($1)
        """;

    private const string AwaitedSql = "select case_id, from_at, to_at from jalon.interval where case_id = any ($1) and scope = 'step' and kind = 'Candidate' order by from_at";

    private const string SuspendedSql = """
        select grain_id, type = 'VacancySuspended', at from jalon.fact
        where grain_id = any ($1) and type in ('VacancySuspended', 'VacancyResumed', 'SuspensionExpired') order by grain_id, version
        """;

    public async Task<IReadOnlyList<OpenCase>> ReadAsync(CancellationToken ct)
    {
        var open = new List<(Guid Id, string Kind, string? Step, int Opened)>();
        await using (var command = Parameter.Command(database, OpenSql, Parameter.Of(MostSteps)))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) open.Add((row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3)));
        var tasks = (await OpenTask.ReadAsync(database, shelf, ct)).ToLookup(task => (task.CaseId, CaseKinds.All[task.CaseKind].Grain.Name));
        open.AddRange(tasks.Select(one => (one.Key.CaseId, one.Key.Name, (string?)null, 0)));
        var cases = new List<OpenCase>();
        foreach (var some in open.GroupBy(one => (one.Id, one.Kind)).Chunk(AtOnce))
        {
            var opened = some.ToDictionary(one => one.Key.Id, one => (IReadOnlyDictionary<string, int>)one.Where(step => step.Step is not null).ToDictionary(step => step.Step!, step => step.Opened));
            var byKind = some.ToLookup(one => one.Key.Kind, one => one.Key.Id);
            var asked = some.ToDictionary(one => one.Key.Id, one => (IReadOnlyList<OpenTask>)[.. tasks[one.Key]]);
            var read = (await ReadAsync(byKind, opened, ct)).ConvertAll(one => one with { Tasks = asked[one.Id] });
            cases.AddRange(await WithPausesAsync(read, ct));
        }

        return cases;
    }

    private async Task<List<OpenCase>> ReadAsync(ILookup<string, Guid> byKind, Dictionary<Guid, IReadOnlyDictionary<string, int>> opened, CancellationToken ct)
    {
        var applications = await CaseWords.ReadAsync(database, [.. byKind["job_application"]], ct);
        var cases = applications.Values.Select(words => OpenCase.Of(words, opened[words.Id])).ToList();
        await EachAsync("select state from jalon.vacancy where id = any ($1)", byKind["vacancy"], row =>
        {
            var state = State<Vacancy>(row);
            cases.Add(OpenCase.Of(state, opened[state.Id]));
        }, ct);
        await EachAsync(PathsSql, byKind["reconversion_path"], row =>
        {
            var state = State<ReconversionPath>(row);
            cases.Add(OpenCase.Of(state, row.IsDBNull(1) ? null : row.GetString(1), opened[state.Id]));
        }, ct);
        return cases;
    }

    private async Task<IEnumerable<OpenCase>> WithPausesAsync(List<OpenCase> cases, CancellationToken ct)
    {
        var awaited = new List<(Guid Case, Standstill Pause)>();
        await EachAsync(AwaitedSql, cases.Select(one => one.Id), row => awaited.Add((row.GetGuid(0), new Standstill(row.GetFieldValue<DateTimeOffset>(1), Instant(row, 2)))), ct);
        var changes = new List<(Guid Vacancy, bool Begins, DateTimeOffset At)>();
        await EachAsync(SuspendedSql, cases.Select(one => one.VacancyId).OfType<Guid>().Distinct(), row => changes.Add((row.GetGuid(0), row.GetBoolean(1), row.GetFieldValue<DateTimeOffset>(2))), ct);
        var (byCase, suspended) = (awaited.ToLookup(one => one.Case, one => one.Pause), changes.GroupBy(one => one.Vacancy).ToDictionary(one => one.Key, one => Suspensions(one.Select(change => (change.Begins, change.At)))));
        return cases.Select(one => one with { PersonAwaited = [.. byCase[one.Id]], Suspended = one.VacancyId is { } post ? suspended.GetValueOrDefault(post, []) : [] });
    }

    /// <summary>From each suspension to what ends it; one renewed meanwhile is the same.</summary>
    private static List<Standstill> Suspensions(IEnumerable<(bool Begins, DateTimeOffset At)> changes)
    {
        var pauses = new List<Standstill>();
        foreach (var (begins, at) in changes)
        {
            if (begins && (pauses.Count == 0 || pauses[^1].To is not null)) pauses.Add(new Standstill(at, null));
            else if (!begins && pauses.Count > 0 && pauses[^1].To is null) pauses[^1] = pauses[^1] with { To = at };
        }

        return pauses;
    }

    private async Task EachAsync(string sql, IEnumerable<Guid> ids, Action<NpgsqlDataReader> take, CancellationToken ct)
    {
        Guid[] wanted = [.. ids];
        if (wanted.Length == 0) return;
        await using var command = Parameter.Command(database, sql, Parameter.Of(wanted));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) take(row);
    }

    private static T State<T>(NpgsqlDataReader row) => JsonSerializer.Deserialize<T>(row.GetString(0), Json.Options)!;

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
