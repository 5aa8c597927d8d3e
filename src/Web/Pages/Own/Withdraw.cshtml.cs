using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Pages.Own;

/// <summary>Withdrawing one's own candidacy: a page asks once more, nothing is asked to be justified.</summary>
public sealed class WithdrawModel(Engine engine) : OwnDeedModel(engine)
{
    private const string Key = "retirer";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await EnterAsync(id, null, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var command = new Withdraw(typed.Choice<WithdrawalReason>("reason") ?? WithdrawalReason.NotSaid, typed.Text("text"));
        return await ActAsync(Key, id, command, typed, "Votre candidature est retirée.", Case.Back, ct);
    }

    protected override async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(Engine, HttpContext.Who(), id, Act.WithdrawApplication, ct) is not { } found) return NotFound();
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
