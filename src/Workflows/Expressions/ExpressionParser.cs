using System.Globalization;
using System.Text.RegularExpressions;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Expressions;

/// <summary>
/// Reads a condition: <c>status = "CivilServant" and not late</c>. A leading « = », as Camunda Modeler writes before its FEEL expressions, is taken; what is written
/// here is a subset of FEEL (OMG, DMN 1.5 §10).
/// </summary>
public sealed partial class ExpressionParser
{
    private const int MostCharacters = 500;
    private const int DeepestNesting = 20;

    private readonly List<string> words = [];
    private int at;
    private int depth;
    private string? problem;

    private ExpressionParser() { }

    /// <summary>The expression, or the French sentence that says what is wrong with it.</summary>
    public static (Expression? Expression, string? Problem) Parse(string text)
    {
        var parser = new ExpressionParser();
        var trimmed = text.Trim();
        if (trimmed.Length > MostCharacters) return (null, $"elle dépasse {MostCharacters} caractères");
        if (!parser.Cut(trimmed.StartsWith('=') ? trimmed[1..] : trimmed)) return (null, parser.problem);
        var expression = parser.Or();
        if (parser.problem is null && parser.at < parser.words.Count) parser.problem = $"le mot {Quoted(parser.words[parser.at])} n’y a pas sa place";
        return parser.problem is null ? (expression, null) : (null, parser.problem);
    }

    private bool Cut(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var word = Words().Match(text, position);
            if (!word.Success || word.Index != position)
            {
                problem = $"le signe {Quoted(text[position].ToString())} n’y a pas sa place";
                return false;
            }

            position += word.Length;
            if (!string.IsNullOrWhiteSpace(word.Value)) words.Add(word.Value);
        }

        if (words.Count == 0) problem = "elle est vide";
        return problem is null;
    }

    private string? Next => at < words.Count ? words[at] : null;

    private bool Takes(string word)
    {
        if (Next != word) return false;
        at++;
        return true;
    }

    private Expression Or()
    {
        var left = And();
        while (Takes("or")) left = new Both(left, And(), Either: true);
        return left;
    }

    private Expression And()
    {
        var left = Negated();
        while (Takes("and")) left = new Both(left, Negated(), Either: false);
        return left;
    }

    private Expression Negated()
    {
        if (!Takes("not")) return Compared();
        if (++depth > DeepestNesting) return Fails("elle est trop imbriquée");
        var inner = new Not(Negated());
        depth--;
        return inner;
    }

    private Expression Compared()
    {
        var left = Operand();
        if (Next is not ("=" or "!=" or "<" or "<=" or ">" or ">=")) return left;
        var sign = words[at++];
        return new Comparison(left, sign, Operand());
    }

    private Expression Operand()
    {
        if (problem is not null || Next is not { } word) return Fails("il y manque une valeur");
        at++;
        if (word == "(") return Parenthesis();
        if (word == "date" && Next == "(") return Date();
        if (word is "true" or "false") return new Literal(word == "true");
        if (word[0] is '"' or '\'') return new Literal(word[1..^1]);
        if (char.IsAsciiDigit(word[0])) return new Literal(decimal.Parse(word, CultureInfo.InvariantCulture));
        return char.IsAsciiLetter(word[0]) && word is not ("and" or "or" or "not") ? new Name(word) : Fails($"le mot {Quoted(word)} n’y a pas sa place");
    }

    private Expression Parenthesis()
    {
        if (++depth > DeepestNesting) return Fails("elle est trop imbriquée");
        var inner = Or();
        depth--;
        return Takes(")") ? inner : Fails("une parenthèse n’est pas fermée");
    }

    private Literal Date()
    {
        at++;
        var text = Next?.Trim('"', '\'');
        at++;
        return DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Takes(")")
            ? new Literal(day) : Fails($"une date s’écrit date(\"2026-11-25\")");
    }

    /// <summary>The first problem is the one told.</summary>
    private Literal Fails(string why)
    {
        problem ??= why;
        return new Literal(false);
    }

    [GeneratedRegex(@"\s+|""[^""]{0,200}""|'[^']{0,200}'|[A-Za-z][A-Za-z0-9_.-]*|[0-9]{1,12}(\.[0-9]{1,6})?|!=|<=|>=|[=<>()]")]
    private static partial Regex Words();
}
