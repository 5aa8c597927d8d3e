using Dapper;

using Jalon.Grains;
using Jalon.Grains.Reference;

using Npgsql;

namespace Jalon.Silo;

/// <summary>The parameters, legal bases and reference lists in force, kept in memory and read again every few seconds: an administrator's new row applies without a restart.</summary>
public sealed class RulesTable(NpgsqlDataSource database)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private const string Varied = """
        select p.vacancy_id, e.step, e.days, e.starts_on from jalon.experiment_post p join jalon.experiment e on e.id = p.experiment_id where p.variant = 'B' and e.ends_on >= current_date
        """;

    private Rules current = Rules.Default;

    private Dictionary<Guid, Rules> varied = [];

    private IReadOnlyList<LoadedReference> loaded = [];

    public Rules Current => Volatile.Read(ref current);

    /// <summary>The parameters of a post whose experiment gives it another target; null for the others.</summary>
    public Rules? OfPost(Guid vacancy) => Volatile.Read(ref varied).GetValueOrDefault(vacancy);

    public async Task ReadAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var parameters = await connection.QueryAsync<(string Name, Guid? OrganisationId, int Amount, string Unit, DateOnly From, string Reference, int Version)>(
            new CommandDefinition("select name, organisation_id, amount, unit, from_day, reference, version from jalon.parameter", cancellationToken: ct));
        var bases = await connection.QueryAsync<(string Code, string Label, bool NeedsFinding, DateOnly From, string Reference)>(
            new CommandDefinition("select code, label, needs_finding, from_day, reference from jalon.legal_basis", cancellationToken: ct));
        loaded = await References.ReadAsync(connection, loaded, ct);
        Volatile.Write(ref current, new Rules(
            parameters.Select(row => new Grains.Parameter(row.Name, row.OrganisationId, row.Amount, Enum.Parse<ParameterUnit>(row.Unit), row.From, row.Reference, row.Version)),
            bases.Select(row => new LegalBasis(row.Code, row.Label, row.NeedsFinding, row.From, row.Reference)))
        {
            PayGrids = [.. loaded.Select(one => one.Grid).OfType<PayGrid>()],
            ProfessionLists = [.. loaded.Select(one => one.Professions).OfType<DatedProfessions>()],
        });
        var posts = await connection.QueryAsync<(Guid Vacancy, string Step, int Days, DateOnly From)>(new CommandDefinition(Varied, cancellationToken: ct));
        Volatile.Write(ref varied, posts.GroupBy(post => (post.Step, post.Days, post.From)).SelectMany(same => Alike(same.Key, [.. same.Select(post => post.Vacancy)])).ToDictionary());
    }

    private IEnumerable<KeyValuePair<Guid, Rules>> Alike((string Step, int Days, DateOnly From) variation, List<Guid> posts)
    {
        var rules = Current.With(new Grains.Parameter($"target.{variation.Step}", null, variation.Days, ParameterUnit.WorkingDays, variation.From, "Variante d’une expérimentation", 1));
        return posts.Select(post => KeyValuePair.Create(post, rules));
    }

    /// <summary>Reads again until told to stop; a database that is away leaves the last rules in force.</summary>
    public async Task KeepFreshAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await ReadAsync(ct);
            }
            catch (Exception away) when (PostgresAway.Is(away))
            {
                // They are read at the next turn.
            }
        }
    }
}
