using System.Collections.Concurrent;

using Jalon.Grains;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;

namespace Jalon.Web.Import;

/// <summary>Takes notices into the silo: their organisations first, then the vacancy, whose id follows from the reference, so that a second import meets the same grain.</summary>
public sealed class NoticeIntake(Engine engine)
{
    private readonly ConcurrentDictionary<Guid, Task<Reply>> organisations = new();

    public async Task<ImportOutcome> TakeAsync(ParsedNotice notice, CancellationToken ct)
    {
        foreach (var node in notice.Organisations)
            if (await organisations.GetOrAdd(node.Id, _ => CreateAsync(node, notice.Organisations[0].Id, ct)) is Invalid invalid) return Refused(invalid);
        var command = Command(notice);
        var reply = await engine.Silo.SendAsync(new Envelope(command.VacancyId, command, Guid.CreateVersion7(), Actor.System, Origin.Import), ct);
        return reply switch
        {
            Done { Last: null } => new ImportOutcome.Unchanged(),
            Done { Version: 1 } => new ImportOutcome.Created(),
            Done => new ImportOutcome.Updated(),
            Declined(var why) => new ImportOutcome.Refused(why.Sentence),
            Invalid invalid => Refused(invalid),
            _ => new ImportOutcome.Refused("D’autres modifient ce poste en ce moment. Importez cette ligne à nouveau."),
        };
    }

    /// <summary>What taking it in would do, decided on the state as it is and written nowhere.</summary>
    public async Task<ImportOutcome> CompareAsync(ParsedNotice notice, CancellationToken ct)
    {
        var command = Command(notice);
        if (command.Problems().ToList() is { Count: > 0 } problems) return Refused(new Invalid(problems));
        var state = (await engine.Silo.ReadAsync<Vacancy>(command.VacancyId, ct))?.State;
        var context = new Context(Actor.System, Json.Truncate(engine.Clock.GetUtcNow()), Guid.CreateVersion7(), engine.Rules.Current);
        return VacancyGrain.Kind.Decide(state, command, null, context) switch
        {
            Refused(var why) => new ImportOutcome.Refused(why.Sentence),
            Accepted { Facts.Count: 0 } => new ImportOutcome.Unchanged(),
            _ => state is null ? new ImportOutcome.Created() : new ImportOutcome.Updated(),
        };
    }

    private async Task<Reply> CreateAsync(OrganisationNode node, Guid root, CancellationToken ct)
    {
        if (node.ParentId is { } parent && organisations.TryGetValue(parent, out var first)) await first;
        var level = node.Id == root ? OrganisationLevel.Ministry : node.ParentId == root ? OrganisationLevel.Directorate : OrganisationLevel.Service;
        return await engine.Silo.SendAsync(
            new Envelope(node.Id, new CreateOrganisation(node.Id, node.Name, null, level, node.ParentId), Guid.CreateVersion7(), Actor.System, Origin.Import), ct);
    }

    private static ImportOutcome.Refused Refused(Invalid invalid) => new(string.Join(' ', invalid.Problems.Select(problem => problem.Sentence)));

    private static ImportNotice Command(ParsedNotice notice) => new(
        DerivedId.Of("vacancy", "csp", notice.Reference), notice.Organisations[^1].Id, Sheet(notice), notice.Reference,
        (notice.FirstPublication ?? notice.PublishedFrom).Day, (notice.FirstPublication ?? notice.PublishedFrom).Day, notice.PublishedUntil?.Day);

    private static VacancySheet Sheet(ParsedNotice notice) => new(
        Title: notice.Title, Branch: notice.Branch, NeedKind: notice.NeedKind, Category: notice.Category, Corps: notice.Corps,
        Organisation: string.Join(" · ", notice.OrganisationPath), Profession: notice.Profession?.Label, Missions: notice.Missions, Profile: notice.Profile,
        Conditions: notice.Conditions, Place: Place(notice.Place), VacantFrom: notice.VacantFrom, ApplicationsUntil: notice.PublishedUntil?.Day, Openness: notice.Openness,
        Permanent: notice.Openness != Openness.ContractOnly ? true : null);

    private static string? Place(ImportedPlace place) => string.Join(", ", new[] { place.City ?? place.Address, place.Department }.OfType<string>()) is { Length: > 0 } text ? text : null;
}
