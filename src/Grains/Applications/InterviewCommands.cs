using static Jalon.Grains.FieldRules;

namespace Jalon.Grains.Applications;

/// <summary>Times are offered to the person, who chooses one; all the assessors are free at each.</summary>
/// <param name="Place">Where, in words: a room, the link of a call. Kept beside the facts.</param>
public sealed record ProposeInterview(IReadOnlyList<DateTimeOffset> Times, int Minutes, InterviewMode Mode, string? Place = null) : JobApplicationCommand
{
    public const int MostTimes = 10, ShortestMinutes = 15, LongestMinutes = 240, PlaceLength = 300;

    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. Times is not { Count: > 0 } ? [new("times", "Choisissez au moins un créneau.")] : Times.Count > MostTimes ? [new("times", $"Proposez {MostTimes} créneaux au plus.")] : Times.SelectMany(time => Instant("times", time)),
        .. Between("minutes", Minutes, ShortestMinutes, LongestMinutes), .. Known<InterviewMode>("mode", Mode), .. Optional("place", Place, PlaceLength),
    ];
}

/// <summary>The interview is at this time: chosen by the person among those offered, or by whoever plans it among those the assessors declared. Said again, it moves.</summary>
public sealed record BookInterview(DateTimeOffset From) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Instant("from", From);
}

/// <summary>None of the times offered suits the person.</summary>
public sealed record AskOtherTimes(string? Text = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Text("text", Text, 2_000);
}

/// <summary>The interview, or the times offered, are taken back.</summary>
public sealed record CancelInterview(string? Reason = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("reason", Reason, TextLength);
}

/// <summary>What the person needs on the day, in practice (CGFP, art. L. 352-3): never why.</summary>
public sealed record TellPracticalNeeds(string Text) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Text("text", Text, 1_000, required: true);
}

/// <summary>The assessor who sends it has no conflict of interest with this person: from then on they may read the file.</summary>
public sealed record DeclareImpartiality : JobApplicationCommand;

/// <summary>A message between the person and the administration; whose it is follows from who sends it.</summary>
public sealed record WriteMessage(string Text) : JobApplicationCommand
{
    public const int Longest = 4_000;

    public override IEnumerable<FieldProblem> Problems() => FieldRules.Text("text", Text, Longest, required: true);
}
