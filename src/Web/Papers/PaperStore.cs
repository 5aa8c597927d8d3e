using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Papers;

/// <summary>A stored file without its bytes.</summary>
/// <param name="ApplicationId">Null until it joins a candidacy.</param>
public sealed record StoredPaper(Guid Id, Guid PersonId, Guid? ApplicationId, DocumentType Type, string Name, string MediaType, int Size, DateTimeOffset At);

/// <summary>Files of people: taken in whole after every check, or not at all.</summary>
public sealed class PaperStore(Engine engine, Antivirus antivirus) : IDisposable
{
    /// <summary>So many files are in memory at once at most.</summary>
    private const int AtOnce = 8;

    /// <summary>Files of one person that joined nothing: somebody who drafts keeps fewer.</summary>
    private const int MostStray = 40;

    private const string Columns = "id, person_id, application_id, type, name, media_type, size, at";

    private readonly SemaphoreSlim room = new(AtOnce);

    /// <summary>Checks what was sent and stores it for a person, where it waits to join a candidacy.</summary>
    /// <param name="id">Its id from now on: what is sent again under the same one is the same file.</param>
    /// <returns>The stored file, or what is wrong with it.</returns>
    public async Task<(StoredPaper? Paper, string? Problem)> TakeAsync(Guid id, IFormFile? sent, DocumentType type, Guid person, Guid by, CancellationToken ct)
    {
        if (sent is null) return (null, $"Choisissez un fichier. {PaperFile.Accepted}");
        await room.WaitAsync(ct);
        try
        {
            var (file, problem) = PaperFile.Of(sent.FileName, await BytesAsync(sent, ct));
            if (file is null) return (null, problem);
            return await antivirus.AskAsync(file.Bytes, ct) switch
            {
                Antivirus.Verdict.Infected => (null, "L’antivirus refuse ce fichier. Rien n’a été gardé. Vérifiez votre ordinateur, puis envoyez un autre fichier."),
                Antivirus.Verdict.Unavailable => (null, "L’antivirus ne répond pas, le fichier n’a donc pas été gardé. Réessayez dans quelques minutes."),
                _ => await AddAsync(id, file, type, person, by, ct),
            };
        }
        finally
        {
            room.Release();
        }
    }

    public async Task<StoredPaper?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, $"select {Columns} from jalon.document where id = $1", id);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? Of(row) : null;
    }

    /// <summary>Everything stored for a person.</summary>
    public async Task<IReadOnlyList<StoredPaper>> OfPersonAsync(Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, $"select {Columns} from jalon.document where person_id = $1 order by at, id limit 1000", person);
        await using var row = await query.ExecuteReaderAsync(ct);
        var papers = new List<StoredPaper>();
        while (await row.ReadAsync(ct)) papers.Add(Of(row));
        return papers;
    }

    public async Task<byte[]?> BytesAsync(Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select bytes from jalon.document where id = $1", id);
        return (byte[]?)await query.ExecuteScalarAsync(ct);
    }

    /// <summary>A file that joined nothing, taken back by whose it is, or given up because the candidacy refused it.</summary>
    public async Task DropAsync(Guid id, Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "delete from jalon.document where id = $1 and person_id = $2 and application_id is null", id, person);
        await query.ExecuteNonQueryAsync(ct);
    }

    public void Dispose() => room.Dispose();

    private async Task<(StoredPaper? Paper, string? Problem)> AddAsync(Guid id, PaperFile file, DocumentType type, Guid person, Guid by, CancellationToken ct)
    {
        var at = engine.Clock.GetUtcNow();
        await using var insert = Query.Of(engine.Database, $"""
            insert into jalon.document (id, person_id, type, name, media_type, size, bytes, by, at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9
            where (select count(*) from jalon.document where person_id = $2 and application_id is null) < {MostStray}
            on conflict (id) do nothing
            """, id, person, type.ToString(), file.Name, file.MediaType, file.Bytes.Length, file.Bytes, by, at.UtcDateTime);
        if (await insert.ExecuteNonQueryAsync(ct) == 1) return (new StoredPaper(id, person, null, type, file.Name, file.MediaType, file.Bytes.Length, at), null);
        await using var kept = Query.Of(engine.Database, $"select {Columns} from jalon.document where id = $1 and person_id = $2 and type = $3 and bytes = $4", id, person, type.ToString(), file.Bytes);
        await using var row = await kept.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (Of(row), null) : (null, $"Vos brouillons gardent déjà {MostStray} fichiers. Retirez-en, ou envoyez une candidature.");
    }

    /// <summary>One byte more than the limit is enough to know that it is passed.</summary>
    private static async Task<byte[]> BytesAsync(IFormFile sent, CancellationToken ct)
    {
        var bytes = new byte[Math.Min(sent.Length, PaperFile.Largest + 1)];
        await using var stream = sent.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static StoredPaper Of(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.Id(2), Enum.Parse<DocumentType>(row.GetString(3)), row.GetString(4), row.GetString(5), row.GetInt32(6), row.GetFieldValue<DateTimeOffset>(7));
}
