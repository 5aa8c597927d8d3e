using System.Globalization;

namespace Jalon.Grains.Reference;

/// <summary>What the budget controller has to say of the pay of a contract.</summary>
public enum BudgetVisa { NotNeeded, Needed, ToCompare }

/// <summary>Gross pay of one profession at one level of experience, in euros a year. At the ceiling or below, no visa is needed.</summary>
public sealed record PayBracket(string Profession, string Level, int Floor, int Ceiling);

/// <summary>A version of the pay reference of the digital filière (circulaire 6434/SG du 3 janvier 2024): professions by levels of experience, loaded from a file.</summary>
/// <param name="From">First local day it applies.</param>
public sealed record PayGrid(int Version, DateOnly From, IReadOnlyList<PayBracket> Brackets)
{
    public const int HighestPay = 1_000_000;

    private const string Profession = "metier", Level = "experience", Floor = "plancher", Ceiling = "plafond";

    private const int MostLevels = 10, LabelLength = 200;

    public IEnumerable<string> Professions => Brackets.Select(bracket => bracket.Profession).Distinct();

    /// <summary>In the order of the file, from the least experience to the most.</summary>
    public IEnumerable<string> Levels => Brackets.Select(bracket => bracket.Level).Distinct();

    public PayBracket? Of(string? profession, string? level) =>
        profession is null || level is null ? null : Brackets.FirstOrDefault(bracket => Folding.Of(bracket.Profession) == Folding.Of(profession) && Folding.Of(bracket.Level) == Folding.Of(level));

    /// <returns>The brackets, or everything that is wrong with the file: lines that cannot be read, cells given twice, professions without one of the levels.</returns>
    public static (IReadOnlyList<PayBracket>? Brackets, IReadOnlyList<LineProblem> Problems) Read(string text)
    {
        var file = ReferenceFile.Read(text, Profession, Level, Floor, Ceiling);
        List<LineProblem> problems = [.. file.Problems];
        var brackets = new List<PayBracket>();
        var seen = new Dictionary<string, int>();
        foreach (var line in file.Lines)
        {
            var bracket = new PayBracket(line[Profession], line[Level], Amount(line, Floor, problems), Amount(line, Ceiling, problems));
            if (Wrong(bracket) is { } sentence) problems.Add(new(line.Number, sentence));
            else if (!seen.TryAdd(Key(bracket.Profession, bracket.Level), line.Number)) problems.Add(new(line.Number, $"{Said(bracket.Profession)}, {Said(bracket.Level)} est déjà à la ligne {seen[Key(bracket.Profession, bracket.Level)]}."));
            brackets.Add(bracket);
        }

        if (problems.Count == 0) problems.AddRange(Gaps(brackets, seen));
        return problems.Count > 0 ? (null, problems) : (brackets, []);
    }

    private static IEnumerable<LineProblem> Gaps(List<PayBracket> brackets, Dictionary<string, int> seen)
    {
        var levels = brackets.Select(bracket => bracket.Level).DistinctBy(Folding.Of).ToList();
        if (levels.Count > MostLevels) return [new(0, $"Cette grille a {levels.Count} niveaux d’expérience{French.Nbsp}: {MostLevels} au plus. Vérifiez leur orthographe.")];
        return from profession in brackets.Select(bracket => bracket.Profession).DistinctBy(Folding.Of)
               from level in levels
               where !seen.ContainsKey(Key(profession, level))
               select new LineProblem(0, $"Il manque le niveau {Said(level)} pour {Said(profession)}.");
    }

    private static string? Wrong(PayBracket one) =>
        Folding.Of(one.Profession).Length == 0 ? "Le métier n’a pas de nom."
        : Folding.Of(one.Level).Length == 0 ? "Le niveau d’expérience n’est pas donné."
        : one.Profession.Length > LabelLength || one.Level.Length > LabelLength ? $"Un nom dépasse {LabelLength} caractères."
        : one.Floor > one.Ceiling && one.Ceiling > 0 ? $"Le plancher ({Euros(one.Floor)}) dépasse le plafond ({Euros(one.Ceiling)})."
        : null;

    /// <summary>« 44 200 », « 44200 € ». Said once a line is wrong: 0, which is no pay.</summary>
    private static int Amount(ReferenceLine line, string column, List<LineProblem> problems)
    {
        var written = string.Concat(line[column].Where(sign => !char.IsWhiteSpace(sign))).TrimEnd('€');
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount is > 0 and <= HighestPay) return amount;
        problems.Add(new(line.Number, $"Le {column} {(line[column].Length == 0 ? "n’est pas donné" : $"«{French.Nbsp}{line[column]}{French.Nbsp}» n’est pas une rémunération")}{French.Nbsp}: un nombre entier d’euros par an, entre 1 et {Euros(HighestPay)}."));
        return 0;
    }

    /// <summary>« 44 200 € ».</summary>
    public static string Euros(int amount) => $"{amount.ToString("N0", French.Culture)}{French.Nbsp}€";

    private static string Key(string profession, string level) => $"{Folding.Of(profession)}|{Folding.Of(level)}";

    private static string Said(string text) => $"«{French.Nbsp}{text}{French.Nbsp}»";
}
