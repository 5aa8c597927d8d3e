using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.Search;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>One candidacy of somebody found: where it is, and who must act.</summary>
public sealed record FoundLine(string Url, string Title, string Meta, string Stage, OutcomeMark? Outcome, string Since, HolderMark? Mark, string? Task);

public sealed record FoundName(string Name, IReadOnlyList<FoundLine> Lines);

public sealed record FoundPostLine(string Url, string Title, string Meta, string Stage);

/// <summary>The answer to « where is my application? »: people and posts by name and reference.</summary>
public sealed class SearchModel(Engine engine, LastSearch last) : PageModel
{
    public const string Field = "recherche-texte";

    public string? Typed { get; private set; }

    public string? Problem { get; private set; }

    public Findings? Found { get; private set; }

    /// <summary>People whose name is spelt as typed, then those whose name differs by a letter; alphabetical within each.</summary>
    public IReadOnlyList<(string? Title, IReadOnlyList<FoundName> People)> Groups { get; private set; } = [];

    public IReadOnlyList<FoundPostLine> Posts { get; private set; } = [];

    public bool IsEmpty => Found is { People.Count: 0, Posts.Count: 0 };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Typed = last.Of(HttpContext);
        var (text, _) = SearchText.Read(Typed);
        if (text is not null) await FindAsync(text, ct);
        return Page();
    }

    public IActionResult OnPost([FromForm(Name = Field)] string? typed)
    {
        var (text, problem) = SearchText.Read(typed);
        if (text is not null)
        {
            last.Keep(HttpContext, text);
            return Redirect(LastSearch.Path);
        }

        (Typed, Problem) = (typed?.Length > SearchText.Longest ? typed[..SearchText.Longest] : typed, problem);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task FindAsync(SearchText text, CancellationToken ct)
    {
        var (who, now) = (HttpContext.Who(), engine.Clock.GetUtcNow());
        var found = Found = await SearchQuery.ReadAsync(engine.Database, who, text, ct);
        var holders = found.People.SelectMany(person => person.Cases).Select(one => Ball.HolderOf(one.State.Steps)?.Holder).OfType<Holder>();
        var names = await Names.OfAsync(engine.Database, holders.SelectMany(holder => (IEnumerable<Guid?>)[holder.PersonId, holder.OrganisationId]), ct);
        var people = found.People.ToLookup(person => person.Likeness, person => new FoundName(person.Name, [.. person.Cases.Select(one => Line(one, who, names, now))]));
        Groups = [.. new[] { (Likeness.Exact, "Personnes"), (Likeness.Near, "Orthographes proches") }.Where(group => people[group.Item1].Any())
            .Select(group => ((string?)group.Item2, (IReadOnlyList<FoundName>)[.. people[group.Item1]]))];
        Posts = [.. found.Posts.Select(Line)];
    }

    private static FoundLine Line(FoundCase found, Who who, Names names, DateTimeOffset now)
    {
        var state = found.State;
        var step = state.Outcome is null ? Ball.HolderOf(state.Steps) : null;
        var mark = step is null ? null : Whose.Mark(step, BoardQuery.WaitsFor(who, step, found.Subject.OrganisationPath, state.Assessors), names);
        var outcome = state.Outcome is { } ended ? new OutcomeMark(Enum.Parse<OutcomeSign>(ended.Kind.ToString())) : null;
        return new FoundLine($"/candidatures/{found.Id}", found.Post?.Title ?? "Poste sans intitulé", Meta(found.Organisation?.Name, found.Post?.Reference),
            found.Organisation?.LabelOf(state.Stage) ?? state.Stage.Label(), outcome, Days.Since(state.Outcome?.At ?? state.StageSince, now), mark, step is null ? null : Whose.Task(step.Name));
    }

    private static FoundPostLine Line(FoundPost post) => new(
        post.MaySeeBoard ? $"/postes/{post.Id}/tableau" : $"/postes/{post.Id}", post.State.Title ?? "Poste sans intitulé", Meta(post.Organisation, post.State.Reference),
        post.State.End?.Label() ?? post.State.Stage.Label());

    private static string Meta(string? organisation, string? reference) => string.Join(" · ", new[] { organisation, reference is null ? null : $"réf. {reference}" }.OfType<string>());
}
