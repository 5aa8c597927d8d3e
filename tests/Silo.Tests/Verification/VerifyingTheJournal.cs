using System.Text.Json;

using Jalon.Grains;
using Jalon.Silo.Verification;
using Jalon.Tests;

using Npgsql;

namespace Jalon.Silo.Tests.Verification;

public sealed class VerifyingTheJournal(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Guid A = new("aaaaaaaa-0000-7000-8000-000000000000");
    private static readonly Guid B = new("0000000b-0000-7000-8000-000000000000");

    private NpgsqlDataSource database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = Connections.Open(await cluster.NewDatabaseAsync());
        await WriteAsync(A, 3);
        await WriteAsync(B, 2);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_whole_journal_has_nothing_to_say()
    {
        var (verified, findings) = await VerifyAsync();
        Assert.Empty(findings);
        Assert.Equal(new Verified(2, 5, 0), verified);
        Assert.Equal("2\u00A0dossiers lus, 5\u00A0faits, aucune anomalie.", verified.ToString());
    }

    [Theory]
    [InlineData("delete from jalon.fact where version = 2", 3, "le fait de version 2 manque avant celui-ci.")]
    [InlineData("delete from jalon.fact where version = 3", null, "la ligne est à la version 3, le dernier fait à la version 2.")]
    [InlineData("update jalon.fact set data = replace(data::text, 'Draft', 'Draf7')::json where version = 2", 2, "l’empreinte du fait LampHanded ne correspond pas à son contenu ni au fait précédent.")]
    [InlineData("update jalon.fact set at = at + interval '1 microsecond' where version = 1", 1, "l’empreinte du fait LampHanded ne correspond pas à son contenu ni au fait précédent.")]
    [InlineData("update jalon.vacancy set hash = ''", null, "l’empreinte de la ligne n’est pas celle de son dernier fait.")]
    [InlineData("update jalon.vacancy set state = jsonb_set(state, '{hands}', '9')", null, "l’état enregistré n’est pas celui que donnent ses 3 faits.")]
    [InlineData("delete from jalon.vacancy", null, "le journal a des faits jusqu’à la version 3, mais la ligne du dossier manque.")]
    [InlineData("delete from jalon.fact", null, "la ligne est à la version 3, mais le journal n’a aucun fait de ce dossier.")]
    [InlineData("update jalon.fact set type = 'LampSold' where version = 3", 3, "Fait inconnu de cette version de Jalon\u00A0: LampSold (vacancy). Une version plus récente l’a écrit.")]
    public async Task What_was_altered_is_named(string damage, int? version, string sentence)
    {
        var column = damage.Contains("jalon.fact", StringComparison.Ordinal) ? "grain_id" : "id";
        await database.ExecuteAsync($"{damage}{(damage.Contains("where", StringComparison.Ordinal) ? " and" : " where")} {column} = '{A}'");

        var (verified, findings) = await VerifyAsync();
        Assert.Contains(new Finding("vacancy", A, version, sentence), findings);
        Assert.All(findings, finding => Assert.Equal(A, finding.GrainId));
        Assert.Equal((findings.Count, false), (verified.Findings, verified.Whole));
    }

    [Fact]
    public async Task One_altered_byte_is_told_once()
    {
        await database.ExecuteAsync($"update jalon.fact set data = replace(data::text, 'Draft', 'Draf7')::json where version = 1 and grain_id = '{A}'");
        Assert.Single((await VerifyAsync()).Findings);
    }

    private async Task<(Verified Verified, List<Finding> Findings)> VerifyAsync()
    {
        var findings = new List<Finding>();
        return (await JournalVerification.RunAsync(database, [Lamp.Kind], findings.Add, Ct), findings);
    }

    private async Task WriteAsync(Guid id, int versions)
    {
        await using var connection = await database.OpenConnectionAsync(Ct);
        object? state = null;
        var hash = FactHash.None.ToArray();
        for (var version = 1; version <= versions; version++)
        {
            var fact = Facts.Handed(version);
            await Facts.InsertAsync(connection, id, version, fact, previous: hash);
            hash = Facts.HashOf(id, version, nameof(LampHanded), JsonSerializer.Serialize(fact, Json.Options), hash);
            state = Lamp.Kind.Apply(state, fact, new Stamp(Facts.At(version), Actor.System, id));
        }

        await using var command = Parameter.Command(database, "insert into jalon.vacancy (id, version, hash, state) values ($1, $2, $3, $4::jsonb)",
            Parameter.Of(id), Parameter.Of(versions), Parameter.Of(hash), Parameter.Of(JsonSerializer.Serialize(state, typeof(Lamp), Json.Options)));
        await command.ExecuteNonQueryAsync(Ct);
    }
}
