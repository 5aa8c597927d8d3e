using Jalon.Silo;

namespace Jalon.Web.Import;

/// <summary>Where the entries of a file go, whichever file it is.</summary>
/// <param name="commit">False on a dry run: compared only.</param>
public sealed class Intake(Engine engine, bool commit = true)
{
    /// <summary>What an import calls itself to the server.</summary>
    public const string Work = "import";

    private readonly NoticeIntake notices = new(engine, commit);
    private readonly FilingIntake filings = new(engine, commit);
    private readonly GivingWay others = new(engine.Database);

    /// <summary>Notices or applications: a file holds one kind only.</summary>
    public Task<IReadOnlyList<ImportOutcome>> TakeAsync(IReadOnlyList<Entry> entries, CancellationToken ct) => others.BesideAsync(() => entries[0] is Notice
        ? notices.TakeAsync([.. entries.Cast<Notice>().Select(entry => entry.Value)], ct)
        : filings.TakeAsync([.. entries.Cast<Filing>().Select(entry => entry.Value)], ct), ct);
}
