using System.Text.Json;

using Jalon.Grains;

namespace Jalon.Silo.Feed;

/// <summary>A fact as the journal keeps it, with where it stands in the feed.</summary>
/// <param name="Data">The fact's JSON in UTF-8, byte for byte as written.</param>
/// <param name="Types">What reads <see cref="Data"/>.</param>
public sealed record FactRecord(FeedPosition Position, string Kind, Guid GrainId, int Version, string Type, ReadOnlyMemory<byte> Data,
    DateTimeOffset At, Actor By, Origin Origin, Guid CommandId, FactTypes Types)
{
    private Fact? fact;

    /// <summary>The fact itself, read at the first use.</summary>
    /// <exception cref="UnknownFactException">A newer program wrote it.</exception>
    public Fact Fact => fact ??= Types.Read(Kind, Type, Data.Span);

    public Stamp Stamp => new(At, By, CommandId);

    /// <summary>What follows from a fact of history happened when it did, and is history too; what follows from a live one happens now.</summary>
    public Occasion Occasion => Origin == Origin.Live ? Occasion.Now : new Occasion(Origin, At);
}

/// <summary>The kinds of grains by name, and their facts by the name they are stored under.</summary>
public sealed class FactTypes(IReadOnlyList<GrainKind> kinds)
{
    private readonly Dictionary<string, GrainKind> byName = kinds.ToDictionary(kind => kind.Name);

    public GrainKind? Find(string kind) => byName.GetValueOrDefault(kind);

    /// <exception cref="UnknownFactException">No such kind or fact in this program.</exception>
    public Fact Read(string kind, string type, ReadOnlySpan<byte> data) =>
        byName.TryGetValue(kind, out var known) && known.Facts.TryGetValue(type, out var fact)
            ? (Fact)JsonSerializer.Deserialize(data, fact, Json.Options)!
            : throw new UnknownFactException(kind, type);
}

/// <summary>This program does not know the fact: a newer one wrote it.</summary>
public sealed class UnknownFactException(string kind, string type)
    : Exception($"Fait inconnu de cette version de Jalon\u00A0: {type} ({kind}). Une version plus récente l’a écrit.");
