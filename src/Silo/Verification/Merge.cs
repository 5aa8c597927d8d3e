using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo.Verification;

/// <summary>A grain's row as stored.</summary>
internal sealed record StoredRow(string Kind, Guid Id, int Version, byte[] Hash, string State);

/// <summary>Walks rows and facts together, in the order of ids, which is the same here and in PostgreSQL: bytes from the first to the last.</summary>
internal sealed class Merge(NpgsqlDataReader rows, NpgsqlDataReader facts, FactTypes types, Action<Finding> found)
{
    private long grains;
    private long read;
    private long findings;
    private StoredRow? row;
    private FactRecord? fact;
    private byte[] hash = [];

    public async Task<Verified> RunAsync(CancellationToken ct)
    {
        await NextRowAsync(ct);
        await NextFactAsync(ct);
        while (row is not null || fact is not null)
        {
            grains++;
            if (fact is null || (row is not null && row.Id.CompareTo(fact.GrainId) < 0))
            {
                Tell(new Finding(row!.Kind, row.Id, null, $"la ligne est à la version {row.Version}, mais le journal n’a aucun fait de ce dossier."));
                await NextRowAsync(ct);
                continue;
            }

            await GrainAsync(ct);
        }

        return new Verified(grains, read, findings);
    }

    private async Task GrainAsync(CancellationToken ct)
    {
        var id = fact!.GrainId;
        var chain = new Chain(fact.Kind, id, types, Tell);
        while (fact is not null && fact.GrainId == id)
        {
            chain.Add(fact, hash);
            await NextFactAsync(ct);
        }

        if (row is null || row.Id != id)
        {
            chain.WithoutRow();
            return;
        }

        chain.Compare(row);
        await NextRowAsync(ct);
    }

    private void Tell(Finding finding)
    {
        findings++;
        found(finding);
    }

    private async Task NextRowAsync(CancellationToken ct) => row = await rows.ReadAsync(ct)
        ? new StoredRow(rows.GetString(0), rows.GetGuid(1), rows.GetInt32(2), rows.GetFieldValue<byte[]>(3), rows.GetString(4))
        : null;

    private async Task NextFactAsync(CancellationToken ct)
    {
        fact = null;
        if (!await facts.ReadAsync(ct)) return;
        read++;
        fact = FactReader.Read(facts, types);
        hash = facts.GetFieldValue<byte[]>(12);
    }
}
