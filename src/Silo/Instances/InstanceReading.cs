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
    private static readonly Dictionary<string, string> Sql = new()
    {
        [ApplicationCase.Kind.Name] = "select c.state, v.state from jalon.job_application c left join jalon.vacancy v on v.id = c.vacancy_id where c.id = $1",
        [VacancyCase.Kind.Name] = "select c.state, null from jalon.vacancy c where c.id = $1",
        [PathCase.Kind.Name] = "select c.state, null from jalon.reconversion_path c where c.id = $1",
    };

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

    private async Task<CaseView?> ViewAsync(NpgsqlDataSource database, CaseKind kind, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Parameter.Command(database, Sql[kind.Name], Parameter.Of(id));
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? View(kind, row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), now) : null;
    }

    private CaseView View(CaseKind kind, byte[] state, byte[]? vacancy, DateTimeOffset now)
    {
        var (today, inForce) = (FrenchCalendar.DayOf(now), rules());
        if (kind == PathCase.Kind) return PathCase.View(Read<ReconversionPath>(state));
        return kind == VacancyCase.Kind ? VacancyCase.View(Read<Vacancy>(state), inForce, today)
            : ApplicationCase.View(Read<JobApplication>(state), vacancy is null ? null : VacancyView.Of(Read<Vacancy>(vacancy), inForce, today), inForce);
    }

    private static T Read<T>(byte[] state) => JsonSerializer.Deserialize<T>(state, Json.Options)!;
}
