using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>One thing done to a candidacy on a page of its own: what is written there is read and kept, and the answer leads back to where it was asked.</summary>
/// <param name="act">The right it takes.</param>
public abstract class CaseFormModel(Engine engine, Act act) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "de")]
    public string? From { get; set; }

    public CaseReading Reading { get; private set; } = null!;

    public ShownDeed Form { get; private set; } = null!;

    public Unmet? Unmet { get; private set; }

    public string Back => CameFrom.Url(From, Id, Reading.Seen.State.VacancyId);

    /// <summary>« Déplacer la candidature de Paul Lemoine ».</summary>
    public abstract string Title { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, Deed().Key);
        var command = Read(typed);
        if (this.Barred(Grants.Of(Reading.Who, ActOf(command), Reading.Seen.Subject)) is { } reserved) return reserved;
        if (typed.Problems.Count == 0 && await PrepareAsync(engine, typed, command, ct) is { } first) return Again(first);
        if (await this.SendAsync(engine, Deed().Key, Id, command, typed.Problems) is { } unmet) return Again(unmet);

        Say();
        return Redirect(Back);
    }

    /// <summary>The form.</summary>
    protected abstract Deed Deed();

    protected abstract Command Read(Typed typed);

    /// <summary>What is shown or kept before the command is sent; null to send it now.</summary>
    protected virtual Task<Unmet?> PrepareAsync(Engine engine, Typed typed, Command command, CancellationToken ct) => Task.FromResult<Unmet?>(null);

    /// <summary>Tells what was done, with its way back.</summary>
    protected abstract void Say();

    protected virtual Act ActOf(Command command) => act;

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        Reading = reading;
        if (this.Barred(Grants.Of(reading.Who, act, reading.Seen.Subject)) is { } barred) return barred;
        Show();
        return null;
    }

    private PageResult Again(Unmet unmet)
    {
        Unmet = unmet;
        Show();
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private void Show() => Form = new ShownDeed(Deed(), Request.Path, Unmet);
}
