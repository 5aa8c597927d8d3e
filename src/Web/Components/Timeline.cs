using Jalon.Grains;

namespace Jalon.Web.Components;

/// <summary>One thing that happened, told in a line.</summary>
/// <param name="What">The fact, in bold.</param>
/// <param name="Detail">What follows it, in plain text.</param>
/// <param name="By">Who did it; null when the program did.</param>
/// <param name="Replaced">What was said before a correction, shown struck through.</param>
/// <param name="Reason">Why, where a reason was given.</param>
public sealed record TimelineLine(DateOnly Day, string What, string? Detail = null, string? By = null, string? Replaced = null, string? Reason = null)
{
    private static readonly string[] Months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    /// <summary>« 16 nov. »: the year is added when it is not the one of the newest line.</summary>
    public string When(int year) => $"{(Day.Day == 1 ? "1er" : Day.Day)}{French.Nbsp}{Months[Day.Month - 1]}{(Day.Year == year ? "" : $" {Day.Year}")}";
}

/// <summary>What happened to a case, newest first.</summary>
public sealed record Timeline(IReadOnlyList<TimelineLine> Lines);
