using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Import;


/// <summary>A day of Paris, with the time when the file gives one.</summary>
public readonly record struct ParisMoment(DateOnly Day, TimeOnly? Time)
{
    /// <summary>The instant itself, or the first one of the day.</summary>
    public DateTimeOffset Start => Time is { } time ? InstantOf(Day.ToDateTime(time)) : FrenchCalendar.StartOf(Day);

    /// <summary>The instant itself, or the end of the day (excluded): « jusqu’au 5 mars » includes the 5th.</summary>
    public DateTimeOffset End => Time is null ? FrenchCalendar.EndOf(Day) : Start;

    private static DateTimeOffset InstantOf(DateTime local) => new DateTimeOffset(local, FrenchCalendar.Paris.GetUtcOffset(local)).ToUniversalTime();
}

/// <summary>The profession as the file names it.</summary>
/// <param name="Frame">Old reference frame: FPE, FPT or FPH; null when the label alone is given.</param>
public sealed record ImportedProfession(string Label, string? Frame, string? Code);

/// <summary>Where the post is. The address is kept as written; the city is only what can be told from it.</summary>
public sealed record ImportedPlace(string? Address, string? PostalCode, string? City, string? DepartmentCode, string? Department, string? Region);

/// <summary>One notice of the State, read and checked. What a column means is said in <see cref="TalentsoftColumns"/> and <see cref="OpenDataColumns"/>.</summary>
/// <param name="Title">With its ending normalised to « F/H ».</param>
/// <param name="TitleLong">The longer or original title, where it says something else than <paramref name="Title"/>.</param>
/// <param name="Organisations">From the ministry or family of employers down to the employer.</param>
/// <param name="PublishedFrom">Null when the file does not say.</param>
/// <param name="PublishedUntil">Null when the file says there is no end.</param>
public sealed record ParsedNotice(
    string Reference,
    string OfferId,
    string Title,
    string? TitleLong,
    Branch Branch,
    Category? Category,
    string? Corps,
    IReadOnlyList<OrganisationNode> Organisations,
    ImportedProfession? Profession,
    string? Missions,
    string? Profile,
    string? Conditions,
    string? EmployerText,
    ImportedPlace Place,
    decimal? Latitude,
    decimal? Longitude,
    NeedKind? NeedKind,
    Openness? Openness,
    DateOnly? VacantFrom,
    ParisMoment? PublishedFrom,
    ParisMoment? PublishedUntil,
    ParisMoment? FirstPublication,
    ParisMoment? Modified,
    string? WorkTime,
    string? EducationLevel,
    string Status)
{
    /// <summary>What a candidate is asked to send.</summary>
    public string? Documents { get; init; }

    internal bool EndsBeforeItBegins => PublishedFrom is { } from && PublishedUntil is { } until && until.End < from.Start;

    /// <summary>Names from the top of the tree to the employer.</summary>
    public IReadOnlyList<string> OrganisationPath => [.. Organisations.Select(node => node.Name)];
}
