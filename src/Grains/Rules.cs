using Jalon.Grains.Calendar;
using Jalon.Grains.Reference;

namespace Jalon.Grains;

public enum ParameterUnit { CalendarMonths, CalendarDays, WorkingDays, Seconds, Count }

/// <summary>One parameter, dated and sourced: a duration, a count, a legal reference. Rows of one name follow each other by <see cref="From"/>.</summary>
/// <param name="Name">Stable: <c>legal-month</c>, <c>target.admissibility</c>…</param>
/// <param name="OrganisationId">Null for everybody; an organisation's own row wins for it.</param>
/// <param name="From">First local day it applies.</param>
/// <param name="Reference">The text it comes from, editable: articles are renumbered.</param>
public sealed record Parameter(string Name, Guid? OrganisationId, int Amount, ParameterUnit Unit, DateOnly From, string Reference, int Version)
{
    /// <summary>The day this duration ends when it starts on a day: possible from that day on.</summary>
    public DateOnly After(DateOnly start) => Unit switch
    {
        ParameterUnit.CalendarMonths => FrenchCalendar.AddMonths(start, Amount),
        ParameterUnit.CalendarDays => FrenchCalendar.AddDays(start, Amount),
        ParameterUnit.WorkingDays => FrenchCalendar.AddWorkingDays(start, Amount),
        _ => throw new InvalidOperationException($"{Name} is not a number of days"),
    };

    public Target AsTarget() => new(Amount, Unit == ParameterUnit.WorkingDays);
}

/// <summary>A ground on which a contract agent may hold a post, and whether the lack of a civil servant must be recorded first.</summary>
/// <param name="Code">Stable: <c>L332-2-2</c>.</param>
/// <param name="NeedsFinding">Whether an infructuous finding is required before contract applications are examined.</param>
public sealed record LegalBasis(string Code, string Label, bool NeedsFinding, DateOnly From, string Reference);

/// <summary>A version of the list of professions.</summary>
public sealed record DatedProfessions(int Version, DateOnly From, ProfessionList List);

/// <summary>The parameters, legal bases and reference lists in force, as data: read once from their tables, handed to every decision.</summary>
public sealed class Rules(IEnumerable<Parameter> parameters, IEnumerable<LegalBasis> legalBases)
{
    public IReadOnlyList<PayGrid> PayGrids { get; init; } = [];

    public IReadOnlyList<DatedProfessions> ProfessionLists { get; init; } = [];

    private readonly ILookup<string, Parameter> byName = parameters.OrderByDescending(row => row.From).ThenByDescending(row => row.Version).ToLookup(row => row.Name);

    private readonly ILookup<string, LegalBasis> byCode = legalBases.OrderByDescending(row => row.From).ToLookup(row => row.Code);

    public static readonly Rules Default = new(DefaultRules.Parameters, DefaultRules.LegalBases);

    public IEnumerable<Parameter> Parameters => byName.SelectMany(rows => rows);

    public IEnumerable<LegalBasis> LegalBases => byCode.SelectMany(rows => rows);

    /// <summary>The same, one parameter being this one for everybody, from its own day on.</summary>
    public Rules With(Parameter one) => new([.. Parameters.Where(row => row.Name != one.Name || row.From < one.From), one, .. Owned(one)], LegalBases) { PayGrids = PayGrids, ProfessionLists = ProfessionLists };

    /// <summary>Organisations that have a row of their own follow too.</summary>
    private IEnumerable<Parameter> Owned(Parameter one) => byName[one.Name].Select(row => row.OrganisationId).OfType<Guid>().Distinct().Select(own => one with { OrganisationId = own });

    /// <summary>The row in force on a day: the organisation's own, else everybody's.</summary>
    public Parameter On(DateOnly day, string name, Guid? organisationId = null)
    {
        var inForce = byName[name].Where(row => row.From <= day).ToList();
        return inForce.FirstOrDefault(row => row.OrganisationId is { } own && own == organisationId)
            ?? inForce.FirstOrDefault(row => row.OrganisationId is null)
            ?? throw new InvalidOperationException($"no parameter {name} in force on {day:O}");
    }

    public LegalBasis? Basis(DateOnly day, string code) => byCode[code].FirstOrDefault(row => row.From <= day);

    /// <summary>Null while no grid was loaded that applies on this day.</summary>
    public PayGrid? PayGrid(DateOnly day) => PayGrids.Where(grid => grid.From <= day).MaxBy(grid => (grid.From, grid.Version));

    /// <summary>The list loaded by an administrator, else the program's own.</summary>
    public ProfessionList Professions(DateOnly day) => ProfessionLists.Where(one => one.From <= day).MaxBy(one => (one.From, one.Version))?.List ?? ProfessionList.Default;

    /// <summary>A step that opens now, with the target in force for it (<c>target.NAME</c>), or none.</summary>
    public Step Open(string name, int visit, TimeKind kind, Holder holder, DateTimeOffset at)
    {
        var row = byName[$"target.{name}"].Any() ? On(FrenchCalendar.DayOf(at), $"target.{name}", holder.OrganisationId) : null;
        var target = kind == TimeKind.LegalWait ? null : row?.AsTarget();
        return new Step($"{name}#{visit}", name, kind, holder, at, target, target is null ? null : FrenchCalendar.DueAfter(at, target));
    }
}
