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
            Fields = CaseDeeds.RejectionFields(Reading.Seen.State.Stage), Writes = true,
        };

    protected override Command Read(Typed typed) => CaseDeeds.ReadRejection(typed);

    protected override Task<Unmet?> PrepareAsync(Engine engine, Typed typed, Command command, CancellationToken ct) => MailDraft.PrepareAsync(this, engine, Reading, Deed().Key, typed, command);

    protected override void Say() => UndoLine.Offer(this, Id);
}
