using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Web.Search;

namespace Jalon.Web.Api;

/// <param name="Text">A name in any order, the words of a title, a reference or a part of it: 2 letters to 100 characters.</param>
public sealed record Sought(string Text);

/// <param name="Near">The spelling differs by one letter.</param>
/// <param name="CandidateId">Null where names are not for the reader.</param>
public sealed record FoundPersonView(Guid? CandidateId, string Name, bool Near, IReadOnlyList<FoundApplicationView> Applications);

public sealed record FoundApplicationView(Guid Id, Guid VacancyId, string? Title, string? Reference, string? Organisation, Stage Stage, DateTimeOffset StageSince, OutcomeKind? Outcome);

public sealed record FoundVacancyView(Guid Id, string? Title, string? Reference, string? Organisation, VacancyStage Stage, VacancyEnd? End);

/// <param name="MorePeople">There are more than are told.</param>
public sealed record SearchView(IReadOnlyList<FoundPersonView> People, bool MorePeople, IReadOnlyList<FoundVacancyView> Vacancies, bool MoreVacancies);

/// <summary>People and posts by name and reference. A POST, because a name is personal data and an address is kept everywhere.</summary>
internal static class SearchApi
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("", (Delegate)ReadAsync).WithMetadata(ReadsOnly.Instance).Accepts<Sought>("application/json")
        .Described<SearchView>("Chercher une personne, un poste ou une référence, dans ses droits\u00A0: sans accents, à une faute près");

    private static async Task<IResult> ReadAsync(HttpContext http)
    {
        var call = Call.Of(http);
        var (body, unreadable) = await call.BodyAsync<Sought>();
        if (unreadable is not null) return unreadable;
        var (text, problem) = SearchText.Read(body!.Text);
        if (text is null) return Problems.Invalid(new FieldProblem("text", problem!));
        var found = await SearchQuery.ReadAsync(call.Database, call.Who, text, call.Ct);
        return Results.Json(new SearchView([.. found.People.Select(View)], found.MorePeople, [.. found.Posts.Select(View)], found.MorePosts), Json.Options);
    }

    private static FoundPersonView View(FoundPerson person) => new(
        person.Id, person.Name, person.Likeness == Likeness.Near,
        [.. person.Cases.Select(one => new FoundApplicationView(one.Id, one.State.VacancyId, one.Post?.Title, one.Post?.Reference, one.Organisation?.Name, one.State.Stage, one.State.StageSince, one.State.Outcome?.Kind))]);

    private static FoundVacancyView View(FoundPost post) => new(post.Id, post.State.Title, post.State.Reference, post.Organisation, post.State.Stage, post.State.End);
}
