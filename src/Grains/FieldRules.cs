using System.Text.RegularExpressions;

namespace Jalon.Grains;

/// <summary>What a field alone must satisfy, with the sentence that says it. Each check yields nothing when the field is right.</summary>
public static partial class FieldRules
{
    public static readonly DateOnly Earliest = new(1900, 1, 1);

    public static readonly DateOnly Latest = new(2100, 12, 31);

    public static IEnumerable<FieldProblem> Required(string field, string? value, int max) =>
        string.IsNullOrWhiteSpace(value) ? [new(field, "Remplissez ce champ.")] : Optional(field, value, max);

    public static IEnumerable<FieldProblem> Optional(string field, string? value, int max)
    {
        if (value is null) yield break;
        if (value.Length > max) yield return new(field, $"Écrivez {French.Count(max, "caractère", "caractères")} au plus (il y en a {value.Length}).");
        if (value.Any(char.IsControl)) yield return new(field, "Écrivez ce champ sur une ligne, sans caractère invisible.");
    }

    /// <summary>A text of several lines, as a person writes it.</summary>
    public static IEnumerable<FieldProblem> Text(string field, string? value, int max, bool required = false)
    {
        if (required && string.IsNullOrWhiteSpace(value)) yield return new(field, "Remplissez ce champ.");
        if (value?.Length > max) yield return new(field, $"Écrivez {French.Count(max, "caractère", "caractères")} au plus (il y en a {value.Length}).");
    }

    /// <summary>A code of a reference list: letters, digits, points, dashes, underscores.</summary>
    public static IEnumerable<FieldProblem> Code(string field, string? value, int max = 40)
    {
        if (string.IsNullOrEmpty(value)) yield return new(field, "Indiquez un code.");
        else if (value.Length > max || !CodeShape().IsMatch(value)) yield return new(field, $"Indiquez un code de la liste, de {max} caractères au plus, sans espace ni accent.");
    }

    public static IEnumerable<FieldProblem> Codes(string field, IReadOnlyList<string>? values, int most)
    {
        if (values is null) return [new(field, "Indiquez une liste, vide au besoin.")];
        if (values.Count > most) return [new(field, $"Choisissez-en {most} au plus (il y en a {values.Count}).")];
        if (values.Distinct(StringComparer.Ordinal).Count() != values.Count) return [new(field, "La même valeur est indiquée deux fois.")];
        return values.SelectMany((value, index) => Code($"{field}[{index}]", value));
    }

    public static IEnumerable<FieldProblem> Email(string field, string? value)
    {
        if (value is not null && (value.Length > 254 || !EmailShape().IsMatch(value)))
            yield return new(field, $"Cette adresse n’en est pas une. Exemple{French.Nbsp}: prenom.nom@exemple.fr");
    }

    public static IEnumerable<FieldProblem> Phone(string field, string? value)
    {
        if (value is not null && (value.Length > 25 || !PhoneShape().IsMatch(value)))
            yield return new(field, $"Ce numéro n’en est pas un. Exemple{French.Nbsp}: 01 99 00 12 34 ou +33 1 99 00 12 34");
    }

    public static IEnumerable<FieldProblem> Id(string field, Guid? id)
    {
        if (id == Guid.Empty) yield return new(field, "Indiquez de qui ou de quoi il s’agit (identifiant vide).");
    }

    public static IEnumerable<FieldProblem> Day(string field, DateOnly? day)
    {
        if (day < Earliest || day > Latest) yield return new(field, $"Indiquez une date entre le {French.Date(Earliest)} et le {French.Date(Latest)}.");
    }

    public static IEnumerable<FieldProblem> Instant(string field, DateTimeOffset? at)
    {
        if (at?.Year < Earliest.Year || at?.Year > Latest.Year) yield return new(field, $"Indiquez une date entre le {French.Date(Earliest)} et le {French.Date(Latest)}.");
    }

    public static IEnumerable<FieldProblem> Between(string field, int? value, int least, int most)
    {
        if (value < least || value > most) yield return new(field, $"Indiquez un nombre entre {least} et {most}.");
    }

    public static IEnumerable<FieldProblem> Known<T>(string field, T? value) where T : struct, Enum => value is { } given ? Known(field, given) : [];

    public static IEnumerable<FieldProblem> Known<T>(string field, T value) where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) yield return new(field, "Choisissez une valeur de la liste.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/-]*\z")]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"^[^\s@<>""(),;:\\\p{C}]+@[^\s@<>""(),;:\\\p{C}.]+(\.[^\s@<>""(),;:\\\p{C}.]+)+\z")]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"^\+?[0-9]([0-9 .-]{4,22})[0-9]\z")]
    private static partial Regex PhoneShape();
}
