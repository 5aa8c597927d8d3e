using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Expressions;

/// <summary>Whether a condition means something, found when the file is read: its names are known, what it compares can be compared, and it is true or false.</summary>
internal static class TypeCheck
{
    /// <summary>Every problem, as the end of a French sentence.</summary>
    public static IEnumerable<string> Problems(Expression condition, IReadOnlyDictionary<string, Named> known)
    {
        var unknown = condition.Names.Where(name => !known.ContainsKey(name)).Distinct().ToList();
        if (unknown.Count > 0) return unknown.Select(name => $"le dossier n’a pas de donnée nommée {Quoted(name)}");
        List<string> problems = [];
        if (TypeOf(condition, known, problems) is not NameType.Flag && problems.Count == 0) problems.Add("elle ne dit ni vrai ni faux");
        return problems;
    }

    private static NameType TypeOf(Expression expression, IReadOnlyDictionary<string, Named> known, List<string> problems)
    {
        switch (expression)
        {
            case Literal literal: return literal.Value switch { bool => NameType.Flag, decimal => NameType.Number, DateOnly => NameType.Day, _ => NameType.Text };
            case Name name: return known[name.Of].Type;
            case Not not: return Flag(not.Inner, known, problems);
            case Both both:
                Flag(both.Left, known, problems);
                return Flag(both.Right, known, problems);
            case Comparison comparison: return Compare(comparison, known, problems);
            default: throw new InvalidOperationException(expression.GetType().Name);
        }
    }

    private static NameType Flag(Expression expression, IReadOnlyDictionary<string, Named> known, List<string> problems)
    {
        var before = problems.Count;
        if (TypeOf(expression, known, problems) != NameType.Flag && problems.Count == before) problems.Add("une de ses parties ne dit ni vrai ni faux");
        return NameType.Flag;
    }

    private static NameType Compare(Comparison comparison, IReadOnlyDictionary<string, Named> known, List<string> problems)
    {
        var (left, right) = (TypeOf(comparison.Left, known, problems), TypeOf(comparison.Right, known, problems));
        if (left != right) problems.Add($"elle compare {Word(left)} et {Word(right)}");
        else if (comparison.Sign is not ("=" or "!=") && left is not (NameType.Number or NameType.Day)) problems.Add($"le signe {Quoted(comparison.Sign)} ne compare que des nombres ou des dates");
        foreach (var (name, literal) in new[] { (comparison.Left as Name, comparison.Right as Literal), (comparison.Right as Name, comparison.Left as Literal) })
        {
            if (name is not null && literal?.Value is string text && known[name.Of].Options is { } options && !options.Contains(text))
                problems.Add($"{Quoted(name.Of)} ne vaut jamais {Quoted(text)} ; valeurs possibles : {string.Join(", ", options)}");
        }

        return NameType.Flag;
    }

    private static string Word(NameType type) => type switch
    {
        NameType.Flag => "un oui ou non",
        NameType.Number => "un nombre",
        NameType.Day => "une date",
        _ => "un texte",
    };
}
