using System.Globalization;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;

namespace Jalon.Web.Cockpit;

/// <summary>What a page of figures looks at, as its address says it.</summary>
/// <param name="Channel">By which the candidacy that has the place, or comes nearest to it, was received: asked by the pages about steps only, because a place has no channel before it has a candidacy.</param>
public sealed record Filters(int Months = Filters.Usual, Guid? Organisation = null, string? Profession = null, Category? Category = null, Channel? Channel = null)
{
    public const int Usual = 6;

    public static readonly IReadOnlyList<int> Periods = [3, 6, 12];

    /// <summary>Null where the address says something else than a filter.</summary>
    public static Filters? Read(IQueryCollection query)
    {
        var (months, organisation, profession, category, channel) = (Said("periode"), Said("organisation"), Said("metier"), Said("categorie"), Said("canal"));
        var read = new Filters(months is null ? Usual : int.TryParse(months, CultureInfo.InvariantCulture, out var said) ? said : 0,
            Guid.TryParse(organisation, out var id) ? id : null, profession, Known<Category>(category), Known<Channel>(channel));
        var understood = Periods.Contains(read.Months) && (organisation is null || read.Organisation is not null) && (category is null || read.Category is not null) && (channel is null || read.Channel is not null);
        return understood && profession is not { Length: > 200 } && profession?.Contains('\0', StringComparison.Ordinal) != true ? read : null;

        string? Said(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
    }

    private static T? Known<T>(string? word) where T : struct, Enum => Enum.TryParse<T>(word, out var known) && Enum.IsDefined(known) ? known : null;

    /// <summary>The same view, with something changed; null takes a filter away.</summary>
    public string Query(params ReadOnlySpan<(string Name, string? Value)> changed)
    {
        var pairs = new Dictionary<string, string?>
        {
            ["periode"] = Months == Usual ? null : $"{Months}", ["organisation"] = Organisation?.ToString(), ["metier"] = Profession, ["categorie"] = Category?.ToString(),
            ["canal"] = Channel?.ToString(),
        };
        foreach (var (name, value) in changed) pairs[name] = value;
        return QueryString.Create(pairs.Where(pair => !string.IsNullOrEmpty(pair.Value))).ToString();
    }
}

/// <summary>What a reader may count: the organisations of their trees, narrowed by the filters, over a period that ends yesterday.</summary>
/// <param name="Organisations">Null: all of them.</param>
/// <param name="To">First day not counted: today.</param>
public sealed record Perimeter(Filters Filters, Guid[]? Organisations, DateOnly From, DateOnly To, Tree Tree, Guid Reader)
{
    /// <summary>Posts the reader applies to: they are counted like the others, and never listed, because nobody sees the internal side of a post they apply to.</summary>
    public IReadOnlySet<Guid> OwnPosts { get; init; } = new HashSet<Guid>();

    public int Months => Filters.Months;

    /// <summary>What makes two readers count the same things today.</summary>
    public string Question => $"{To:yyyyMMdd} {Filters.Query()} {(Organisations is null ? "*" : string.Join(' ', Organisations.Order()))}";

    /// <summary>Null when the filters ask for what the reader may not know of.</summary>
    public static Perimeter? Of(Who who, Filters filters, Tree tree, DateOnly today)
    {
        var (everywhere, roots) = Grants.Reach(who, Act.SeeStatistics);
        if (!everywhere && roots.Count == 0) return null;
        HashSet<Guid>? seen = everywhere ? null : [.. roots.SelectMany(tree.Below)];
        if (filters.Organisation is { } wanted)
        {
            if (!tree.Has(wanted) || seen?.Contains(wanted) == false) return null;
            seen = [.. tree.Below(wanted)];
        }

        return new Perimeter(filters, seen is null ? null : [.. seen], today.AddMonths(-filters.Months), today, tree, who.PersonId);
    }

    /// <summary>Whether a line about a place may be shown to the reader.</summary>
    public bool Shows(PostLine post) => !OwnPosts.Contains(post.VacancyId) && Organisations?.Contains(post.OrganisationId) != false
        && (Filters.Profession is null || post.Profession == Filters.Profession) && (Filters.Category is null || post.Category == Filters.Category);

    /// <summary>« toutes les organisations de la filière », « Ministère Alpha ».</summary>
    public string Where => Filters.Organisation is { } one ? Tree.Name(one)
        : Organisations is null ? "toutes les organisations de la filière"
        : string.Join(", ", Organisations.Where(id => Tree.Parent(id) is not { } parent || !Organisations.Contains(parent)).Select(Tree.Name).Order(StringComparer.Create(French.Culture, false)));

    /// <summary>Organisations the reader may choose among.</summary>
    public IEnumerable<Guid> Choices(Who who) => Grants.Reach(who, Act.SeeStatistics) is var (everywhere, roots) && everywhere ? Tree.All : roots.SelectMany(Tree.Below).Distinct();
}
