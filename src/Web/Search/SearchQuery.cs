using Jalon.Grains;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Search;

/// <summary>What a search found, within the rights of who asked.</summary>
/// <param name="MorePeople">There are more than are told: a longer name finds fewer.</param>
public sealed record Findings(IReadOnlyList<FoundPerson> People, bool MorePeople, IReadOnlyList<FoundPost> Posts, bool MorePosts);

/// <summary>People and posts by name and reference. Nothing found and nothing one may know about read the same.</summary>
public static class SearchQuery
{
    private const string Folder = "dossier";

    private const int PseudonymLength = 4;

    public static async Task<Findings> ReadAsync(NpgsqlDataSource database, Who who, SearchText text, CancellationToken ct)
    {
        var (folded, compact) = await FoldedAsync(database, text, ct);
        if (compact.Length == 0) return new Findings([], false, [], false);
        var words = new SoughtWords(folded);
        var (people, morePeople) = await PeopleSearch.ReadAsync(database, who, words, ct);
        var signs = compact.StartsWith(Folder, StringComparison.Ordinal) ? compact[Folder.Length..] : compact;
        var files = signs.Length == PseudonymLength ? await PeopleSearch.UnderPseudonymAsync(database, who, signs.ToUpperInvariant(), ct) : [];
        var (posts, morePosts) = await PostSearch.ReadAsync(database, who, compact, words, ct);
        return new Findings([.. files, .. people], morePeople, posts, morePosts);
    }

    /// <summary>By the database, whose indexes were made with the same function.</summary>
    private static async Task<(string Words, string Compact)> FoldedAsync(NpgsqlDataSource database, SearchText text, CancellationToken ct)
    {
        await using var query = Query.Of(database, "select jalon.words($1), jalon.compact($1)", text.Kept);
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetString(0), row.GetString(1));
    }
}
