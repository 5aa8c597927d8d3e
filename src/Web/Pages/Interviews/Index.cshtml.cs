using Jalon.Silo;
using Jalon.Web.Interviews;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Interviews;

/// <summary>« Entretiens »: the files the reader is asked to assess, and the interviews to come that are theirs to hold or to prepare.</summary>
public sealed class IndexModel(Engine engine) : PageModel
{
    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<AskedFile> Files { get; private set; } = [];

    public IReadOnlyList<ComingInterview> Coming { get; private set; } = [];

    public bool Assesses { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        Now = engine.Clock.GetUtcNow();
        Files = await AskedFiles.ReadAsync(engine, who, ct);
        Coming = await ComingInterviews.ReadAsync(engine, who, Now, Now.AddDays(Grains.Applications.InterviewHours.Furthest + 1), ct);
        Assesses = Files.Count > 0 || who.Roles.All(held => held.Role == Grains.Role.Assessor);
    }
}
