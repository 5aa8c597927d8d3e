using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Interviews;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>What a person and the administration wrote to each other about a candidacy.</summary>
public sealed class ThreadModel(Engine engine) : PageModel
{
    private const string Key = "message";

    public OwnCase Case { get; private set; } = null!;

    public string Employer { get; private set; } = "";

    public IReadOnlyList<ThreadMessage> Messages { get; private set; } = [];

    public ShownDeed Form { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        await MessageThread.MarkReadAsync(engine, id, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var unmet = await this.SendAsync(engine, Key, id, new WriteMessage(typed.Words("text")), typed.Problems);
        if (unmet is null)
        {
            this.Say("Votre message est transmis.");
            return Redirect($"/mes-candidatures/{id}/messages");
        }

        await EnterAsync(id, unmet, ct);
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(engine, HttpContext.Who(), id, Act.WriteMessage, ct) is not { } found) return NotFound();
        Case = found;
        Now = engine.Clock.GetUtcNow();
        Employer = (await Reading.Names.OfAsync(engine.Database, [found.State.OrganisationId], ct))[found.State.OrganisationId] ?? "L’employeur";
        Messages = await MessageThread.ReadAsync(engine.Database, id, found.State.CandidateId, ct);
        Form = new ShownDeed(
            new Deed(Key, "Envoyer", "Envoyer", Act.WriteMessage, new WriteMessage("texte"), _ => new WriteMessage("texte"), "")
            {
                Fields = [new TextField("text", Messages is [.., { ByPerson: false }] ? "Votre réponse" : "Votre message", Hint: "la personne qui suit votre candidature le lira dans votre dossier", Rows: 5, Required: true)],
            }, $"/mes-candidatures/{id}/messages", unmet);
        return null;
    }
}
