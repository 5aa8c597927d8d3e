using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Messages;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>Refusing a candidacy with its reason; the next page offers to undo it.</summary>
public sealed class RejectModel(Engine engine) : PageModel
{
    private const string Key = "refuser";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

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
        var command = (Reject)CaseDeeds.ReadRejection(typed);
        var draft = MailDraft.Read(typed);
        if (MailDraft.IsAsked(Request.Form) && typed.Problems.Count == 0)
        {
            Unmet = MailDraft.Shown(Key, Request.Form, await CasePreviews.RejectionAsync(engine, Id, command, ct));
            Show();
            return Page();
        }

        if (draft is not null && typed.Problems.Count == 0)
        {
            if (draft.Problems(MailDraft.Subject, MailDraft.Body).ToList() is { Count: > 0 } problems)
            {
                Unmet = new Unmet(Key, Request.Form, problems);
                Show();
                Response.StatusCode = Unmet.Status;
                return Page();
            }

            await engine.Mail.DraftAsync(this.CommandId(), draft, ct);
        }

        Unmet = await this.SendAsync(engine, Key, Id, command, typed.Problems);
        if (Unmet is not null)
        {
            Show();
            Response.StatusCode = Unmet.Status;
            return Page();
        }

        UndoLine.Offer(this, Id);
        return Redirect(Back);
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        Reading = reading;
        if (this.Barred(Grants.Of(reading.Who, Act.RejectApplication, reading.Seen.Subject)) is { } barred) return barred;
        Show();
        return null;
    }

    private void Show()
    {
        var stage = Reading.Seen.State.Stage;
        var probe = new UndoRejection();
        Form = new ShownDeed(new Deed(Key, "Refuser la candidature", "Refuser", Act.RejectApplication, probe, _ => probe, "") 
        {
            Fields = [.. CaseDeeds.RejectionFields(stage), .. Unmet is not null && Unmet.Values.ContainsKey($"{Key}-{MailDraft.Body}") ? MailDraft.Fields : []], Preview = "Relire le message",
        }, $"/candidatures/{Id}/refuser", Unmet);
    }
}
