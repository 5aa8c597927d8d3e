using System.Collections.Concurrent;

using Jalon.Grains;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;

namespace Jalon.Web.Import;

/// <summary>
/// Takes notices into the silo: their organisations first, then the vacancies. Ids follow from the tree and the reference, so that a second import meets the same
/// grains, and each is idempotent by its state: an import killed in the middle is run again whole.
/// </summary>
/// <param name="commit">False on a dry run.</param>
public sealed class NoticeIntake(Engine engine, bool commit = true)
{
    /// <summary>Organisations this import has met, with why they cannot be had where they cannot.</summary>
    private readonly ConcurrentDictionary<Guid, ImportOutcome.Refused?> organisations = new();

    public async Task<IReadOnlyList<ImportOutcome>> TakeAsync(IReadOnlyList<ParsedNotice> notices, CancellationToken ct)
    {
        if (commit) await CreateAsync(notices, ct);
        var outcomes = notices.Select(WhyNot).ToArray();
        var going = Enumerable.Range(0, notices.Count).Where(i => outcomes[i] is null).ToList();
        var replies = await engine.Silo.SendTogetherAsync([.. going.Select(i => Imported(Command(notices[i])))], commit, ct);
        for (var i = 0; i < replies.Length; i++) outcomes[going[i]] = ImportOutcome.Of(replies[i]);
        return outcomes!;
    }

    /// <summary>Level by level: a parent exists before its children.</summary>
    private async Task CreateAsync(IReadOnlyList<ParsedNotice> notices, CancellationToken ct)
    {
        for (var depth = 0; notices.Any(notice => notice.Organisations.Count > depth); depth++)
        {
            var level = depth switch { 0 => OrganisationLevel.Ministry, 1 => OrganisationLevel.Directorate, _ => OrganisationLevel.Service };
            var nodes = notices.Where(notice => notice.Organisations.Count > depth).Select(notice => notice.Organisations[depth])
                .DistinctBy(node => node.Id).Where(node => !organisations.ContainsKey(node.Id)).ToList();
            var replies = await engine.Silo.SendTogetherAsync(
                [.. nodes.Select(node => Envelope(node.Id, new CreateOrganisation(node.Id, node.Name, null, level, node.ParentId)))], commit, ct);
            for (var i = 0; i < nodes.Count; i++) organisations[nodes[i].Id] = replies[i] is Invalid ? (ImportOutcome.Refused)ImportOutcome.Of(replies[i]) : null;
        }
    }

    private ImportOutcome? WhyNot(ParsedNotice notice) => notice.Organisations.Select(node => organisations.GetValueOrDefault(node.Id)).FirstOrDefault(why => why is not null);

    private static Envelope Imported(ImportNotice command) => Envelope(command.VacancyId, command);

    private static Envelope Envelope(Guid id, Command command) => new(id, command, Guid.CreateVersion7(), Actor.System, Origin.Import);

    private static ImportNotice Command(ParsedNotice notice) => new(
        DerivedId.Of("vacancy", "csp", notice.Reference), notice.Organisations[^1].Id, Sheet(notice), notice.Reference,
        (notice.FirstPublication ?? notice.PublishedFrom)?.Day, (notice.FirstPublication ?? notice.PublishedFrom)?.Day, notice.PublishedUntil?.Day);

    private static VacancySheet Sheet(ParsedNotice notice) => new(
        Title: notice.Title, Branch: notice.Branch, NeedKind: notice.NeedKind, Category: notice.Category, Corps: notice.Corps,
        Organisation: string.Join(" · ", notice.OrganisationPath), Profession: notice.Profession?.Label, Missions: notice.Missions, Profile: notice.Profile,
        Conditions: notice.Conditions, Place: Place(notice.Place), VacantFrom: notice.VacantFrom, ApplicationsUntil: notice.PublishedUntil?.Day, Openness: notice.Openness,
        Permanent: notice.Openness is { } open && open != Openness.ContractOnly ? true : null, DocumentsText: notice.Documents);

    private static string? Place(ImportedPlace place) => string.Join(", ", new[] { place.City ?? place.Address, place.Department }.OfType<string>()) is { Length: > 0 } text ? text : null;
}
