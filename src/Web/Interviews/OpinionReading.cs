using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Rights;

namespace Jalon.Web.Interviews;

/// <summary>An opinion as far as the reader may know it.</summary>
/// <param name="Hidden">It is filed, and the reader owes theirs first: nothing of it is read.</param>
public sealed record ReadOpinion(Guid AssessorId, CaseNote? Note, bool Hidden, bool Conflicted);

/// <summary>Who assessed a candidacy and what they said, for pages and API alike: an assessor reads the others once their own is filed.</summary>
public static class OpinionReading
{
    public static async Task<IReadOnlyList<ReadOpinion>> ReadAsync(Engine engine, Guid id, Seen<JobApplication> seen, Who who, CancellationToken ct)
    {
        if (!Grants.Allows(who, Act.SeeOpinions, seen.Subject)) return [];
        var owes = Owes(seen.State, who);
        var notes = owes ? [] : (await CaseNotes.ReadAsync(engine.Database, id, ct)).Where(note => note.Kind == "opinion").ToDictionary(note => note.Id);
        return [.. seen.State.Assessors.Select(one => new ReadOpinion(one.PersonId, one.OpinionId is { } opinion ? notes.GetValueOrDefault(opinion) : null, owes && one.OpinionId is not null, one.Conflicted))];
    }

    /// <summary>The reader is to give an opinion of their own, and has not.</summary>
    public static bool Owes(JobApplication state, Who who) => state.Assessors.Any(one => one.PersonId == who.PersonId && one is { OpinionId: null, Conflicted: false });
}

/// <summary>An opinion being written, kept as one goes, for its author alone.</summary>
public static class OpinionDrafts
{
    private const string SaveSql = """
        insert into jalon.opinion_draft (application_id, assessor_id, data, at) values ($1, $2, $3::json, $4)
        on conflict (application_id, assessor_id) do update set data = excluded.data, at = excluded.at
        """;

    public static async Task SaveAsync(Engine engine, Guid application, Guid assessor, FileOpinion opinion, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, SaveSql, application, assessor, JsonSerializer.Serialize(opinion, Json.Options), engine.Clock.GetUtcNow().UtcDateTime);
        await query.ExecuteNonQueryAsync(ct);
    }

    public static async Task<FileOpinion?> FindAsync(Engine engine, Guid application, Guid assessor, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select data::text from jalon.opinion_draft where application_id = $1 and assessor_id = $2", application, assessor);
        return await query.ExecuteScalarAsync(ct) is string data ? JsonSerializer.Deserialize<FileOpinion>(data, Json.Options) : null;
    }

    public static async Task ForgetAsync(Engine engine, Guid application, Guid assessor, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "delete from jalon.opinion_draft where application_id = $1 and assessor_id = $2", application, assessor);
        await query.ExecuteNonQueryAsync(ct);
    }
}
