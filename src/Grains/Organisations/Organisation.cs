namespace Jalon.Grains.Organisations;

/// <summary>What an organisation is in its tree.</summary>
public enum OrganisationLevel { Ministry, Directorate, Service }

/// <summary>A ministry, a directorate, a service. Who holds which role in it lives in the role rows: the state stays small however many people there are.</summary>
/// <param name="StageLabels">Its own words for stages of the spine. The order is everybody's.</param>
public sealed record Organisation(
    Guid Id,
    string Name,
    string? Siret,
    OrganisationLevel Level,
    Guid? ParentId,
    IReadOnlyDictionary<Stage, string> StageLabels,
    DateTimeOffset? ClosedAt)
{
    /// <summary>What this organisation calls a stage.</summary>
    public string LabelOf(Stage stage) => StageLabels.GetValueOrDefault(stage) ?? stage.Label();
}

/// <summary>Number of an establishment: fourteen digits, the first nine being the company's (SIREN). Decree of the INSEE register.</summary>
public static class Siret
{
    /// <summary>La Poste's thousands of offices do not follow Luhn's key: the sum of their digits is a multiple of five.</summary>
    private const string LaPoste = "356000000";

    public static bool IsValid(string? siret) =>
        siret is { Length: 14 } && siret.All(char.IsAsciiDigit) && !siret.StartsWith("000000000", StringComparison.Ordinal)
        && (LuhnSum(siret) % 10 == 0 || (siret.StartsWith(LaPoste, StringComparison.Ordinal) && siret.Sum(digit => digit - '0') % 5 == 0));

    private static int LuhnSum(string digits) => digits.Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 2 : 1)).Sum(value => value > 9 ? value - 9 : value);
}
