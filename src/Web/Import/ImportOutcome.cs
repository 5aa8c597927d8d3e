using Jalon.Silo;

namespace Jalon.Web.Import;

/// <summary>What became of an entry.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome() { }

    public sealed record Created : ImportOutcome;

    public sealed record Updated : ImportOutcome;

    public sealed record Unchanged : ImportOutcome;

    /// <summary>The entry could be read but cannot go in: why, in French.</summary>
    /// <param name="Column">The column at fault, where one is.</param>
    public sealed record Refused(string Sentence, string Column = "") : ImportOutcome;

    /// <summary>What a reply of the silo means for the line it answers.</summary>
    /// <param name="columnOf">The column a field comes from.</param>
    public static ImportOutcome Of(Reply reply, Func<string, Column?>? columnOf = null) => reply switch
    {
        Done { Last: null } => new Unchanged(),
        Done { Version: 1 } => new Created(),
        Done => new Updated(),
        Declined(var why) => new Refused(why.Sentence),
        Invalid(var problems) => new Refused(string.Join(' ', problems.Select(problem => problem.Sentence)), columnOf?.Invoke(problems[0].Field)?.Name ?? ""),
        _ => new Refused("D’autres modifient la même fiche en ce moment. Importez cette ligne à nouveau."),
    };
}
