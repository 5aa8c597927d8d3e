using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Outgoing;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>What is still held, and how to take it back: a refusal with its message, or a message alone.</summary>
public sealed class OutgoingModel(Engine engine) : PageModel
{
    public IReadOnlyList<HeldMessage> Held { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!HeldMail.Concerns(HttpContext.Who())) return NotFound();
        Now = engine.Clock.GetUtcNow();
        Held = await HeldMail.ReadAsync(engine.Database, HttpContext.Who(), Now, ct);
        return Page();
    }

    /// <summary>Only a message alone is taken back here: one that tells a fact leaves or stays with it, and the fact is undone on its candidacy.</summary>
    public async Task<IActionResult> OnPostAsync(string? cle, CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (!HeldMail.Concerns(who)) return NotFound();
        var held = await HeldMail.ReadAsync(engine.Database, who, engine.Clock.GetUtcNow(), ct);
        if (held.FirstOrDefault(one => one.Key == cle) is not { } message)
        {
            this.Say("Ce message est déjà parti, ou déjà annulé.");
            return Redirect("/envois");
        }

        if (await Subjects.OfApplicationAsync(engine.Database, who, message.Application, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.MoveApplication, seen.Subject)) is { } barred) return barred;
        this.Say(await engine.Mail.CancelAsync(message.Key, ct) == MailState.Cancelled ? "Le message est annulé. Il n’est pas parti." : "Trop tard : le message est parti.".Replace(" :", "\u00A0:", StringComparison.Ordinal));
        return Redirect("/envois");
    }
}
