using Jalon.Grains;

namespace Jalon.Workflows.Clocks;

/// <summary>
/// What moved a deadline since it began: counted anew after each fact that bears on it, and under the rows of its rule there were before the last. Nothing is stored: facts
/// and versions tell it, whenever it is asked. Pure.
/// </summary>
public static class LegalStory
{
    /// <summary>The moves of one clock, oldest first; the change of its rule comes last.</summary>
    public static IReadOnlyList<Moved> Of(LegalRule clock, IReadOnlyList<Dated> history, Rules rules, Guid? organisation = null)
    {
        var moves = new List<Moved>();
        IReadOnlyList<LegalDeadline> before = [];
        for (var count = 1; count <= history.Count; count++)
        {
            if (!Bears(clock, history[count - 1])) continue;
            var after = Count(clock, history.Take(count).ToList(), rules, organisation);
            moves.AddRange(LegalClock.Compare(before, after));
            before = after;
        }

        if (Earlier(rules, clock.Name) is { } earlier) moves.AddRange(LegalClock.Compare(Count(clock, history, earlier, organisation), Count(clock, history, rules, organisation)));
        return moves;
    }

    private static IReadOnlyList<LegalDeadline> Count(LegalRule clock, IReadOnlyList<Dated> history, Rules rules, Guid? organisation) => LegalClock.Of([clock], clock.Case, history, rules, organisation);

    private static bool Bears(LegalRule clock, Dated dated) =>
        LegalClock.Starts(clock, dated) || clock.PausedBy.Concat(clock.ResumedBy).Any(pattern => pattern.Matches(dated.Fact));

    /// <summary>The rules without the last version of one; null while it has only one.</summary>
    private static Rules? Earlier(Rules rules, string name)
    {
        var rows = rules.Parameters.Where(row => row.Name == name).ToList();
        var last = rows.Max(row => row.Version);
        return rows.Exists(row => row.Version < last && row.OrganisationId is null)
            ? new Rules(rules.Parameters.Where(row => row.Name != name || row.Version < last), rules.LegalBases) : null;
    }
}
