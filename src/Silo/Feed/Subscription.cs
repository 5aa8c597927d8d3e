using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>
/// Turns a page of facts into writes of our own tables. What has to be read is read here, on a connection of the handler's own; the writes are added to the
/// batch, which then runs in one short transaction with the checkpoint: all of it, or nothing.
/// </summary>
public delegate Task TableEffects(IReadOnlyList<FactRecord> page, NpgsqlBatch writes, CancellationToken ct);

/// <summary>
/// Acts on one fact by commands whose ids are derived from it. Facts of one grain come in order, those of different grains side by side; the checkpoint comes
/// after, so that a fact may come again and must then change nothing.
/// </summary>
public delegate Task CommandEffects(FactRecord fact, CancellationToken ct);

/// <summary>Something that reads every fact once, in order, from where it stopped.</summary>
public sealed class Subscription
{
    private Subscription(string name, TableEffects? tables, CommandEffects? commands) => (Name, Tables, Commands) = (name, tables, commands);

    /// <summary>Its key in the database; never changes.</summary>
    public string Name { get; }

    internal TableEffects? Tables { get; }

    internal CommandEffects? Commands { get; }

    public static Subscription OfTables(string name, TableEffects handler) => new(name, handler, null);

    public static Subscription OfCommands(string name, CommandEffects handler) => new(name, null, handler);
}
