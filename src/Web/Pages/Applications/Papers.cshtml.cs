using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Papers;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>Joining a file to a candidacy: by the person, or by whoever received it for them.</summary>
[RequestSizeLimit(PaperFile.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = PaperFile.LargestForm)]
public sealed class PapersModel(Engine engine, PaperStore store) : PageModel
{
    private const string TypeField = "piece", FileFieldName = "fichier";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seen<JobApplication> Seen { get; private set; } = null!;

    public bool IsOwn { get; private set; }

    public string About { get; private set; } = "";

    public string Back => IsOwn ? $"/mes-candidatures#candidature-{Id}" : $"/candidatures/{Id}";

    public string BackLabel => IsOwn ? "Mes candidatures" : "Candidature";

    public SelectField Type { get; private set; } = null!;

    public FileField Chosen { get; private set; } = null!;

    public Unmet? Unmet { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = TypeField)] string? type, CancellationToken ct) => await EnterAsync(type, null, null, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var said = Request.Form[TypeField].ToString();
        if (await EnterAsync(said, null, null, ct) is { } barred) return barred;
        if (Enum.GetValues<DocumentType>().Where(Offered).Select(one => (DocumentType?)one).FirstOrDefault(one => one.ToString() == said) is not { } type)
            return await AgainAsync(said, "Choisissez une valeur de la liste.", null, ct);
        var (paper, problem) = await store.TakeAsync(Guid.CreateVersion7(), Request.Form.Files[FileFieldName], type, Seen.State.CandidateId, HttpContext.Who().PersonId, ct);
        if (paper is null) return await AgainAsync(said, null, problem, ct);
        Unmet = await this.SendAsync(engine, "piece", Id, new ReceiveDocument(type, paper.Id), [], paper.Id);
        if (Unmet is null)
        {
            this.Say($"La pièce est jointe{French.Nbsp}: {type.Label()}.");
            return Redirect(Back);
        }

        await store.DropAsync(paper.Id, Seen.State.CandidateId, ct);
        return await AgainAsync(said, null, null, ct, Unmet.Status);
    }

    private async Task<IActionResult> AgainAsync(string? type, string? typeError, string? fileError, CancellationToken ct, int status = StatusCodes.Status422UnprocessableEntity)
    {
        if (await EnterAsync(type, typeError, fileError, ct) is { } gone) return gone;
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(string? type, string? typeError, string? fileError, CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfApplicationAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        Seen = seen;
        IsOwn = seen.State.CandidateId == who.PersonId;
        if (this.Barred(Grants.Of(who, Act.ProvideDocument, seen.Subject)) is { } barred) return barred;
        var post = (await engine.Silo.ReadAsync<Vacancy>(seen.State.VacancyId, ct))?.State;
        About = IsOwn ? post?.Title ?? "" : $"{(await Reading.Names.OfAsync(engine.Database, [seen.State.CandidateId], ct))[seen.State.CandidateId]} · {post?.Title}";
        var asked = seen.State.Documents.Where(one => one.Status == DocumentStatus.Asked).Select(one => one.Type).ToList();
        Type = new SelectField(TypeField, "Pièce", [.. asked.Concat(Enum.GetValues<DocumentType>().Where(Offered)).Distinct().Select(one => new Choice(one.ToString(), asked.Contains(one) ? $"{one.Label()}, attendue" : one.Label()))],
            type is { Length: > 0 } ? type : asked.Count > 0 ? asked[0].ToString() : null, Error: typeError, Required: true);
        Chosen = new FileField(FileFieldName, "Fichier", PaperFile.Accepted, fileError, Required: true);
        return null;
    }

    /// <summary>Neither a private paper before the choice, nor one already found good.</summary>
    private bool Offered(DocumentType type) =>
        (Seen.State.Stage >= Stage.Selected || !JobApplicationGrain.OnlyAfterSelection(type)) && !Seen.State.Documents.Any(one => one.Type == type && one.Status == DocumentStatus.Validated);
}
