using System.Globalization;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;

namespace Jalon.Web.Import;

/// <summary>A person who applies to a post, read and checked. What a column means is said in <see cref="FilingColumns"/>.</summary>
/// <param name="VacancyReference">Of the post, as its notice has it.</param>
/// <param name="Key">What recognises the person; null where the e-mail does.</param>
/// <param name="FiledAt">Null when the file does not say: the instant of the import then.</param>
/// <param name="Channel">Null when the file does not say.</param>
public sealed record ParsedFiling(
    string VacancyReference, string? Key, string GivenName, string FamilyName, string? Email, string? Phone, CandidateStatus Status, Category? Category, string? Corps,
    string? Grade, ParisMoment? FiledAt, Channel? Channel)
{
    /// <summary>The same for the same person, whatever else is written of them.</summary>
    public string Person => Key is null ? $"courriel\n{Email!.ToLowerInvariant()}" : $"identifiant\n{Key}";

    /// <summary>What is said of the person, to tell one writing of it from another.</summary>
    internal string Identity => string.Join('\n', GivenName, FamilyName, Email?.ToLowerInvariant(), Phone, Status, Category, Corps, Grade);

    /// <summary>What is said of the application.</summary>
    internal string Circumstances => string.Create(CultureInfo.InvariantCulture, $"{FiledAt?.Start:O}\n{Channel}");

    internal Register Registering(Guid id) => new(id, GivenName, FamilyName, Email, Phone, Status, Category, Corps, Grade);

    internal Apply Applying(Guid vacancy, Guid organisation, Guid candidate) =>
        new(vacancy, candidate, organisation, Status, Channel ?? Grains.Applications.Channel.Import, FiledAt?.Start);
}
