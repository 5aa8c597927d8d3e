using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Web.Papers;
using Jalon.Web.Rights;

namespace Jalon.Web.Own;

/// <summary>Everything kept about a person that is theirs to take away (RGPD, art. 15 and 20): one file of data that programs read, and their documents.</summary>
public static class OwnData
{
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    private const string Rest = """
        select json_build_object(
            'messages', (select coalesce(json_agg(json_build_object('sujet', m.subject, 'texte', m.body, 'envoye', m.sent_at) order by m.sent_at), '[]') from jalon.mail m where m.recipient = $1 and m.sent_at is not null),
            'echanges', (select coalesce(json_agg(json_build_object('candidature', n.about, 'devous', n.author = $1, 'texte', n.text, 'quand', n.at) order by n.at), '[]') from jalon.note n join jalon.job_application a on a.id = n.about and a.candidate_id = $1 where n.kind = 'message'),
            'besoinsPratiques', (select coalesce(json_agg(json_build_object('texte', n.text, 'quand', n.at) order by n.at), '[]') from jalon.note n join jalon.job_application a on a.id = n.about and a.candidate_id = $1 where n.kind = 'needs'),
            'alertes', (select coalesce(json_agg(json_build_object('recherche', a.query, 'adresse', a.email, 'depuis', a.created_at)), '[]') from jalon.offer_alert a where a.person_id = $1),
            'adresseDeMobilite', (select email from jalon.mobility_address where person_id = $1),
            'lecturesDeVosPieces', (select coalesce(json_agg(json_build_object('quand', l.at, 'piece', l.detail) order by l.at), '[]') from jalon.access_log l where l.person_id = $1))::text
        """;

    /// <summary>Writes the archive; what others wrote about the person is given on request, by a person.</summary>
    public static async Task WriteAsync(Stream into, Engine engine, PaperStore store, IReadOnlyList<OwnApplication> applications, Guid person, CancellationToken ct)
    {
        using var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var identity = await IdentityAsync(engine, person, ct);
        var state = (await engine.Silo.ReadAsync<Candidate>(person, ct))?.State;
        await using (var query = Query.Of(engine.Database, Rest, person))
        {
            var rest = JsonSerializer.Deserialize<JsonElement>((string)(await query.ExecuteScalarAsync(ct))!);
            await PutAsync(archive, "donnees.json", JsonSerializer.SerializeToUtf8Bytes(new { identite = identity, profil = state, candidatures = applications.Select(Told), autres = rest }, Readable), ct);
        }

        foreach (var (paper, place) in (await store.OfPersonAsync(person, ct)).Select((paper, place) => (paper, place)))
            if (await store.BytesAsync(paper.Id, ct) is { } bytes) await PutAsync(archive, $"documents/{place + 1:00}-{paper.Name}", bytes, ct);
    }

    private static object Told(OwnApplication one) => new
    {
        poste = one.Title,
        organisme = one.Organisation,
        deposee = one.FiledOn,
        etape = one.Stage.Label(),
        etapes = one.Reached.Select(reached => new { etape = reached.Stage.Label(), le = reached.Day }),
        issue = one.IsOver ? one.Ending : null,
        motifPartage = one.Reason,
        pieces = one.Papers.Select(paper => new { piece = paper.Type.Label(), etat = paper.Status.Label() }),
    };

    private static async Task<object?> IdentityAsync(Engine engine, Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select given_name, family_name, email, phone from jalon.person where id = $1", person);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new { prenom = row.Text(0), nom = row.Text(1), adresse = row.Text(2), telephone = row.Text(3) } : null;
    }

    private static async Task PutAsync(ZipArchive archive, string name, byte[] bytes, CancellationToken ct)
    {
        await using var part = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await part.WriteAsync(bytes, ct);
    }
}
