using System.Globalization;

using Jalon.Grains;

namespace Jalon.Web.Deeds;

/// <summary>What somebody typed in one form of a page: its fields are named after it, so that several forms live side by side. What cannot be read is noted by field.</summary>
public sealed class Typed(IFormCollection form, string prefix)
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    private readonly List<FieldProblem> problems = [];

    public IReadOnlyList<FieldProblem> Problems => problems;

    /// <summary>Trimmed; null when empty.</summary>
    public string? Text(string field) => string.IsNullOrWhiteSpace(form[Name(field)]) ? null : form[Name(field)].ToString().Trim().ReplaceLineEndings("\n");

    /// <summary>Empty when nothing was typed: the command says what is missing.</summary>
    public string Words(string field) => Text(field) ?? "";

    public bool Ticked(string field) => Text(field) is "oui";

    public DateOnly? Date(string field)
    {
        if (Text(field) is not { } text) return null;
        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        problems.Add(new(field, $"Cette date n’en est pas une. Exemple{French.Nbsp}: 27/11/2026."));
        return null;
    }

    public DateOnly NeededDate(string field)
    {
        if (Text(field) is null) problems.Add(new(field, "Donnez une date."));
        return Date(field) ?? DateOnly.MinValue.AddYears(1999);
    }

    public int? Number(string field)
    {
        if (Text(field) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        problems.Add(new(field, "Donnez un nombre entier, en chiffres."));
        return null;
    }

    public T? Choice<T>(string field) where T : struct, Enum
    {
        if (Text(field) is not { } text) return null;
        if (Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])) return value;
        problems.Add(new(field, "Choisissez une valeur de la liste."));
        return null;
    }

    public T NeededChoice<T>(string field) where T : struct, Enum
    {
        if (Text(field) is null) problems.Add(new(field, "Choisissez une valeur de la liste."));
        return Choice<T>(field) ?? Enum.GetValues<T>()[0];
    }

    public IReadOnlyList<T> Choices<T>(string field) where T : struct, Enum =>
        [.. form[Name(field)].Where(text => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0])).Select(text => Enum.Parse<T>(text!))];

    public Guid? Id(string field)
    {
        if (Text(field) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        problems.Add(new(field, "Choisissez une personne de la liste."));
        return null;
    }

    public Guid NeededId(string field)
    {
        if (Text(field) is null) problems.Add(new(field, "Choisissez une personne de la liste."));
        return Id(field) ?? Guid.AllBitsSet;
    }

    /// <summary>The boxes ticked, as they are written.</summary>
    public IReadOnlyList<string> Ticks(string field) => [.. form[Name(field)].Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!).Distinct()];

    public IReadOnlyList<Guid> Ids(string field) => [.. form[Name(field)].Where(text => Guid.TryParse(text, out _)).Select(text => Guid.Parse(text!)).Distinct()];

    private string Name(string field) => $"{prefix}-{field}";
}
