using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>The written proposal, and the person's own answer: only their acceptance binds them.</summary>
public sealed class ProposalModel(Engine engine) : PageModel
{
    private const string Key = "reponse";

    public OwnCase Case { get; private set; } = null!;

    public Proposal Proposal { get; private set; } = null!;

    /// <summary>Every version sent, the one to answer first.</summary>
    public IReadOnlyList<ProposalVersion> Versions { get; private set; } = [];

    /// <summary>Its date is past: it can be discussed, or refused.</summary>
    public bool Expired => Proposal.ValidUntil < FrenchCalendar.DayOf(engine.Clock.GetUtcNow());

    public ShownDeed Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await EnterAsync(id, null, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var answer = typed.NeededChoice<ProposalAnswer>("answer");
        var unmet = await this.SendAsync(engine, Key, id, new AnswerProposal(answer, typed.Text("reason")), typed.Problems);
        if (unmet is null)
        {
            this.Say(answer switch
            {
                ProposalAnswer.Accept => "Vous avez accepté la proposition. L’employeur prépare la suite.",
                ProposalAnswer.Discuss => "Votre demande est transmise. Une nouvelle proposition peut vous être faite.",
                _ => "Votre refus est transmis.",
            });
            return Redirect(Case.Back);
        }

        if (await EnterAsync(id, unmet, ct) is { } over) return over;
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(engine, HttpContext.Who(), id, Act.AnswerProposal, ct) is not { State.Proposal: { } proposal } found) return NotFound();
        (Case, Proposal) = (found, proposal);
        Versions = await ProposalVersion.OfAsync(engine, id, ct);
        Form = new ShownDeed(
            new Deed(Key, "Envoyer ma réponse", "Répondre", Act.AnswerProposal, new AnswerProposal(ProposalAnswer.Accept), _ => new AnswerProposal(ProposalAnswer.Accept), "")
            {
                Fields =
                [
                    new ChoiceField("answer", "Votre réponse",
                    [
                        new(nameof(ProposalAnswer.Accept), "J’accepte", "Votre accord vous engage : vos autres candidatures vous seront proposées au retrait.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal)),
                        new(nameof(ProposalAnswer.Discuss), "J’aimerais en discuter", "Dites ce que vous souhaitez revoir."),
                        new(nameof(ProposalAnswer.Refuse), "Je refuse", "Dites pourquoi."),
                    ], []),
                    new TextField("reason", "Ce que vous souhaitez dire", Rows: 4),
                ],
            }, $"/mes-candidatures/{id}/proposition", unmet);
        return null;
    }
}
