using Jalon.Grains;

namespace Jalon.Workflows.Cases;

/// <summary>A case as a procedure may read it at one instant. Codes, numbers, dates and ids only.</summary>
/// <param name="Values">By the names of <see cref="CaseKind.Names"/>; null where not known.</param>
/// <param name="Lists">By the names of <see cref="CaseKind.Lists"/>.</param>
/// <param name="Holders">Who has the ball, by the names of <see cref="CaseKind.Holders"/>.</param>
public sealed record CaseView(
    IReadOnlyDictionary<string, object?> Values, IReadOnlyDictionary<string, IReadOnlyList<string>> Lists,
    IReadOnlyDictionary<string, Holder> Holders, Guid? OrganisationId)
{
    /// <summary>The open steps of the case.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];
}
