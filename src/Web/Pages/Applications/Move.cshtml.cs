using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>Moving a candidacy to any stage, with a reason where it goes back: a page of its own, the same with the keyboard, at 320 px and without JavaScript.</summary>
public sealed class MoveModel(Engine engine) : PageModel
{
    private const string Key = "deplacer";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>« tableau » to come back to the board.</summary>
    [BindProperty(SupportsGet = true, Name = "de")]
    public string? From { get; set; }

    public CaseReading Reading { get; private set; } = null!;

    public ShownDeed Form { get; private set; } = null!;

    public Unmet? Unmet { get; private set; }

    public string Back => CameFrom.Url(From, Id, Reading.Seen.State.VacancyId);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, Key);
        var to = typed.NeededChoice<Stage>("to");
        var accepts = to == Stage.Selected && Reading.Seen.State.Stage == Stage.Interview;
        if (accepts && this.Barred(Grants.Of(Reading.Who, Act.AcceptApplication, Reading.Seen.Subject)) is { } reserved) return reserved;
        Unmet = await this.SendAsync(engine, Key, Id, accepts ? new AskAcceptance() : new Move(to, typed.Text("reason")), typed.Problems);
        if (Unmet is not null)
        {
            Show();
            Response.StatusCode = Unmet.Status;
            return Page();
        }

        this.Say($"La candidature de {Reading.Name} est à l’étape {Reading.Label(to)}.");
        return Redirect(Back);
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        Reading = reading;
        if (this.Barred(Grants.Of(reading.Who, Act.MoveApplication, reading.Seen.Subject)) is { } barred) return barred;
        Show();
        return null;
    }

    private void Show()
    {
        var stage = Reading.Seen.State.Stage;
        var choices = Enum.GetValues<Stage>().Where(to => to != stage).Select(to => new Choice(to.ToString(), $"{(int)to}. {Reading.Label(to)}")).ToList();
        var next = Transitions.Next(stage)?.ToString();
        var fields = new object[] { new SelectField("to", "Nouvelle étape", choices, next, Required: true), CaseDeeds.Reason("Motif, pour revenir en arrière", required: false) };
        Form = new ShownDeed(new Deed(Key, "Déplacer", "Déplacer", Act.MoveApplication, new Move(stage), _ => new Move(stage), "") { Fields = fields }, $"/candidatures/{Id}/deplacer", Unmet);
    }
}
