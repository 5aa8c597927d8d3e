using Jalon.Grains;
using Jalon.Grains.Organisations;
using Jalon.Silo.Journal;
using Jalon.Tests;

using Npgsql;

namespace Jalon.Silo.Tests.Journal;

/// <summary>256 commands written together, one of them impossible.</summary>
public sealed class PoisonedBatches(TestCluster cluster) : IAsyncLifetime
{
    private const int Full = 256;

    private static readonly Guid Taken = DerivedId.Of("taken"), Known = DerivedId.Of("known");

    private NpgsqlDataSource database = null!;
    private JournalWriter journal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = Connections.Open(await cluster.NewDatabaseAsync());
        journal = new JournalWriter(database, [Lamp.Kind, OrganisationGrain.Kind], 1, () => { });
        Assert.Equal(CommitResult.Won, (await journal.CommitAsync(Commits.Of(Known, command: Taken), Ct)).Result);
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("version lost")]
    [InlineData("begun meanwhile")]
    [InlineData("command id taken, grain known")]
    [InlineData("command id taken, grain beginning")]
    [InlineData("NUL in the state")]
    [InlineData("NUL in a note")]
    [InlineData("lone surrogate in a note")]
    [InlineData("lone surrogate in the state")]
    [InlineData("a state that is not JSON")]
    public async Task One_command_that_cannot_be_written_leaves_the_255_others_committed(string poison)
    {
        var culprit = Of(poison);
        var good = Enumerable.Range(0, Full - 1).Select(_ => Commits.Of(Guid.CreateVersion7())).ToList();
        var batch = new List<Pending>(good);
        batch.Insert(100, culprit);

        var outcomes = await Commits.TogetherAsync(database, journal, OrganisationGrain.Kind, batch, Ct);

        Assert.Empty(outcomes.Where((outcome, at) => at != 100 && outcome.Result != CommitResult.Won).Select(outcome => outcome.Cause?.ToString()).Distinct());
        Assert.NotEqual(CommitResult.Won, outcomes[100].Result);
        Assert.Equal(Full - 1, await CountAsync("jalon.fact f join jalon.vacancy v on v.id = f.grain_id join jalon.command c on c.id = f.command_id and c.grain_id = v.id where f.command_id <> $1"));
        Assert.Equal(0, await CountAsync("jalon.fact where command_id = $1", poison.StartsWith("command id", StringComparison.Ordinal) ? Guid.Empty : culprit.CommandId));
        Assert.Equal(0, await CountAsync("jalon.note where id <> $1"));
    }

    [Fact]
    public async Task What_is_handed_in_together_is_one_transaction()
    {
        var outcomes = await Commits.TogetherAsync(database, journal, OrganisationGrain.Kind, Enumerable.Range(0, Full).Select(_ => Commits.Of(Guid.CreateVersion7())), Ct);
        Assert.Single(outcomes.Select(outcome => outcome.Last.Xid).Distinct());
    }

    [Fact]
    public async Task Rows_commit_with_their_facts_or_not_at_all()
    {
        var grain = Guid.CreateVersion7();
        SideRow[] rows = [new NoteRow(Guid.CreateVersion7(), grain, "note", grain, "Bien"), new PersonRow(grain, "Alix", "Durand", null, null), new SheetRow(grain, 1, "{}"),
            new RoleRow(grain, grain, grain, Role.Recruiter, Commits.At, null, null, null, null)];

        Assert.Equal(CommitResult.Lost, (await journal.CommitAsync(Commits.Of(grain, expected: 4, rows: rows), Ct)).Result);
        Assert.Equal(0, await CountAsync(EveryRow));
        Assert.Equal(CommitResult.Won, (await journal.CommitAsync(Commits.Of(grain, rows: rows), Ct)).Result);
        Assert.Equal(4, await CountAsync(EveryRow));
    }

    private const string EveryRow = "(select id from jalon.note union all select id from jalon.person union all select vacancy_id from jalon.sheet union all select id from jalon.role_held) r";

    private static Pending Of(string poison)
    {
        var grain = Guid.CreateVersion7();
        return poison switch
        {
            "version lost" => Commits.Of(Known, expected: 7),
            "begun meanwhile" => Commits.Of(Known),
            "command id taken, grain known" => Commits.Of(Known, expected: 1, command: Taken),
            "command id taken, grain beginning" => Commits.Of(grain, command: Taken),
            "NUL in the state" => Commits.Of(grain, state: """{"title":"a\u0000b"}"""u8.ToArray()),
            "NUL in a note" => Commits.Of(grain, rows: new NoteRow(grain, grain, "note", grain, "a\0b")),
            "lone surrogate in a note" => Commits.Of(grain, rows: new NoteRow(grain, grain, "note", grain, "a\uD83Db")),
            "lone surrogate in the state" => Commits.Of(grain, state: """{"title":"a\uD83Db"}"""u8.ToArray()),
            _ => Commits.Of(grain, state: "{"u8.ToArray()),
        };
    }

    private async Task<long> CountAsync(string from, Guid? id = null)
    {
        await using var command = database.CreateCommand($"select count(*) from {from}");
        if (from.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(Parameter.Of(id ?? Taken));
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
