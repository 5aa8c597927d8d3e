using Jalon.Silo;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>Which visits a figure of « Blocages » counted: a step at an organisation and whoever is below it, or a whole line of the life of a post.</summary>
public sealed record StepQuestion(string? Step, string? Group, Guid? Organisation, string? Holder);

/// <summary>The visits behind a figure, by the same reading as the figure.</summary>
public static class StepVisits
{
    public static async Task<IReadOnlyList<Counted>> ReadAsync(Engine engine, Perimeter perimeter, StepQuestion question, CancellationToken ct)
    {
        var posts = await Posts.ReadAsync(engine.Database, perimeter, PostClock.Arrival, perimeter.From, ct);
        var places = await PlaceSteps.ThroughAsync(engine.Database, await PlaceSteps.ReadAsync(engine.Database, posts, ct), perimeter.Filters.Channel, ct);
        HashSet<Guid>? below = question.Organisation is { } organisation ? [.. perimeter.Tree.Below(organisation)] : null;
        return [.. places.Where(place => !perimeter.OwnPosts.Contains(place.Post.VacancyId) && below?.Contains(place.Post.OrganisationId) != false)
            .SelectMany(place => PostGraphs.InView(place, perimeter.From, engine.Clock.GetUtcNow()).Where(step => Asked(step, question, place.Post.OrganisationId)).Select(step => Counted(step, place.Post)))
            .DistinctBy(one => (one.CaseId, one.Step, one.From))];
    }

    private static bool Asked(StepLine step, StepQuestion question, Guid organisation)
    {
        var place = PostGraphs.PlaceOf(step, organisation);
        return (question.Step is null || step.Name == question.Step) && (question.Group is null || place.Stage == question.Group) && (question.Holder is null || place.Holder == question.Holder);
    }

    private static Counted Counted(StepLine step, PostLine post) => new(step.CaseId, post.VacancyId, post.OrganisationId, step.Name, step.Kind, step.Role, step.From, step.To, step.Due);
}
