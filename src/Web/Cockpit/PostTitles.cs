using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>What posts are called.</summary>
public static class PostTitles
{
    public const string None = "Poste sans intitulé";

    public static async Task<IReadOnlyDictionary<Guid, string>> OfAsync(NpgsqlDataSource database, Guid[] vacancies, CancellationToken ct)
    {
        await using var query = Query.Of(database, "select id, title from jalon.vacancy where id = any ($1)", [vacancies]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var titles = new Dictionary<Guid, string>();
        while (await row.ReadAsync(ct)) titles[row.GetGuid(0)] = row.Text(1) ?? None;
        return titles;
    }
}
