using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Papers;

/// <summary>Who may read a file, and the trace that they did.</summary>
public static class PaperAccess
{
    /// <summary>Their own; else whoever reads the documents of the candidacy. Private papers only by who validates them: an assessor has no use for a bank statement.</summary>
    public static bool MayRead(Who who, DocumentType type, Subject subject) =>
        subject.PersonId == who.PersonId || Grants.Allows(who, JobApplicationGrain.OnlyAfterSelection(type) ? Act.ValidateDocument : Act.SeeDocuments, subject);

    /// <summary>The file, where it may be read; reading that of somebody else is noted before it is answered.</summary>
    public static async Task<StoredPaper?> OpenAsync(Engine engine, PaperStore store, Who who, Guid id, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { } paper) return null;
        if (paper.PersonId == who.PersonId) return paper;
        if (paper.ApplicationId is not { } application || await Subjects.OfApplicationAsync(engine.Database, who, application, ct) is not { } seen) return null;
        // What a new round or a new file left behind is nobody's to read.
        if (!seen.State.Documents.Any(document => document.FileId == id) || !MayRead(who, paper.Type, seen.Subject)) return null;
        await NoteAsync(engine, who, application, paper, ct);
        return paper;
    }

    private static async Task NoteAsync(Engine engine, Who who, Guid application, StoredPaper paper, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "insert into jalon.access_log (at, reader, act, about, person_id, detail) values ($1, $2, $3, $4, $5, $6)",
            engine.Clock.GetUtcNow().UtcDateTime, who.PersonId, nameof(Act.SeeDocuments), application, paper.PersonId, paper.Type.ToString());
        await query.ExecuteNonQueryAsync(ct);
    }
}
