using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>Withdrawing one's own candidacy: a page asks once more, nothing is asked to be justified.</summary>
public sealed class WithdrawModel(Engine engine) : PageModel
{
    private const string Key = "retirer";

    public OwnCase Case { get; private set; } = null!;

    public ShownDeed Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await EnterAsync(id, null, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var unmet = await this.SendAsync(engine, Key, id, new Withdraw(typed.Choice<WithdrawalReason>("reason") ?? WithdrawalReason.NotSaid, typed.Text("text")), typed.Problems);
        if (unmet is null)
        {
            this.Say("Votre candidature est retirée.");
            return Redirect(Case.Back);
        }

        if (await EnterAsync(id, unmet, ct) is { } over) return over;
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(engine, HttpContext.Who(), id, Act.WithdrawApplication, ct) is not { } found) return NotFound();
        Case = found;
        WithdrawalReason[] reasons = [WithdrawalReason.NotSaid, WithdrawalReason.OtherPost, WithdrawalReason.Pay, WithdrawalReason.Place, WithdrawalReason.Delay, WithdrawalReason.Content, WithdrawalReason.Personal, WithdrawalReason.ReleaseRefused];
        Form = new ShownDeed(
            new Deed(Key, "Retirer ma candidature", "Retirer", Act.WithdrawApplication, new Withdraw(WithdrawalReason.NotSaid), _ => new Withdraw(WithdrawalReason.NotSaid), "")
            {
                Fields =
                [
                    new SelectField("reason", "Raison (facultative)", [.. reasons.Select(one => new Choice(one.ToString(), one.Label()))], nameof(WithdrawalReason.NotSaid)),
                    new TextField("text", "Un mot à l’employeur (facultatif)", Rows: 3),
                ],
            }, $"/mes-candidatures/{id}/retirer", unmet);
        return null;
    }
}
