using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Interviews;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Pages.Own;

/// <summary>What a person and the administration wrote to each other about a candidacy.</summary>
public sealed class ThreadModel(Engine engine) : OwnDeedModel(engine)
{
    private const string Key = "message";

    public string Employer { get; private set; } = "";

    public IReadOnlyList<ThreadMessage> Messages { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        await MessageThread.MarkReadAsync(Engine, id, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        return await ActAsync(Key, id, new WriteMessage(typed.Words("text")), typed, "Votre message est transmis.", $"/mes-candidatures/{id}/messages", ct);
    }

    protected override async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(Engine, HttpContext.Who(), id, Act.WriteMessage, ct) is not { } found) return NotFound();
        Case = found;
        Now = Engine.Clock.GetUtcNow();
        Employer = (await Reading.Names.OfAsync(Engine.Database, [found.State.OrganisationId], ct))[found.State.OrganisationId] ?? "L’employeur";
        Messages = await MessageThread.ReadAsync(Engine.Database, id, found.State.CandidateId, ct);
        Form = new ShownDeed(
            new Deed(Key, "Envoyer", "Envoyer", Act.WriteMessage, new WriteMessage("texte"), _ => new WriteMessage("texte"), "")
            {
                Fields = [new TextField("text", Messages is [.., { ByPerson: false }] ? "Votre réponse" : "Votre message", Hint: "la personne qui suit votre candidature le lira dans votre dossier", Rows: 5, Required: true)],
            }, $"/mes-candidatures/{id}/messages", unmet);
        return null;
    }
}
