using System.Text.Json;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Rights;
using Microsoft.Extensions.Primitives;

namespace Jalon.Web.Drafting;

/// <summary>The form of a sheet as one person left it: theirs alone, until it is saved or left.</summary>
/// <param name="Id">The post; for a new one, the command that will create it.</param>
public sealed record SheetDraft(Guid Id, IReadOnlyDictionary<string, string[]> Fields, DateTimeOffset At)
{
    private const int MostCharacters = 200_000, MostListed = 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    /// <summary>As if it had just been sent.</summary>
    public FormCollection Form => new(Fields.ToDictionary(one => one.Key, one => new StringValues(one.Value)));

    public static async Task<SheetDraft?> ReadAsync(Engine engine, Guid person, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select fields, at from jalon.sheet_draft where person_id = $1 and draft_id = $2", person, id);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new SheetDraft(id, row.State<Dictionary<string, string[]>>(0), row.GetFieldValue<DateTimeOffset>(1)) : null;
    }

    /// <summary>Keeps what was sent of a form; a form longer than any sheet is not, and stays on the screen. Drafts nobody came back to for half a year go.</summary>
    public static async Task<DateTimeOffset?> KeepAsync(Engine engine, Guid person, Guid id, IFormCollection form, string prefix, CancellationToken ct)
    {
        var fields = form.Where(field => field.Key.StartsWith($"{prefix}-", StringComparison.Ordinal))
            .ToDictionary(field => field.Key, field => field.Value.Select(value => (value ?? "").Replace("\0", "", StringComparison.Ordinal)).ToArray());
        if (fields.Sum(field => field.Value.Sum(value => value.Length)) > MostCharacters) return null;
        var now = engine.Clock.GetUtcNow();
        await using var query = Query.Of(engine.Database, """
            with gone as (delete from jalon.sheet_draft where at < $5)
            insert into jalon.sheet_draft (person_id, draft_id, fields, at) values ($1, $2, $3::jsonb, $4)
            on conflict (person_id, draft_id) do update set fields = excluded.fields, at = excluded.at
            """, person, id, JsonSerializer.Serialize(fields, Json.Options), now.UtcDateTime, (now - Kept).UtcDateTime);
        await query.ExecuteNonQueryAsync(ct);
        return now;
    }

    public static async Task DropAsync(Engine engine, Guid person, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "delete from jalon.sheet_draft where person_id = $1 and draft_id = $2", person, id);
        await query.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Those of posts that do not exist yet, the newest first.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string? Title, DateTimeOffset At)>> OfNewAsync(Engine engine, Guid person, string titleField, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, """
            select d.draft_id, nullif(trim(d.fields -> $2 ->> 0), ''), d.at from jalon.sheet_draft d
            where d.person_id = $1 and not exists (select from jalon.vacancy v where v.id = d.draft_id) order by d.at desc limit $3
            """, person, titleField, MostListed);
        await using var row = await query.ExecuteReaderAsync(ct);
        var drafts = new List<(Guid, string?, DateTimeOffset)>();
        while (await row.ReadAsync(ct)) drafts.Add((row.GetGuid(0), row.Text(1), row.GetFieldValue<DateTimeOffset>(2)));
        return drafts;
    }
}
