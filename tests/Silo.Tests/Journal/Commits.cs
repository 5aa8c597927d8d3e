using Jalon.Grains;
using Jalon.Silo.Journal;

using Npgsql;

namespace Jalon.Silo.Tests.Journal;

/// <summary>Commits handed to the journal directly, without a grain's decision.</summary>
internal static class Commits
{
    public static readonly byte[] State = """{"hands":1,"since":"2026-11-02T08:00:00.000000Z"}"""u8.ToArray();

    public static readonly DateTimeOffset At = Facts.Start;

    /// <summary>The next fact of a lamp.</summary>
    public static Pending Of(Guid grain, int expected = 0, byte[]? state = null, Guid? command = null, GrainKind? kind = null, params SideRow[] rows) => new()
    {
        Kind = kind ?? Lamp.Kind,
        GrainId = grain,
        Expected = expected,
        State = state ?? State,
        Facts = [new FactLine(expected + 1, nameof(LampCleaned), """{"times":1}"""u8.ToArray(), [1])],
        Rows = rows,
        Awaited = [],
        NoLongerAwaited = [],
        CommandId = command ?? Guid.CreateVersion7(),
        BodyHash = [1],
        At = At,
        By = Actor.System,
        Origin = Origin.Live,
    };

    /// <summary>Both writers of a journal kept busy, so that what is handed in meanwhile is written in one batch.</summary>
    public static async Task<IReadOnlyList<CommitOutcome>> TogetherAsync(NpgsqlDataSource database, JournalWriter journal, GrainKind busy, IEnumerable<Pending> batch, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var blocking = await connection.BeginTransactionAsync(ct);
        await using (var keep = new NpgsqlCommand($"lock table jalon.{busy.Name} in exclusive mode", connection)) await keep.ExecuteNonQueryAsync(ct);
        var waiting = new List<Task<CommitOutcome>>();
        for (var writer = 1; writer <= 2; writer++)
        {
            var least = writer == 1 ? 1 : JournalWriter.SecondFrom;
            waiting.AddRange(Enumerable.Range(0, least).Select(_ => journal.CommitAsync(Of(Guid.CreateVersion7(), kind: busy), ct)));
            while (await database.ScalarAsync<long>($"select count(*) from pg_locks where not granted and relation = 'jalon.{busy.Name}'::regclass and database = (select oid from pg_database where datname = current_database())") < writer)
                await Task.Yield();
        }

        var written = batch.Select(pending => journal.CommitAsync(pending, ct)).ToList();
        await blocking.RollbackAsync(ct);
        await Task.WhenAll(waiting);
        return await Task.WhenAll(written);
    }
}
