using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Day;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Reading;

namespace Jalon.Web.Pages.Day;

/// <summary>The lines of the day as the page shows them.</summary>
internal sealed class DayLines(DayDetails details, Names names, DateTimeOffset now, RefusedCard? refused)
{
    public IReadOnlyList<Line> Mine(DaySection section, IEnumerable<DayLine> lines) => [.. lines.Where(details.IsOpen).Select(line => Own(section, line))];

    public IReadOnlyList<Line> Awaited(IEnumerable<DayLine> lines) => [.. lines.Where(details.IsOpen).Select(Other)];

    private Line Own(DaySection section, DayLine line)
    {
        var (file, about, post) = (details.File(line), details.About(line), details.Post(line));
        var later = section == DaySection.PutOff;
        var put = new PageAction(later ? "Reprendre" : "Plus tard", $"/journee?handler={(later ? "reprendre" : "plustard")}", ActionWeight.Plain, new Dictionary<string, string> { ["ligne"] = line.Key }, about) { Touch = "plus-tard" };
        var action = DayWords.Action(line, about, file?.Stage, section == DaySection.Late ? ActionWeight.Primary : ActionWeight.Secondary);
        var refusal = refused is { } kept && line.Count == 1 && kept.ApplicationId == line.CaseId ? kept : null;
        return new Line($"ligne-{line.Key}", HolderMark.Of(line.Step.Kind, section != DaySection.Team), DayWords.Title(line, about, file?.Stage, now), Url(line), Meta(line, post), Share(line), DayWords.Due(line.Step, now), [action, put])
        {
            Refusal = refusal?.Refusal,
            Failure = refusal?.Failure,
        };
    }

    private Line Other(DayLine line)
    {
        var mark = Whose.Mark(line.Step, false, names);
        var kind = HolderMark.Of(line.Step.Kind);
        var person = line.CaseKind == "vacancy" ? null : details.Person(line);
        var title = line.Step.Kind switch
        {
            TimeKind.LegalWait => Whose.Title(line.Step.Name),
            TimeKind.Candidate => $"{person}{French.Nbsp}: {Whose.Task(line.Step.Name)}",
            _ => $"{mark.Word}{French.Nbsp}: {DayWords.Awaited(line)}{(line.Count == 1 && person is not null ? $" · {person}" : "")}",
        };
        var role = line.Step.Kind == TimeKind.Administration && line.Step.Holder.Role is { } held && mark.Word != held.Label() ? held.Label().ToLower(French.Culture) : null;
        return new Line($"ligne-{line.Key}", kind, title, Url(line), string.Join(" · ", new[] { role, details.Post(line) }.OfType<string>()), Share(line), DayWords.Due(line.Step, now),
            [new PageAction("Voir", Url(line) ?? "/postes", ActionWeight.Tertiary, null, title)], kind.Word);
    }

    private ShareOfTarget? Share(DayLine line) => Whose.Share(line.Step, now);

    private string Meta(DayLine line, string? post)
    {
        var oldest = line.Count > 1 && details.LongestOf(line) is { } person ? $"la plus ancienne{French.Nbsp}: {person}" : null;
        var late = line is { Count: > 1, Late: > 0 } ? $"{line.Late} en retard" : null;
        return string.Join(" · ", new[] { line.CaseKind == "vacancy" ? null : post, late, oldest }.OfType<string>());
    }

    /// <summary>Where the whole of it is; an approver reads no file, and a path has no page of its own.</summary>
    private static string? Url(DayLine line) => line switch
    {
        { CaseKind: "vacancy" } => $"/postes/{line.PostId}",
        { CaseKind: not "job_application" } or { Step.Holder.Role: Role.Approver, Step.Kind: TimeKind.Administration } => null,
        { Count: > 1, PostId: { } post } => $"/postes/{post}/tableau",
        { Step.Name: "opinions" or "interview" } => $"/evaluations/{line.CaseId}",
        _ => $"/candidatures/{line.CaseId}",
    };
}
