using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Delays;
using Jalon.Web.Host;
using Jalon.Web.Own;
using Jalon.Web.Papers;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>« Mon profil »: who one is, what one can do and would like, what one agrees to, and all that is kept: seen, taken away, corrected, erased.</summary>
public sealed class ProfileModel(Engine engine, DelayReadings delays, PaperStore store) : PageModel
{
    private const string Here = "/mon-profil";

    public OwnProfile? Profile { get; private set; }

    public Unmet? Unmet { get; private set; }

    public DateTimeOffset Now => engine.Clock.GetUtcNow();

    private Guid Person => HttpContext.Who().PersonId;

    public async Task OnGetAsync(CancellationToken ct) => Profile = await OwnProfile.ReadAsync(engine, Person, ct);

    public Task<IActionResult> OnPostIdentiteAsync(CancellationToken ct) => ActAsync("identite", async typed =>
    {
        // The address signs in: it is changed by proving the new one, never by typing it.
        var known = await OwnProfile.ReadAsync(engine, Person, ct);
        return new CorrectIdentity(typed.Words("givenName"), typed.Words("familyName"), known?.Email, typed.Text("phone"));
    }, "Votre identité est corrigée.", ct);

    public Task<IActionResult> OnPostSituationAsync(CancellationToken ct) => ActAsync("situation", typed => Task.FromResult<Command>(new AmendProfile(
        typed.NeededChoice<CandidateStatus>("status"), typed.Choice<Category>("category"), typed.Text("corps"), typed.Text("grade"), Profile?.State.OriginAdministration)), "Votre situation est à jour.", ct);

    public Task<IActionResult> OnPostCompetenceAsync(CancellationToken ct) => ActAsync("competence", typed => Task.FromResult<Command>(
        new DeclareSkill(typed.Words("code"), typed.Number("level") ?? 0, Evidence.Declared)), "La compétence est déclarée.", ct);

    public Task<IActionResult> OnPostOterAsync(string? code, CancellationToken ct) => ActAsync("oter", _ => Task.FromResult<Command>(new RemoveSkill(code ?? "")), "La compétence est retirée.", ct);

    public Task<IActionResult> OnPostSouhaitsAsync(CancellationToken ct) => ActAsync("souhaits", typed => Task.FromResult<Command>(new ExpressWishes(
        Chosen("souhaits-professions"), Chosen("souhaits-places"), typed.Date("earliest"), typed.NeededChoice<Discretion>("discretion"), typed.Ticked("returning"))), "Vos souhaits sont enregistrés.", ct);

    public Task<IActionResult> OnPostVivierAsync(string? geste, CancellationToken ct) => ActAsync("vivier", _ => Task.FromResult<Command>(geste switch
    {
        "suspendre" => new PausePool(),
        "reprendre" => new ResumePool(),
        "retirer" => new WithdrawConsent(),
        _ => new GiveConsent(),
    }), geste switch
    {
        "suspendre" => "Votre présence au vivier est suspendue.",
        "reprendre" => "Vous êtes de nouveau au vivier.",
        "retirer" => "Votre accord est retiré : vous n’êtes plus au vivier.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal),
        _ => "Votre accord est enregistré.",
    }, ct);

    /// <summary>What rests on consent goes at once: the file's part by its own command, then what is kept beside it.</summary>
    public async Task<IActionResult> OnPostEffacerAsync(CancellationToken ct)
    {
        var answer = await ActAsync("effacer", _ => Task.FromResult<Command>(new AskErasure()), "Ce qui reposait sur votre accord est effacé. Votre demande pour le reste est enregistrée.", ct);
        if (Unmet is not null) return answer;
        await OwnProfile.SetMobilityAddressAsync(engine, Person, null, ct);
        foreach (var search in await OfferAlerts.OfAsync(engine, Person, ct)) await OfferAlerts.DropAsync(engine, Person, search.Id, ct);
        return answer;
    }

    public async Task<IActionResult> OnPostMobiliteAsync(CancellationToken ct)
    {
        var email = new Typed(Request.Form, "mobilite").Text("email");
        var problem = email is null ? null : new CorrectIdentity("-", "-", email, null).Problems().FirstOrDefault();
        if (problem is not null) return await AgainAsync(new Unmet("mobilite", Request.Form, [problem]), ct);
        await OwnProfile.SetMobilityAddressAsync(engine, Person, email, ct);
        this.Say(email is null ? "Vos messages de mobilité vont à votre adresse habituelle." : "Vos messages de mobilité iront à cette adresse.");
        return Redirect(Here);
    }

    /// <summary>The archive is made in a file that goes when it is read: documents may be many.</summary>
    public async Task<IActionResult> OnGetDonneesAsync(CancellationToken ct)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await OwnData.WriteAsync(file, engine, store, await OwnApplications.ReadAsync(engine, delays, Person, ct), Person, ct);
        file.Position = 0;
        Response.Headers.CacheControl = "private, no-store";
        return File(file, "application/zip", "mes-donnees.zip");
    }

    private IReadOnlyList<string> Chosen(string field) => [.. Request.Form[field].OfType<string>().Where(code => code.Length > 0).Distinct()];

    private async Task<IActionResult> ActAsync(string key, Func<Typed, Task<Command>> read, string done, CancellationToken ct)
    {
        Profile = await OwnProfile.ReadAsync(engine, Person, ct);
        var typed = new Typed(Request.Form, key);
        var command = await read(typed);
        if (await this.SendAsync(engine, key, Person, command, typed.Problems) is { } unmet) return await AgainAsync(unmet, ct);
        this.Say(done);
        return Redirect($"{Here}#{key}");
    }

    private async Task<IActionResult> AgainAsync(Unmet unmet, CancellationToken ct)
    {
        (Unmet, Profile) = (unmet, await OwnProfile.ReadAsync(engine, Person, ct));
        Response.StatusCode = unmet.Status;
        return Page();
    }
}
