using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Applying;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Delays;
using Jalon.Web.Host;
using Jalon.Web.Offers;
using Jalon.Web.Papers;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Jalon.Web.Pages.Offers;

/// <summary>Applying, in three screens: oneself, one's papers, a last look. What is typed is kept at each.</summary>
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
[EnableRateLimiting(Limits.Applying)]
public sealed class ApplyModel(Engine engine, DelayReadings delays, PaperStore store) : PageModel
{
    /// <summary>Several papers at once, each within its own limit.</summary>
    private const int LargestForm = 5 * PaperFile.LargestForm;

    public const int Screens = 3;

    private const string Key = "vous";

    [BindProperty(SupportsGet = true, Name = "ecran")]
    public int Asked { get; set; } = 1;

    public int Screen { get; private set; } = 1;

    public OfferPage Offer { get; private set; } = null!;

    public ApplyDraft Draft { get; private set; } = null!;

    public Unmet? Unmet { get; private set; }

    /// <summary>What is wrong with a file, by its field.</summary>
    public Dictionary<string, string> FileErrors { get; } = [];

    public string Here => $"/offres/{Offer.Id}/candidater";

    /// <summary>A CV always; what the notice asks; a letter for who wants to write one.</summary>
    public IReadOnlyList<DocumentType> Papers => [.. (Offer.Sheet.RequiredDocuments ?? []).Prepend(DocumentType.CurriculumVitae).Append(DocumentType.CoverLetter)
        .Where(type => !JobApplicationGrain.OnlyAfterSelection(type)).Distinct()];

    /// <summary>Papers the notice will ask later, to the person retained only.</summary>
    public IReadOnlyList<DocumentType> Later => [.. (Offer.Sheet.RequiredDocuments ?? []).Where(JobApplicationGrain.OnlyAfterSelection)];

