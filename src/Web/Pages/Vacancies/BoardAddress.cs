using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Board;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>What a board shows, as its address says it: whatever is chosen is in the address, so that it can be kept, sent and gone back to.</summary>
public sealed record BoardAddress(Guid Post, BoardFilter Filter, Channel? Origin, CandidateStatus? Status, string? Profession, Stage? Opened, int Page, ListSort? Sort, bool Backwards)
{
    private const string Filtering = "filtre", Origins = "origine", Statuses = "statut", Professions = "metier", Column = "colonne", Turned = "page", View = "vue", Sorting = "par", Reverse = "inverse";

    private static readonly Dictionary<BoardFilter, string> FilterNames = new() { [BoardFilter.Mine] = "a-moi", [BoardFilter.Late] = "en-retard", [BoardFilter.Blocked] = "bloquees" };

    private static readonly Dictionary<ListSort, string> SortNames = new() { [ListSort.Turn] = "main", [ListSort.Stage] = "etape", [ListSort.Share] = "part", [ListSort.Since] = "depuis" };

    /// <summary>What cannot be read is as if it were not there.</summary>
    public static BoardAddress Of(Guid post, IQueryCollection query)
    {
        var page = int.TryParse(query[Turned], NumberStyles.None, CultureInfo.InvariantCulture, out var turned) ? Math.Clamp(turned, 1, 10_000) : 1;
        var sort = SortNames.FirstOrDefault(pair => pair.Value == query[Sorting], new(ListSort.Turn, "")).Key;
        return new BoardAddress(post, FilterNames.FirstOrDefault(pair => pair.Value == query[Filtering]).Key, Member<Channel>(query[Origins]), Member<CandidateStatus>(query[Statuses]), Code(query[Professions]),
            Member<Stage>(query[Column]), page, query[View] == "liste" ? sort : null, query[Reverse] == "oui");
    }

    public bool IsList => Sort is not null;

    /// <summary>Something is left out of what it shows.</summary>
    public bool IsNarrowed => Filter != BoardFilter.All || Origin is not null || Status is not null || Profession is not null;

    /// <summary>The same, with nothing left out.</summary>
    public BoardAddress Whole => this with { Filter = BoardFilter.All, Origin = null, Status = null, Profession = null, Page = 1 };

    public string Path => $"/postes/{Post}/tableau";

    public string Url
    {
        get
        {
            var query = QueryString.Empty;
            if (FilterNames.TryGetValue(Filter, out var filter)) query = query.Add(Filtering, filter);
            if (Origin is { } origin) query = query.Add(Origins, origin.ToString());
            if (Status is { } status) query = query.Add(Statuses, status.ToString());
            if (Profession is { } profession) query = query.Add(Professions, profession);
            if (Opened is { } stage) query = query.Add(Column, stage.ToString());
            if (Sort is { } sort) query = query.Add(View, "liste").Add(Sorting, SortNames[sort]);
            if (Backwards) query = query.Add(Reverse, "oui");
            if (Page > 1) query = query.Add(Turned, Page.ToString(CultureInfo.InvariantCulture));
            return $"{Path}{query}";
        }
    }

    /// <summary>Where a form of this board is sent, so that the answer shows the same.</summary>
    public string For(string handler) => Url is var url && url.Contains('?', StringComparison.Ordinal) ? $"{url}&handler={handler}" : $"{url}?handler={handler}";

    public BoardAddress With(BoardFilter filter) => this with { Filter = filter, Opened = null, Page = 1 };

    public BoardAddress At(Stage stage, int page) => this with { Opened = stage, Page = page };

    /// <summary>The same column twice turns it round.</summary>
    public BoardAddress SortedBy(ListSort sort) => this with { Sort = sort, Backwards = Sort == sort && !Backwards, Page = 1, Opened = null };

    private static string? Code(string? text) => FieldRules.Code("", text).Any() ? null : text;

    private static T? Member<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]) ? value : null;
}
