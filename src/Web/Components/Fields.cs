using Jalon.Grains;

namespace Jalon.Web.Components;

/// <summary>A choice of a list, a radio or a box to tick.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null);

/// <summary>One line or one paragraph to type.</summary>
/// <param name="Name">Name of the field in the form; its identifier too.</param>
/// <param name="Type">Type of the HTML control; ignored when <paramref name="Rows"/> is above one.</param>
/// <param name="Autocomplete">Purpose of the field, where it asks the person about themselves (<c>email</c>, <c>name</c>).</param>
public sealed record TextField(
    string Name, string Label, string? Value = null, string? Hint = null, string? Error = null,
    string Type = "text", int Rows = 1, string? Autocomplete = null, bool Required = false);

/// <summary>One choice among many.</summary>
public sealed record SelectField(
    string Name, string Label, IReadOnlyList<Choice> Choices, string? Value = null, string? Hint = null, string? Error = null, string Empty = "Choisir", bool Required = false);

/// <summary>One (radio) or several (boxes) among few.</summary>
public sealed record ChoiceField(
    string Name, string Legend, IReadOnlyList<Choice> Choices, IReadOnlyCollection<string> Values, bool Several = false, string? Hint = null, string? Error = null);

/// <summary>Every field that cannot be taken, with a link to each: shown at the top from two on.</summary>
public sealed record ErrorSummary(IReadOnlyList<FieldProblem> Problems)
{
    /// <summary>The form is longer than a screen: one error alone is told on top as well.</summary>
    public bool IsLong { get; init; }

    /// <summary>The sentence for one field, null when it is fine.</summary>
    public string? For(string field) => Problems.FirstOrDefault(problem => string.Equals(problem.Field, field, StringComparison.OrdinalIgnoreCase))?.Sentence;
}

/// <summary>A file to choose.</summary>
/// <param name="Kept">The file already chosen, where there is one: choosing another takes its place.</param>
public sealed record FileField(string Name, string Label, string? Hint = null, string? Error = null, PageLink? Kept = null, bool Required = false, string Accept = ".pdf,.odt,.docx");

/// <summary>Several among many.</summary>
public sealed record MultipleField(string Name, string Label, string Hint, IReadOnlyList<Choice> Choices, IReadOnlyCollection<string> Values, string? Error = null);
