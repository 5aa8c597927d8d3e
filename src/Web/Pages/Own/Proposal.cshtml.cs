using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Pages.Own;

/// <summary>The written proposal, and the person's own answer: only their acceptance binds them.</summary>
public sealed class ProposalModel(Engine engine) : OwnDeedModel(engine)
{
    private const string Key = "reponse";

    public Proposal Proposal { get; private set; } = null!;

    /// <summary>Every version sent, the one to answer first.</summary>
    public IReadOnlyList<ProposalVersion> Versions { get; private set; } = [];

    /// <summary>Its date is past: it can be discussed, or refused.</summary>
    public bool Expired => Proposal.ValidUntil < FrenchCalendar.DayOf(Engine.Clock.GetUtcNow());

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await EnterAsync(id, null, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var answer = typed.NeededChoice<ProposalAnswer>("answer");
        var said = answer switch
        {
            ProposalAnswer.Accept => "Vous avez accepté la proposition. L’employeur prépare la suite.",
            ProposalAnswer.Discuss => "Votre demande est transmise. Une nouvelle proposition peut vous être faite.",
            _ => "Votre refus est transmis.",
        };
        return await ActAsync(Key, id, new AnswerProposal(answer, typed.Text("reason")), typed, said, Case.Back, ct);
    }

    protected override async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(Engine, HttpContext.Who(), id, Act.AnswerProposal, ct) is not { State.Proposal: { } proposal } found) return NotFound();
        (Case, Proposal) = (found, proposal);
        Versions = await ProposalVersion.OfAsync(Engine, id, ct);
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
