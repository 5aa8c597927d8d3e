using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

using Npgsql;

namespace Jalon.Silo.Instances;

/// <summary>What a decision on an instance reads beside it: its version of the procedure, and its case as it is now.</summary>
internal sealed class InstanceReading(ProcedureShelf shelf, Func<Rules> rules)
{
    private readonly Dictionary<string, ReadTogether<CaseRow>> rows = new()
    {
        [ApplicationCase.Kind.Name] = new(ApplicationsAsync),
        [VacancyCase.Kind.Name] = new((database, ids) => StatesAsync(database, "select id, state from jalon.vacancy where id = any ($1)", ids)),
        [PathCase.Kind.Name] = new((database, ids) => StatesAsync(database, "select id, state from jalon.reconversion_path where id = any ($1)", ids)),
    };

    /// <summary>A case as its row says, and the post it is about, which the candidacies read together have in common.</summary>
    private sealed record CaseRow(byte[] State, Lazy<Vacancy>? Vacancy = null);

    public async Task<object> ReadAsync(NpgsqlDataSource database, Guid id, object? state, Command command, DateTimeOffset now, CancellationToken ct)
    {
        var (name, version, caseId) = (state, command) switch
        {
            (Instance running, _) => (running.Procedure, running.Version, running.CaseId),
            (_, StartInstance start) => (start.Procedure, start.Version, start.CaseId),
            _ => throw new InvalidOperationException($"{command.GetType().Name} needs no case"),
        };
        var procedure = await FindAsync(name, version, ct);
        var view = await ViewAsync(database, procedure.Case, caseId, now, ct) ?? throw new InvalidOperationException($"no {procedure.Case.Name} {caseId} for instance {id}");
        var newer = command is MigrateInstance migrate ? await shelf.FindAsync(name, migrate.Version, ct) : null;
        return new InstanceCircumstances(procedure, view, shelf.InForce, newer);
    }

    private async Task<Workflows.Bpmn.Procedure> FindAsync(string name, string? version, CancellationToken ct) =>
        version is null ? shelf.InForce[name] : await shelf.FindAsync(name, version, ct) ?? throw new InvalidOperationException($"no version {version} of procedure {name}");

    private async Task<CaseView?> ViewAsync(NpgsqlDataSource database, CaseKind kind, Guid id, DateTimeOffset now, CancellationToken ct) =>
        await rows[kind.Name].ReadAsync(database, id, ct) is { } row ? View(kind, row, now) : null;

    private CaseView View(CaseKind kind, CaseRow row, DateTimeOffset now)
    {
        var (today, inForce) = (FrenchCalendar.DayOf(now), rules());
        if (kind == PathCase.Kind) return PathCase.View(Read<ReconversionPath>(row.State));
        return kind == VacancyCase.Kind ? VacancyCase.View(Read<Vacancy>(row.State), inForce, today)
            : ApplicationCase.View(Read<JobApplication>(row.State), row.Vacancy is null ? null : VacancyView.Of(row.Vacancy.Value, inForce, today), inForce);
    }

    private static async Task<IReadOnlyDictionary<Guid, CaseRow>> ApplicationsAsync(NpgsqlDataSource database, Guid[] ids)
    {
        await using var batch = database.CreateBatch();
        batch.Add("select v.id, v.state from jalon.vacancy v where v.id in (select vacancy_id from jalon.job_application where id = any ($1))", Parameter.Of(ids));
        batch.Add("select c.id, c.state, c.vacancy_id from jalon.job_application c where c.id = any ($1)", Parameter.Of(ids));
        await using var row = await batch.ExecuteReaderAsync();
        var posts = new Dictionary<Guid, Lazy<Vacancy>>();
        while (await row.ReadAsync())
        {
            var state = row.GetFieldValue<byte[]>(1);
            posts[row.GetGuid(0)] = new(() => Read<Vacancy>(state));
        }

        await row.NextResultAsync();
        var cases = new Dictionary<Guid, CaseRow>();
        while (await row.ReadAsync()) cases[row.GetGuid(0)] = new CaseRow(row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : posts.GetValueOrDefault(row.GetGuid(2)));
        return cases;
    }

    private static async Task<IReadOnlyDictionary<Guid, CaseRow>> StatesAsync(NpgsqlDataSource database, string sql, Guid[] ids)
    {
        await using var query = Parameter.Command(database, sql, Parameter.Of(ids));
        await using var row = await query.ExecuteReaderAsync();
        var cases = new Dictionary<Guid, CaseRow>();
        while (await row.ReadAsync()) cases[row.GetGuid(0)] = new CaseRow(row.GetFieldValue<byte[]>(1));
        return cases;
    }

    private static T Read<T>(byte[] state) => JsonSerializer.Deserialize<T>(state, Json.Options)!;
}
