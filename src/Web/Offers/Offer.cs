using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Offers;

/// <summary>An open notice as the public list shows it.</summary>
/// <param name="Ministry">The root of the organisation's tree.</param>
/// <param name="Words">What a search compares, folded.</param>
public sealed record OfferLine(
    Guid Id, string Title, string? Reference, string? Organisation, Guid? MinistryId, string? Ministry, string? Place, string? Profession, Category? Category, Openness? Openness, int Openings,
    DateOnly? Until, DateOnly? PublishedOn, DateTimeOffset ChangedAt, string Words)
{
    public string Url => $"/offres/{Id}";
}

/// <summary>What a visitor looks for; all of it is in the address, so that a search can be kept, sent and followed.</summary>
public sealed record OfferFilter(string? Text, string? Profession, string? Place, Guid? Ministry, Category? Category, OfferFor? For)
{
    public bool IsEmpty => this == new OfferFilter(null, null, null, null, null, null);

    /// <summary>The filter as the end of an address, without a page.</summary>
    public QueryString Query => QueryString.Create(new (string Name, string? Value)[]
    {
        ("q", Text), ("metier", Profession), ("lieu", Place), ("ministere", Ministry?.ToString()), ("categorie", Category?.ToString()), ("pour", For?.ToString()),
    }.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value)));

    public static OfferFilter Of(IQueryCollection query) => new(
        Said(query["q"]), Said(query["metier"]), Said(query["lieu"]), Guid.TryParse(query["ministere"], out var ministry) ? ministry : null,
        Enum.TryParse<Category>(query["categorie"], out var category) && Enum.IsDefined(category) ? category : null,
        Enum.TryParse<OfferFor>(query["pour"], out var forWhom) && Enum.IsDefined(forWhom) ? forWhom : null);

    public bool Takes(OfferLine line) =>
        (Profession is null || line.Profession == Profession) && (Place is null || line.Place == Place) && (Ministry is null || line.MinistryId == Ministry)
        && (Category is null || line.Category == Category) && (For is null || line.Openness is not { } open || (For == OfferFor.CivilServants ? open != Openness.ContractOnly : open != Openness.CivilServantsOnly));

    /// <summary>No notice is written longer, and nothing longer is compared.</summary>
    private const int Longest = 200;

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var trimmed && trimmed.Length > Longest ? trimmed[..Longest] : trimmed;
}

/// <summary>Who the visitor is, as far as it decides which posts are open to them.</summary>
public enum OfferFor { CivilServants, Contract }
