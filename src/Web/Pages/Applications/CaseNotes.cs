using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Applications;

/// <summary>A note of a case: who wrote what, when.</summary>
public sealed record CaseNote(Guid Id, string Kind, Guid Author, string? AuthorName, string Text, DateTimeOffset At)
{
    public FileOpinion? Opinion => Kind == "opinion" ? JsonSerializer.Deserialize<FileOpinion>(Text, Json.Options) : null;
}

/// <summary>What people wrote about a case.</summary>
public static class CaseNotes
{
    private const int Most = 200;

    private const string Sql = """
        select n.id, n.kind, n.author, p.given_name || ' ' || p.family_name, n.text, n.at
        from jalon.note n left join jalon.person p on p.id = n.author
        where n.about = $1 order by n.at desc, n.id limit $2
        """;

    public static async Task<IReadOnlyList<CaseNote>> ReadAsync(NpgsqlDataSource database, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, id, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var notes = new List<CaseNote>();
        while (await row.ReadAsync(ct)) notes.Add(new CaseNote(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.Text(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5)));
        return notes;
    }
}
