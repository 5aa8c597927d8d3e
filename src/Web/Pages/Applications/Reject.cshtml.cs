using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Messages;
using Jalon.Web.Pages.Vacancies;

namespace Jalon.Web.Pages.Applications;

/// <summary>Refusing a candidacy with its reason; the next page offers to undo it.</summary>
public sealed class RejectModel(Engine engine) : CaseFormModel(engine, Act.RejectApplication)
{
    private static readonly Command Probe = new UndoRejection();

    public override string Title => $"Refuser la candidature de {Reading.Name}";

    protected override Deed Deed() =>
        new("refuser", "Refuser la candidature", "Refuser", Act.RejectApplication, Probe, _ => Probe, "")
        {
            Fields = [.. CaseDeeds.RejectionFields(Reading.Seen.State.Stage), .. Unmet is not null && Unmet.Values.ContainsKey($"refuser-{MailDraft.Body}") ? MailDraft.Fields : []],
            Preview = "Relire le message",
        };

    protected override Command Read(Typed typed) => CaseDeeds.ReadRejection(typed);

    /// <summary>The message is shown when asked for, and kept for the fact to send when somebody changed it.</summary>
    protected override async Task<Unmet?> PrepareAsync(Engine engine, Typed typed, Command command, CancellationToken ct)
    {
        if (MailDraft.IsAsked(Request.Form)) return MailDraft.Shown(Deed().Key, Request.Form, await CasePreviews.RejectionAsync(engine, Id, (Reject)command, ct));
        if (MailDraft.Read(typed) is not { } draft) return null;
        if (draft.Problems(MailDraft.Subject, MailDraft.Body).ToList() is { Count: > 0 } problems) return new Unmet(Deed().Key, Request.Form, problems);
        await engine.Mail.DraftAsync(this.CommandId(), draft, ct);
        return null;
    }

    protected override void Say() => UndoLine.Offer(this, Id);
}
