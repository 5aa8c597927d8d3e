using System.Globalization;

namespace Jalon.Workflows.Expressions;

/// <summary>What a name of a case can hold.</summary>
public enum NameType { Flag, Number, Text, Day }

/// <summary>A fact of the case that a condition may read.</summary>
/// <param name="Options">The only texts it can hold, where they are known.</param>
public sealed record Named(string Name, NameType Type, IReadOnlyList<string>? Options = null);

/// <summary>
/// A condition of a procedure: comparisons of named facts, and, or, not. It reads values and computes nothing else: no call, no assignment, no code. A value that
/// is not known makes any comparison false, and is itself false.
/// </summary>
public abstract record Expression
{
    /// <summary>The value under the names given: a <see cref="bool"/>, a <see cref="decimal"/>, a <see cref="string"/>, a <see cref="DateOnly"/>, or null when unknown.</summary>
    public abstract object? Evaluate(Func<string, object?> read);

    /// <summary>Every name it reads, in the order written.</summary>
    public abstract IEnumerable<string> Names { get; }

    public bool IsTrue(Func<string, object?> read) => Evaluate(read) is true;
}

internal sealed record Literal(object Value) : Expression
{
    public override IEnumerable<string> Names => [];

    public override object? Evaluate(Func<string, object?> read) => Value;
}

internal sealed record Name(string Of) : Expression
{
    public override IEnumerable<string> Names => [Of];

    public override object? Evaluate(Func<string, object?> read) => read(Of);
}

internal sealed record Not(Expression Inner) : Expression
{
    public override IEnumerable<string> Names => Inner.Names;

    public override object? Evaluate(Func<string, object?> read) => !Inner.IsTrue(read);
}

internal sealed record Both(Expression Left, Expression Right, bool Either) : Expression
{
    public override IEnumerable<string> Names => Left.Names.Concat(Right.Names);

    public override object? Evaluate(Func<string, object?> read) => Either ? Left.IsTrue(read) || Right.IsTrue(read) : Left.IsTrue(read) && Right.IsTrue(read);
}

internal sealed record Comparison(Expression Left, string Sign, Expression Right) : Expression
{
    public override IEnumerable<string> Names => Left.Names.Concat(Right.Names);

    public override object? Evaluate(Func<string, object?> read)
    {
        if (Left.Evaluate(read) is not { } left || Right.Evaluate(read) is not { } right) return false;
        return Sign switch
        {
            "=" => left.Equals(right),
            "!=" => !left.Equals(right),
            _ => Ordered(Order(left, right)),
        };
    }

    private bool Ordered(int order) => Sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };

    private static int Order(object left, object right) => (left, right) switch
    {
        (decimal one, decimal other) => one.CompareTo(other),
        (DateOnly one, DateOnly other) => one.CompareTo(other),
        _ => throw new InvalidOperationException("only numbers and dates have an order: refused when the file was read"),
    };
}

/// <summary>How a value of a case is written in a fact, and read back.</summary>
public static class Values
{
    public static string? Written(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public static object? Read(string? text, NameType type) => type switch
    {
        _ when text is null => null,
        NameType.Flag => text == "true",
        NameType.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        NameType.Day => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        _ => text,
    };
}
