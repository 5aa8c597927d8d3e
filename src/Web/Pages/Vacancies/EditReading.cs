using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Rights;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>What somebody said of the sheet when it came back.</summary>
/// <param name="By">Null when the person was erased.</param>
public sealed record ReadRemarks(string? Whole, IReadOnlyDictionary<SheetItem, string> Items, string? By, DateTimeOffset At);

/// <summary>What the page of a sheet reads beside the post.</summary>
public static class EditReading
{
    private const int Most = 100;

    /// <summary>Null where the need never came back, or was approved since.</summary>
    public static async Task<ReadRemarks?> RemarksAsync(Engine engine, Vacancy post, CancellationToken ct)
    {
        if (post.Remarks is not { } remarks) return null;
        var ids = remarks.Items.Values.Append(remarks.NoteId ?? Guid.Empty).ToArray();
        await using var query = Query.Of(engine.Database, """
            select n.id, n.text, (select p.given_name || ' ' || p.family_name from jalon.person p where p.id = $3) from jalon.note n where n.id = any ($1) and n.about = $2
            """, ids, post.Id, remarks.By);
        await using var row = await query.ExecuteReaderAsync(ct);
        var (texts, by) = (new Dictionary<Guid, string>(), (string?)null);
        while (await row.ReadAsync(ct)) (texts[row.GetGuid(0)], by) = (row.GetString(1), row.Text(2));
        return new ReadRemarks(remarks.NoteId is { } whole ? texts.GetValueOrDefault(whole) : null,
            remarks.Items.Where(pair => texts.ContainsKey(pair.Value)).ToDictionary(pair => pair.Key, pair => texts[pair.Value]), by, remarks.At);
    }

    /// <summary>The sheet as it was at a revision, and who wrote the last one.</summary>
    public static async Task<(VacancySheet Before, VacancySheet Last, string? By)> SinceAsync(Engine engine, Guid vacancy, int revision, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, """
            select coalesce((select s.data::text from jalon.sheet s where s.vacancy_id = $1 and s.revision = $2), '{}'),
                (select s.data::text from jalon.sheet s where s.vacancy_id = $1 order by s.revision desc limit 1),
                (select p.given_name || ' ' || p.family_name from jalon.fact f join jalon.person p on p.id = f.actor
                    where f.grain_id = $1 and f.type in ('SheetAmended', 'NoticeUpdated') order by f.version desc limit 1)
            """, vacancy, revision);
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (Of(row.GetString(0)), Of(row.GetString(1)), row.Text(2));

        static VacancySheet Of(string json) => System.Text.Json.JsonSerializer.Deserialize<VacancySheet>(json, Json.Options)!;
    }

    /// <summary>Posts whose sheet may be taken up again, the newest need first.</summary>
    public static async Task<IReadOnlyList<Choice>> FormerAsync(Engine engine, Who who, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, VisibleVacancies.Sql + """
             select v.id, coalesce(v.title, 'Poste sans intitulé') || coalesce(' · ' || v.reference, '') || coalesce(' · ' || v.organisation, '') from visible v
            where v.title is not null order by v.state ->> 'neededSince' desc, v.id limit $7
            """, [.. VisibleVacancies.Of(who), Most]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var posts = new List<Choice>();
        while (await row.ReadAsync(ct)) posts.Add(new Choice(row.GetGuid(0).ToString(), row.GetString(1)));
        return posts;
    }
}