    private Guid Person => HttpContext.Who().PersonId;

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery(Name = ChannelLink.Field)] string? channel, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } elsewhere) return elsewhere;
        if (ChannelLink.Known(channel) is { } code && Draft.Channel != code)
        {
            Draft = Draft with { Channel = code };
            await Draft.KeepAsync(engine, Person, id, ct);
        }

        Screen = Reachable(Asked);
        return Page();
    }

    public async Task<IActionResult> OnPostVousAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } elsewhere) return elsewhere;
        var typed = new Typed(Request.Form, Key);
        var status = typed.Choice<CandidateStatus>("status");
        Draft = Draft with
        {
            GivenName = typed.Text("givenName"),
            FamilyName = typed.Text("familyName"),
            Phone = typed.Text("phone"),
            Status = status,
            Category = typed.Choice<Category>("category"),
            Corps = typed.Text("corps"),
            Grade = typed.Text("grade"),
        };
        var civil = status == CandidateStatus.CivilServant;
        List<FieldProblem> problems = [.. typed.Problems, .. new Register(Person, Draft.GivenName ?? "", Draft.FamilyName ?? "", null, Draft.Phone, status ?? CandidateStatus.External, null, civil ? Draft.Corps : null, civil ? Draft.Grade : null).Problems()];
        if (status is null && problems.All(problem => problem.Field != "status")) problems.Add(new("status", "Dites quelle est votre situation."));
        if (problems.Count > 0)
        {
            Unmet = new Unmet(Key, Request.Form, problems);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await Draft.KeepAsync(engine, Person, id, ct);
        return Redirect($"{Here}?ecran=2");
    }

    public async Task<IActionResult> OnPostPiecesAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } elsewhere) return elsewhere;
        Screen = 2;
        foreach (var type in Papers)
            if (Request.Form.Files[$"piece-{type}"] is { } sent) await TakeAsync(sent, type, id, ct);
        if (!Draft.HasCv && !FileErrors.ContainsKey($"piece-{DocumentType.CurriculumVitae}")) FileErrors[$"piece-{DocumentType.CurriculumVitae}"] = $"Choisissez votre CV. {PaperFile.Accepted}";
        if (FileErrors.Count == 0) return Redirect($"{Here}?ecran=3");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>A file chosen by mistake is taken back before anything is sent.</summary>
    public async Task<IActionResult> OnPostOterAsync(Guid id, Guid fichier, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } elsewhere) return elsewhere;
        await store.DropAsync(fichier, Person, ct);
        await (Draft with { Papers = [.. Draft.Papers.Where(paper => paper.FileId != fichier)] }).KeepAsync(engine, Person, id, ct);
        return Redirect($"{Here}?ecran=2");
    }

    public async Task<IActionResult> OnPostEnvoyerAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } elsewhere) return elsewhere;
        if (Reachable(3) is < 3 and var missing) return Redirect($"{Here}?ecran={missing}");
        Screen = 3;
        switch (await Filing.SendAsync(engine, Draft, Person, HttpContext.ProvenEmail(), Offer.Post, id, this.CommandId(), ct))
        {
            case Done:
                await ApplyDraft.DropAsync(engine, Person, id, ct);
                this.Say("Votre candidature est reçue. Un accusé de réception part vers votre adresse.");
                return Redirect($"/mes-candidatures#candidature-{DerivedId.Application(id, Person)}");
            case Declined(var why):
                Unmet = new Unmet("envoyer", Request.Form, [], new RefusalAlert(why));
                break;
            case Invalid(var problems):
                Unmet = new Unmet("envoyer", Request.Form, problems, Failure: new FailureAlert("Votre candidature n’est pas envoyée", problems[0].Sentence));
                break;
            default:
                Unmet = new Unmet("envoyer", Request.Form, [], Failure: new FailureAlert("Votre candidature n’est pas envoyée", "Le service n’a pas répondu. Votre brouillon est gardé ; envoyez de nouveau.".Replace(" ;", $"{French.Nbsp};", StringComparison.Ordinal)));
                break;
        }

        Response.StatusCode = Unmet.Status;
        return Page();
    }

    /// <summary>The screen asked for, or the first that is not filled in.</summary>
    private int Reachable(int asked) => !Draft.IsNamed ? 1 : !Draft.HasCv ? Math.Min(asked, 2) : Math.Clamp(asked, 1, Screens);

    private async Task TakeAsync(IFormFile sent, DocumentType type, Guid vacancy, CancellationToken ct)
    {
        var (paper, problem) = await store.TakeAsync(Guid.CreateVersion7(), sent, type, Person, Person, ct);
        if (paper is null)
        {
            FileErrors[$"piece-{type}"] = problem!;
            return;
        }

        foreach (var former in Draft.Papers.Where(one => one.Type == type)) await store.DropAsync(former.FileId, Person, ct);
        Draft = Draft with { Papers = [.. Draft.Papers.Where(one => one.Type != type), new DraftPaper(type, paper.Id, paper.Name)] };
        await Draft.KeepAsync(engine, Person, vacancy, ct);
    }

    /// <summary>Closed offers and applications already there have their own page.</summary>
    private async Task<IActionResult?> EnterAsync(Guid id, CancellationToken ct)
    {
        if (await OfferPage.ReadAsync(engine, delays, id, ct) is not { } offer) return NotFound();
        if (!offer.IsOpen) return Redirect($"/offres/{id}");
        if (await engine.Silo.ReadAsync<JobApplication>(DerivedId.Application(id, Person), ct) is { State: { Outcome: null } or { Outcome.Kind: not OutcomeKind.Withdrawn } })
        {
            this.Say("Vous avez déjà une candidature sur ce poste.");
            return Redirect($"/mes-candidatures#candidature-{DerivedId.Application(id, Person)}");
        }

        (Offer, Draft) = (offer, await ApplyDraft.ReadAsync(engine, Person, id, ct));
        return null;
    }
}
