using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Messages;

namespace Jalon.Web.Deeds;

/// <summary>Something a person may ask of a case from its page: a button, or a small form.</summary>
/// <param name="Key">Names the form and its fields.</param>
/// <param name="Title">What it does, as a line of the page.</param>
/// <param name="Verb">What the button says.</param>
/// <param name="Act">The right it takes.</param>
/// <param name="Probe">The command with harmless values: deciding it on the present state says whether it is possible now.</param>
/// <param name="Read">The command somebody typed.</param>
/// <param name="Done">What is said once it is done.</param>
public sealed record Deed(string Key, string Title, string Verb, Act Act, Command Probe, Func<Typed, Command> Read, string Done)
{
    public string? Hint { get; init; }

    /// <summary><see cref="TextField"/>, <see cref="SelectField"/> or <see cref="ChoiceField"/>, named after the fields of the command.</summary>
    public IReadOnlyList<object> Fields { get; init; } = [];

    /// <summary>The person is written to: the message can be read and changed before it leaves.</summary>
    public bool Writes { get; init; }

    /// <summary>Where it is written, when it has a page of its own.</summary>
    public string? Page { get; init; }

    /// <summary>The thing most worth doing now.</summary>
    public bool Main { get; init; }

    /// <summary>Whether its refusal tells the reader something at this point of the case.</summary>
    public bool Expected { get; init; }
}

/// <summary>A deed that cannot be done yet: why, and from when.</summary>
public sealed record NotYet(string Title, Refusal Why);

/// <summary>The answer to a form that could not be taken: it is shown again as it was typed, with what to change.</summary>
public sealed record Unmet(string Key, IFormCollection Values, IReadOnlyList<FieldProblem> Problems, RefusalAlert? Refusal = null, FailureAlert? Failure = null)
{
    /// <summary>200 where nothing is wrong: the form is only shown again, with the message it would send.</summary>
    public int Status => Refusal is not null || Failure is not null ? StatusCodes.Status409Conflict : Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
}

/// <summary>A deed as a page shows it.</summary>
/// <param name="Url">Where its form is posted.</param>
public sealed record ShownDeed(Deed Deed, string Url, Unmet? Unmet)
{
    public bool IsOpen => Unmet?.Key == Deed.Key;

    /// <summary>Those of the deed, and the message where it was asked for.</summary>
    public IReadOnlyList<object> Fields => IsOpen && MailDraft.IsShown(Unmet!, Deed.Key) ? [.. Deed.Fields, .. MailDraft.Fields] : Deed.Fields;

    /// <summary>A field under the name of its form, with what was typed and what is wrong with it.</summary>
    public object Field(object field) => field switch
    {
        TextField text => text with { Name = Name(text.Name), Value = Typed(text.Name) ?? text.Value, Error = Error(text.Name) },
        SelectField select => select with { Name = Name(select.Name), Value = Typed(select.Name) ?? select.Value, Error = Error(select.Name) },
        ChoiceField choice => choice with { Name = Name(choice.Name), Values = IsOpen ? [.. Unmet!.Values[Name(choice.Name)].OfType<string>()] : choice.Values, Error = Error(choice.Name) },
        _ => throw new InvalidOperationException($"{field.GetType().Name} is not a field"),
    };

    public ErrorSummary? Errors => IsOpen && Unmet!.Problems.Count > 1 ? new([.. Unmet.Problems.Select(problem => problem with { Field = Name(problem.Field) })]) : null;

    private string Name(string field) => $"{Deed.Key}-{field}";

    private string? Typed(string field) => IsOpen ? Unmet!.Values[Name(field)].ToString() : null;

    private string? Error(string field) => IsOpen ? Unmet!.Problems.FirstOrDefault(problem => problem.Field == field)?.Sentence : null;
}
