namespace Jalon.Grains.Vacancies;

/// <summary>The checks a field passes whatever the state: lengths, plausible dates, counts.</summary>
internal static class FieldChecks
{
    private static readonly DateOnly Earliest = new(1990, 1, 1);

    private static readonly DateOnly Latest = new(2100, 12, 31);

    public static IEnumerable<FieldProblem> Text(string field, string? value, int max, bool required = false)
    {
        if (required && string.IsNullOrWhiteSpace(value)) yield return new(field, "Écrire ce champ.");
        if (value?.Length > max) yield return new(field, $"Écrire {max} caractères au plus.");
    }

    public static IEnumerable<FieldProblem> Day(string field, DateOnly? value)
    {
        if (value < Earliest || value > Latest) yield return new(field, "Donner une date entre 1990 et 2100.");
    }

    public static IEnumerable<FieldProblem> Moment(string field, DateTimeOffset? value)
    {
        if (value?.Year is < 1990 or > 2100) yield return new(field, "Donner une date entre 1990 et 2100.");
    }

    public static IEnumerable<FieldProblem> Count(string field, int? value, int min, int max)
    {
        if (value < min || value > max) yield return new(field, $"Donner un nombre entre {min} et {max}.");
    }

    public static IEnumerable<FieldProblem> Id(string field, Guid? value)
    {
        if (value == Guid.Empty) yield return new(field, "Donner un identifiant.");
    }

    public static IEnumerable<FieldProblem> Known<T>(string field, T? value) where T : struct, Enum
    {
        if (value is { } given && !Enum.IsDefined(given)) yield return new(field, "Choisir une valeur de la liste.");
    }
}
