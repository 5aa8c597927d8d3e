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
internal sealed class InstanceReading(NpgsqlDataSource database, ProcedureShelf shelf, Func<Rules> rules)
{
    private readonly GrainTables tables = new(database);

    public async Task<object> ReadAsync(NpgsqlDataSource _, Guid id, object? state, Command command, DateTimeOffset now, CancellationToken ct)
    {
        var (name, version, caseId) = (state, command) switch
        {
            (Instance running, _) => (running.Procedure, running.Version, running.CaseId),
            (_, StartInstance start) => (start.Procedure, start.Version, start.CaseId),
            _ => throw new InvalidOperationException($"{command.GetType().Name} needs no case"),
        };
        var procedure = await FindAsync(name, version, ct);
        var view = await ViewAsync(procedure.Case, caseId, now, ct) ?? throw new InvalidOperationException($"no {procedure.Case.Name} {caseId} for instance {id}");
        var newer = command is MigrateInstance migrate ? await shelf.FindAsync(name, migrate.Version, ct) : null;
        return new InstanceCircumstances(procedure, view, shelf.InForce, newer);
    }

    private async Task<Workflows.Bpmn.Procedure> FindAsync(string name, string? version, CancellationToken ct) =>
        version is null ? shelf.InForce[name] : await shelf.FindAsync(name, version, ct) ?? throw new InvalidOperationException($"no version {version} of procedure {name}");

    private async Task<CaseView?> ViewAsync(CaseKind kind, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var (today, inForce) = (FrenchCalendar.DayOf(now), rules());
        return (await tables.ReadAsync(kind.Grain, id, ct))?.State switch
        {
            ReconversionPath path => PathCase.View(path),
            Vacancy vacancy => VacancyCase.View(vacancy, inForce, today),
            JobApplication file => ApplicationCase.View(file, await tables.ReadAsync(VacancyGrain.Kind, file.VacancyId, ct) is { State: Vacancy post } ? VacancyView.Of(post, inForce, today) : null, inForce),
            _ => null,
        };
    }
}
