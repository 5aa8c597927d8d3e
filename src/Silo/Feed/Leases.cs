using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>A subscription held by this process.</summary>
/// <param name="Fence">Carried by every write made under the lease: a later owner has a higher one, and the earlier is then refused.</param>
/// <param name="Checkpoint">The last fact passed when the lease was taken.</param>
internal sealed record Held(string Name, long Fence, FeedPosition Checkpoint);

/// <summary>Another process took the subscription: nothing of what was being written is kept.</summary>
internal sealed class LeaseLostException(Exception cause) : Exception("L’abonnement a été repris par un autre processus.", cause);

/// <summary>Another process reads for this subscription, and goes on doing so.</summary>
public sealed class LeaseElsewhereException(string subscription) : Exception($"L’abonnement «\u00A0{subscription}\u00A0» est lu par un autre processus.");

/// <summary>Who reads for a subscription: short UPDATEs on the database's clock, no transaction held.</summary>
internal sealed class Leases(NpgsqlDataSource database, FeedSettings settings)
{
    /// <summary>Raised by <c>jalon.pass</c> when the fence is not the current one.</summary>
    public const string Lost = "JL001";

    private const string Take = """
        update jalon.subscription
        set owner = $1, fence = case when owner = $1 then fence else fence + 1 end, lease_until = clock_timestamp() + $3
        where name = any($2) and (owner = $1 or lease_until < clock_timestamp())
        returning name, fence, epoch, xid, position
        """;

    private const string Steal = """
        update jalon.subscription set owner = $1, fence = fence + 1, lease_until = clock_timestamp() + $3
        where name = any($2)
        returning name, fence, epoch, xid, position
        """;

    public async Task DeclareAsync(string[] names, CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into jalon.subscription (name) select unnest($1) on conflict do nothing");
        command.Parameters.Add(Parameter.Of(names));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Renews what is held and takes what nobody holds any more.</summary>
    public Task<IReadOnlyList<Held>> TakeAsync(string[] names, CancellationToken ct) => UpdateAsync(Take, settings.Owner, names, settings.Lease, ct);

    /// <summary>Takes a subscription from whoever has it, who is refused at its next write.</summary>
    public async Task<Held?> StealAsync(string name, TimeSpan lease, CancellationToken ct) =>
        (await UpdateAsync(Steal, Guid.CreateVersion7(), [name], lease, ct)).SingleOrDefault();

    public async Task ReleaseAsync(IReadOnlyList<Held> held, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            update jalon.subscription s set owner = null, lease_until = '-infinity'
            from unnest($1, $2) as mine(name, fence) where s.name = mine.name and s.fence = mine.fence
            """);
        command.Parameters.Add(Parameter.Of(held.Select(one => one.Name).ToArray()));
        command.Parameters.Add(Parameter.Of(held.Select(one => one.Fence).ToArray()));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How far this process's clock is ahead of the database's, to within half a round trip.</summary>
    public async Task<TimeSpan> SkewAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select clock_timestamp()");
        var before = settings.Wall.GetUtcNow();
        var theirs = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(ct))!);
        var after = settings.Wall.GetUtcNow();
        return before + ((after - before) / 2) - theirs;
    }

    private async Task<IReadOnlyList<Held>> UpdateAsync(string sql, Guid owner, string[] names, TimeSpan lease, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, sql, Parameter.Of(owner), Parameter.Of(names), Parameter.Of(lease));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var held = new List<Held>();
        while (await reader.ReadAsync(ct))
        {
            var checkpoint = new FeedPosition(reader.GetInt32(2), reader.GetFieldValue<ulong>(3), reader.GetInt64(4));
            held.Add(new Held(reader.GetString(0), reader.GetInt64(1), checkpoint));
        }

        return held;
    }
}
