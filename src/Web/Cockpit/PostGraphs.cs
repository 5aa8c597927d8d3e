using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Bottlenecks;
using Jalon.Web.Reading;

namespace Jalon.Web.Cockpit;

/// <summary>The graph of steps of each place, as the ranking of delays asks for it.</summary>
public static class PostGraphs
{
    private const string LegalMonth = "legal-month";

    private const string Document = "document";

    /// <param name="from">First day looked at.</param>
    /// <param name="end">Now, or the end of the period: what lasts then is cut there, what began later is left out.</param>
    public static List<CaseGraph> Of(IEnumerable<PlaceSteps> places, DateOnly from, DateTimeOffset end) => [.. places.Select(place => Of(place, from, end)).Where(graph => graph.Visits.Count > 0)];

    public static CaseGraph Of(PlaceSteps place, DateOnly from, DateTimeOffset end)
    {
        var steps = Steps(place, end);
        return new CaseGraph(steps.Select(step => Visit(step, steps, place.Post.OrganisationId, FrenchCalendar.StartOf(from), end)));
    }

    /// <summary>The steps that a period looks at: begun before its end, and not ended before its start.</summary>
    public static IEnumerable<StepLine> InView(PlaceSteps place, DateOnly from, DateTimeOffset end) => Steps(place, end).Where(step => !(step.To < FrenchCalendar.StartOf(from)));

    /// <summary>A place given back keeps of its past what came after the loss.</summary>
    private static List<StepLine> Steps(PlaceSteps place, DateTimeOffset end)
    {
        var begun = FrenchCalendar.StartOf(place.Post.Span.From);
        return [.. place.Steps.Where(step => step.From < end && (place.Post.Visit == 1 || step.From >= begun))];
    }

    /// <summary>What a place is called inside figures: organisations by id, so that two of one name stay two.</summary>
    public static Place PlaceOf(StepLine step, Guid organisation) => new(StepGroups.Of(step.Name, step.Stage), step.Name, organisation.ToString(), HolderOf(step));

    /// <summary>The same, as people say it.</summary>
    public static Place Said(Place place, Tree tree) => place with { Step = Whose.Title(place.Step), Organisation = Guid.TryParse(place.Organisation, out var id) ? tree.Name(id) : place.Organisation };

    private static string HolderOf(StepLine step) => step.Kind switch
    {
        TimeKind.Candidate => "Candidat ou candidate",
        TimeKind.ThirdParty => "Administration d’origine",
        TimeKind.LegalWait => "Délai légal",
        _ => step.Role?.Label() ?? "Administration",
    };

    private static Visit Visit(StepLine step, List<StepLine> all, Guid organisation, DateTimeOffset seen, DateTimeOffset end)
    {
        var until = step.To is { } to && to < end ? to : end;
        return new Visit(IdOf(step), PlaceOf(step, organisation), step.Kind, Days(step.From), Days(until), step.To < end,
            step.Due is { } due && due > step.From ? Days(due) - Days(step.From) : 0, [.. all.Where(other => Precedes(other, step)).Select(IdOf)], Days(seen));
    }

    /// <summary>
    /// What had to end first: earlier stages, and inside a stage the steps that follow one another; papers are asked beside the rest. The legal month binds the choice
    /// only: candidacies are read while it runs. Steps that overlapped did not wait for each other, and the graph knows it.
    /// </summary>
    private static bool Precedes(StepLine one, StepLine other)
    {
        if (ReferenceEquals(one, other)) return false;
        var (before, after) = (PlaceSteps.RankOf(one.Stage), PlaceSteps.RankOf(other.Stage));
        if (one.Name == LegalMonth) return after >= PlaceSteps.RankOf(nameof(Stage.Selected));
        return before < after || (before == after && one.CaseId == other.CaseId && one.Name != Document && other.Name != Document);
    }

    private static string IdOf(StepLine step) => $"{step.CaseId:N}{step.Id}";

    private static double Days(DateTimeOffset at) => at.UtcTicks / (double)TimeSpan.TicksPerDay;
}
