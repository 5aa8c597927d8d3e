using System.Text.Json;

using Jalon.Grains;
using Jalon.Silo.Feed;

namespace Jalon.Silo.Verification;

/// <summary>The facts of one grain, checked one after the other, and the state they give.</summary>
internal sealed class Chain(string kind, Guid grainId, FactTypes types, Action<Finding> found)
{
    private int version;
    private byte[]? previous = FactHash.None.ToArray();
    private object? state;

    /// <summary>Whether the facts read so far give a state: after a hole or a fact that cannot be read, comparing would only repeat what was said.</summary>
    private bool replayable = true;

    public void Add(FactRecord fact, byte[] hash)
    {
        if (fact.Version != version + 1) Hole(fact.Version);
        if (fact.Kind != kind) Tell(fact.Version, $"le fait est rangé sous «\u00A0{fact.Kind}\u00A0», le dossier sous «\u00A0{kind}\u00A0».");
        // Checked against the hash stored before it, so that one altered fact is told once, where it is.
        if (previous is not null && !Hash(previous, fact).AsSpan().SequenceEqual(hash)) Tell(fact.Version, $"l’empreinte du fait {fact.Type} ne correspond pas à son contenu ni au fait précédent.");
        (version, previous) = (fact.Version, hash);
        if (replayable) Replay(fact);
    }

    public void Compare(StoredRow row)
    {
        if (row.Kind != kind) Tell(null, $"la ligne est dans la table «\u00A0{row.Kind}\u00A0», ses faits sont de «\u00A0{kind}\u00A0».");
        if (row.Version != version) Tell(null, $"la ligne est à la version {row.Version}, le dernier fait à la version {version}.");
        else if (!row.Hash.AsSpan().SequenceEqual(previous)) Tell(null, "l’empreinte de la ligne n’est pas celle de son dernier fait.");
        if (!replayable || row.Version != version || types.Find(kind) is not { } known) return;
        using var stored = JsonDocument.Parse(row.State);
        if (!JsonElement.DeepEquals(stored.RootElement, JsonSerializer.SerializeToElement(state, known.State, Json.Options)))
        {
            Tell(null, $"l’état enregistré n’est pas celui que donnent ses {version} faits.");
        }
    }

    public void WithoutRow() => Tell(null, $"le journal a des faits jusqu’à la version {version}, mais la ligne du dossier manque.");

    private void Hole(int next)
    {
        var missing = version + 1 == next - 1 ? $"le fait de version {version + 1} manque" : $"les faits de versions {version + 1} à {next - 1} manquent";
        Tell(next, $"{missing} avant celui-ci.");
        (replayable, previous) = (false, null);
    }

    private void Replay(FactRecord fact)
    {
        try
        {
            if (types.Find(kind) is { } known) state = known.Apply(state, fact.Fact, fact.Stamp);
            else throw new UnknownFactException(kind, fact.Type);
        }
        catch (Exception failure)
        {
            replayable = false;
            Tell(fact.Version, failure is UnknownFactException ? failure.Message : $"le fait {fact.Type} ne peut pas être rejoué ({failure.GetType().Name}).");
        }
    }

    private static byte[] Hash(byte[] previous, FactRecord fact) => FactHash.Of(previous, fact.Kind, fact.GrainId, fact.Version, fact.Type, fact.At, fact.By.Id,
        Origins.Text(fact.Origin), fact.CommandId, fact.Data.Span);

    private void Tell(int? at, string what) => found(new Finding(kind, grainId, at, what));
}
