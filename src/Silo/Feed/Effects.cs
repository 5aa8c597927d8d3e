using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>A fact set aside for one subscription.</summary>
/// <param name="Reason">Null when it only waits behind an earlier fact of its grain.</param>
internal sealed record ParkedFact(Guid GrainId, int Version, int Attempts, string? Reason);

/// <summary>What a subscription writes: effects, parked facts and checkpoint in one batch, which is one short transaction, under the fence of its lease.</summary>
internal sealed class Effects(Subscription subscription, NpgsqlDataSource database, FeedSettings settings)
{
    /// <summary>A fact that failed this often is parked.</summary>
    private const int Attempts = 5;

    private const string Park = """
        insert into jalon.parked_fact (subscription, grain_id, version, attempts, reason)
        select $1, * from unnest($2, $3, $4, $5) on conflict do nothing
        """;

    private const string Unpark = "delete from jalon.parked_fact where subscription = $1 and grain_id = $2 and version = $3";

    private const string FailedAgain = """
        update jalon.parked_fact set attempts = attempts + $4, reason = $5 where subscription = $1 and grain_id = $2 and version = $3
        """;

    /// <summary>Effects of table handlers on these facts, with the checkpoint and the facts parked on the way.</summary>
    public Task WriteAsync(long fence, IReadOnlyList<FactRecord> facts, IReadOnlyList<ParkedFact> parked, FeedPosition checkpoint, CancellationToken ct) =>
        CommitAsync(fence, checkpoint, facts, batch => AddParked(batch, parked), ct);

    /// <summary>Plays a parked fact and removes it.</summary>
    public async Task PlayAgainAsync(long fence, FactRecord fact, CancellationToken ct)
    {
        if (subscription.Commands is { } handle) await handle(fact, ct);
        await CommitAsync(fence, null, [fact], batch => batch.Add(Unpark, Key(fact)), ct);
    }

    public Task KeepParkedAsync(long fence, FactRecord fact, ParkedFact why, CancellationToken ct) => CommitAsync(fence, null, [],
        batch => batch.Add(FailedAgain, [.. Key(fact), Parameter.Of(why.Attempts), Parameter.Of(why.Reason!)]), ct);

    /// <summary>Tries a fact up to five times.</summary>
    /// <returns>Null when it passed, what to park otherwise.</returns>
    public async Task<ParkedFact?> TryAsync(FactRecord fact, Func<FactRecord, CancellationToken, Task> effect, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _ = fact.Fact;
                await effect(fact, ct);
                return null;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested && !Failures.Away(failure) && !Failures.LeaseLost(failure))
            {
                // An unknown fact stays unknown until another program is installed.
                if (attempt == Attempts || failure is UnknownFactException) return new ParkedFact(fact.GrainId, fact.Version, attempt, Failures.Reason(failure));
            }

            await settings.BackOff(attempt, ct);
        }
    }

    private async Task CommitAsync(long fence, FeedPosition? checkpoint, IReadOnlyList<FactRecord> facts, Action<NpgsqlBatch> more, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.Add("select jalon.pass($1, $2, $3, $4, $5)", [Parameter.Of(subscription.Name), Parameter.Of(fence), .. Place(checkpoint)]);
        if (subscription.Tables is { } handle && facts.Count > 0) await handle(facts, batch, ct);
        more(batch);
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException lost) when (lost.SqlState == Leases.Lost)
        {
            throw new LeaseLostException(lost);
        }
    }

    private void AddParked(NpgsqlBatch batch, IReadOnlyList<ParkedFact> parked)
    {
        if (parked.Count == 0) return;
        batch.Add(Park,
        [
            Parameter.Of(subscription.Name),
            Parameter.Of(parked.Select(one => one.GrainId).ToArray()), Parameter.Of(parked.Select(one => one.Version).ToArray()),
            Parameter.Of(parked.Select(one => one.Attempts).ToArray()), Parameter.Of(parked.Select(one => one.Reason).ToArray()),
        ]);
    }

    private NpgsqlParameter[] Key(FactRecord fact) => [Parameter.Of(subscription.Name), Parameter.Of(fact.GrainId), Parameter.Of(fact.Version)];

    private static NpgsqlParameter[] Place(FeedPosition? place) => place is { } at
        ? [Parameter.Of(at.Epoch), Parameter.Of(at.Xid), Parameter.Of(at.Position)]
        : [Parameter.Null(NpgsqlTypes.NpgsqlDbType.Integer), Parameter.Null(NpgsqlTypes.NpgsqlDbType.Xid8), Parameter.Null(NpgsqlTypes.NpgsqlDbType.Bigint)];
}
