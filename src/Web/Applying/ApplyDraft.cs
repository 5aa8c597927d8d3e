using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Applying;

/// <summary>A file chosen for an application that is not sent yet.</summary>
public sealed record DraftPaper(DocumentType Type, Guid FileId, string Name);

/// <summary>An application being written, kept from one visit to the next until it is sent.</summary>
/// <param name="Channel">Code of the link the person came by.</param>
public sealed record ApplyDraft(
    string? GivenName, string? FamilyName, string? Phone, CandidateStatus? Status, Category? Category, string? Corps, string? Grade, string? Channel, IReadOnlyList<DraftPaper> Papers)
{
    private static readonly ApplyDraft Empty = new(null, null, null, null, null, null, null, null, []);

    /// <summary>What the person told of themself can be registered as it is.</summary>
    public bool IsNamed => !string.IsNullOrWhiteSpace(GivenName) && !string.IsNullOrWhiteSpace(FamilyName) && Status is not null;

    public bool HasCv => Papers.Any(paper => paper.Type == DocumentType.CurriculumVitae);

    /// <summary>The draft, else what is known of the person already, else nothing.</summary>
    public static async Task<ApplyDraft> ReadAsync(Engine engine, Guid person, Guid vacancy, CancellationToken ct)
    {
        await using (var query = Query.Of(engine.Database, "select data from jalon.apply_draft where person_id = $1 and vacancy_id = $2", person, vacancy))
        await using (var row = await query.ExecuteReaderAsync(ct))
            if (await row.ReadAsync(ct)) return row.State<ApplyDraft>(0);
        await using var known = Query.Of(engine.Database, "select p.given_name, p.family_name, p.phone, c.state from jalon.candidate c join jalon.person p on p.id = c.id where c.id = $1", person);
        await using var self = await known.ExecuteReaderAsync(ct);
        if (!await self.ReadAsync(ct)) return Empty;
        var state = self.State<Candidate>(3);
        return Empty with { GivenName = self.Text(0), FamilyName = self.Text(1), Phone = self.Text(2), Status = state.Status, Category = state.Category, Corps = state.Corps, Grade = state.Grade };
    }

    public async Task KeepAsync(Engine engine, Guid person, Guid vacancy, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, """
            insert into jalon.apply_draft (person_id, vacancy_id, data, at) values ($1, $2, $3::jsonb, $4)
            on conflict (person_id, vacancy_id) do update set data = excluded.data, at = excluded.at
            """, person, vacancy, JsonSerializer.Serialize(this, Json.Options), engine.Clock.GetUtcNow().UtcDateTime);
        await query.ExecuteNonQueryAsync(ct);
    }

    public static async Task DropAsync(Engine engine, Guid person, Guid vacancy, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "delete from jalon.apply_draft where person_id = $1 and vacancy_id = $2", person, vacancy);
        await query.ExecuteNonQueryAsync(ct);
    }
}
