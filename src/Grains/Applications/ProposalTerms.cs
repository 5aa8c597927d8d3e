using System.Text.Json;
using Jalon.Grains.Reference;
using static Jalon.Grains.FieldRules;

namespace Jalon.Grains.Applications;

/// <summary>What one person would be paid, in euros a year. It is theirs: kept in the note of the proposal, never in a fact.</summary>
/// <param name="Profession">Line of the pay grid the contract is compared with.</param>
/// <param name="Level">Its column: the person's experience.</param>
/// <param name="FixedPay">Gross fixed pay of a contract.</param>
/// <param name="VariablePay">The most the variable part may come to.</param>
/// <param name="IfseGroup">Group of functions of a civil servant, 1 to 4 (décret 2014-513).</param>
/// <param name="IfseFrom">Lower end of the bracket of the IFSE.</param>
public sealed record PayOffer(
    string? Profession = null, string? Level = null, int? FixedPay = null, int? VariablePay = null, int? IfseGroup = null, int? IfseFrom = null, int? IfseTo = null)
{
    private const int LabelLength = 200, Groups = 4;

    /// <summary>What is compared with the ceiling: the fixed part, and the variable part at its highest.</summary>
    public int? Highest => FixedPay is { } pay ? pay + (VariablePay ?? 0) : null;

    internal IEnumerable<FieldProblem> Problems(WayIn way)
    {
        var contract = way.IsContract();
        if (contract && (IfseGroup ?? IfseFrom ?? IfseTo) is not null) yield return new("ifseGroup", "L’IFSE concerne les fonctionnaires. Pour un contrat, donnez la rémunération brute.");
        if (!contract && (FixedPay ?? VariablePay) is not null) yield return new("fixedPay", "Cette rémunération est celle d’un contrat. Pour un fonctionnaire, donnez le groupe d’IFSE.");
        foreach (var problem in Amounts()) yield return problem;
        if (FixedPay is null && VariablePay is not null) yield return new("fixedPay", "Donnez la part fixe dont dépend la part variable.");
        if (IfseFrom > IfseTo) yield return new("ifseTo", "Le haut de la fourchette est plus bas que son début.");
    }

    private IEnumerable<FieldProblem> Amounts() =>
    [
        .. Text("profession", Profession, LabelLength), .. Text("level", Level, LabelLength), .. Between("fixedPay", FixedPay, 1, PayGrid.HighestPay), .. Between("variablePay", VariablePay, 0, PayGrid.HighestPay),
        .. Between("ifseGroup", IfseGroup, 1, Groups), .. Between("ifseFrom", IfseFrom, 0, PayGrid.HighestPay), .. Between("ifseTo", IfseTo, 0, PayGrid.HighestPay),
    ];

    /// <summary>A contract beside the grid in force: below or at the ceiling, above it, or not known. Null where no contract is signed.</summary>
    public static BudgetVisa? VisaOf(WayIn way, PayOffer? pay, PayGrid? grid) =>
        !way.IsContract() ? null
        : pay?.Highest is not { } highest || grid?.Of(pay.Profession, pay.Level) is not { } bracket ? BudgetVisa.ToCompare
        : highest > bracket.Ceiling ? BudgetVisa.Needed : BudgetVisa.NotNeeded;
}

/// <summary>What the note of a proposal keeps for the person who answers it.</summary>
public sealed record ProposalTerms(PayOffer? Pay, string? Text)
{
    /// <summary>Null where there is nothing to keep.</summary>
    internal static string? Written(PayOffer? pay, string? text) =>
        pay is null && string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Serialize(new ProposalTerms(pay, text), Json.Options);

    /// <summary>From the note; one written before proposals had amounts is its text.</summary>
    public static ProposalTerms Read(string? note)
    {
        if (note is null || !note.StartsWith('{')) return new ProposalTerms(null, note);
        try
        {
            return JsonSerializer.Deserialize<ProposalTerms>(note, Json.Options)!;
        }
        catch (JsonException)
        {
            return new ProposalTerms(null, note);
        }
    }

    /// <summary>Pay as the person reads it, a label and its words each.</summary>
    public IEnumerable<(string Label, string Words)> PayWords()
    {
        if (Pay?.FixedPay is { } part) yield return ("Rémunération brute par an", Pay.VariablePay is > 0 and var more ? $"{PayGrid.Euros(part)}, et jusqu’à {PayGrid.Euros(more)} de part variable" : PayGrid.Euros(part));
        if (Pay?.IfseGroup is { } group) yield return ("Groupe d’IFSE", $"groupe {group}{Bracket()}");
        else if (Pay?.IfseFrom is not null || Pay?.IfseTo is not null) yield return ("IFSE", Bracket().TrimStart(',', ' '));
    }

    /// <summary>Pay and conditions in one text, for a letter.</summary>
    public string? Words() => string.Join('\n', PayWords().Select(line => $"{line.Label}{French.Nbsp}: {line.Words}").Append(Text).Where(line => !string.IsNullOrWhiteSpace(line))) is { Length: > 0 } words ? words : null;

    private string Bracket() => (Pay?.IfseFrom, Pay?.IfseTo) switch
    {
        ({ } from, { } to) => $", de {PayGrid.Euros(from)} à {PayGrid.Euros(to)} par an",
        ({ } from, null) => $", à partir de {PayGrid.Euros(from)} par an",
        (null, { } to) => $", jusqu’à {PayGrid.Euros(to)} par an",
        _ => "",
    };
}
