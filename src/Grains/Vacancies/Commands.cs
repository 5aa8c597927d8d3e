using static Jalon.Grains.FieldRules;

namespace Jalon.Grains.Vacancies;

/// <summary>What may be asked of a vacancy.</summary>
public abstract record VacancyCommand : Command;

/// <summary>The need is written down.</summary>
/// <param name="RepublishedFrom">The former vacancy whose need this notice continues.</param>
public sealed record DraftVacancy(Guid VacancyId, Guid OrganisationId, VacancySheet Sheet, Guid? RepublishedFrom = null) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
        [.. Id("vacancyId", VacancyId), .. Id("organisationId", OrganisationId), .. Id("republishedFrom", RepublishedFrom), .. Sheet?.Problems() ?? [new("sheet", "Remplissez la fiche.")]];

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => Sheet?.NamedPeople() ?? [];
}

/// <summary>The sheet is replaced as a whole.</summary>
/// <param name="Revision">The revision it was written from, where known: nothing is written over what somebody else wrote meanwhile.</param>
public sealed record AmendSheet(VacancySheet Sheet, int? Revision = null) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Sheet?.Problems() ?? [new("sheet", "Remplissez la fiche.")], .. Between("revision", Revision, 1, int.MaxValue)];

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => Sheet?.NamedPeople() ?? [];
}

public sealed record Submit : VacancyCommand;

/// <summary>What whoever validates says of one mandatory item.</summary>
public sealed record ItemRemark(SheetItem Item, string Text);

/// <summary>The need goes back to its author.</summary>
/// <param name="Remarks">On the whole sheet.</param>
/// <param name="Items">Each on one item, shown beside it.</param>
public sealed record Return(string? Remarks, IReadOnlyList<ItemRemark>? Items = null) : VacancyCommand
{
    private const int Longest = 4_000;

    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. Text("remarks", Remarks, Longest, required: Items is null or []), .. (Items ?? []).SelectMany(one => Known<SheetItem>("items", one.Item).Concat(Text($"items.{one.Item}", one.Text, Longest, required: true))),
        .. (Items ?? []).GroupBy(one => one.Item).Where(same => same.Count() > 1).Select(same => new FieldProblem("items", "Écrivez une seule remarque par mention.")),
    ];
}

public sealed record Approve : VacancyCommand;

/// <param name="OnCommonSpaceSince">First day on the State's common space, where already known: the legal month runs from it.</param>
public sealed record Publish(string Reference, DateOnly ApplicationsUntil, DateOnly? OnCommonSpaceSince = null) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
        [.. Text("reference", Reference, 100, required: true), .. Day("applicationsUntil", ApplicationsUntil), .. Day("onCommonSpaceSince", OnCommonSpaceSince)];
}

/// <summary>The common space answered after the publication: the legal month runs from that day.</summary>
public sealed record RecordCommonSpace(DateOnly Since) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => Day("since", Since);
}

/// <summary>Publicity made lawfully elsewhere (CGFP, art. R. 311-7).</summary>
public sealed record RecordLawfulSubstitute(DateOnly Since, string What) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Day("since", Since), .. Text("what", What, 4_000, required: true)];
}

public sealed record RecordUrgency(string Reason, string Authority) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Text("reason", Reason, 4_000, required: true), .. Text("authority", Authority, 200, required: true)];
}

public sealed record Suspend(string Reason) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("reason", Reason, 4_000, required: true);
}

public sealed record RenewSuspension(string Reason) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("reason", Reason, 4_000, required: true);
}

public sealed record Resume : VacancyCommand;

public sealed record Close : VacancyCommand;

public sealed record Extend(DateOnly Until, string Reason) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Day("until", Until), .. Text("reason", Reason, 4_000, required: true)];
}

public sealed record Cancel(string Reason) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("reason", Reason, 4_000, required: true);
}

/// <summary>The recruitment is over; how it ended is read from the openings.</summary>
public sealed record Conclude : VacancyCommand;

/// <summary>The authority records that no civil servant could be recruited (constat d’infructuosité).</summary>
public sealed record RecordFinding(string Reason) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("reason", Reason, 4_000, required: true);
}

/// <summary>A reservation asked by an application, numbered by its attempt.</summary>
public abstract record OpeningCommand(Guid ApplicationId, int Attempt) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Id("applicationId", ApplicationId), .. Between("attempt", Attempt, 1, 1_000_000)];
}

public sealed record Hold(Guid ApplicationId, int Attempt) : OpeningCommand(ApplicationId, Attempt);

/// <summary>
/// Openings asked for at the same instant, one after the other as far as they go. Who is not among those held is told why by asking alone; asked again, nothing changes.
/// </summary>
public sealed record HoldTogether(IReadOnlyList<Hold> Holds) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Between("holds", Holds.Count, 1, 1_000), .. Holds.SelectMany(hold => hold.Problems())];
}

public sealed record Release(Guid ApplicationId, int Attempt, OpeningRelease Reason) : OpeningCommand(ApplicationId, Attempt);

public sealed record Engage(Guid ApplicationId, int Attempt) : OpeningCommand(ApplicationId, Attempt);

public sealed record Take(Guid ApplicationId, int Attempt) : OpeningCommand(ApplicationId, Attempt);

/// <summary>The post enters an experiment, with the variant drawn for it; asked by the program.</summary>
public sealed record AssignVariant(Guid ExperimentId, Variant Variant) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Id("experimentId", ExperimentId), .. Known<Variant>("variant", Variant)];
}

/// <summary>A person chosen before the post was followed here has one of its places.</summary>
/// <param name="ChosenOn">The day of the choice; null when it is not known.</param>
public sealed record TakeUpOpening(Guid ApplicationId, int Attempt, DateOnly? ChosenOn) : OpeningCommand(ApplicationId, Attempt)
{
    public override IEnumerable<FieldProblem> Problems() => [.. base.Problems(), .. Day("chosenOn", ChosenOn)];
}

/// <summary>A notice already published elsewhere, brought in or brought up to date. Items may be missing: it is taken as it is.</summary>
/// <param name="From">First day on the common space, null when unknown.</param>
/// <param name="Until">Last day of the notice, null when it has none.</param>
public sealed record ImportNotice(Guid VacancyId, Guid OrganisationId, VacancySheet Sheet, string Reference, DateOnly? PublishedOn, DateOnly? From, DateOnly? Until) : VacancyCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. Id("vacancyId", VacancyId), .. Id("organisationId", OrganisationId), .. Text("reference", Reference, 100, required: true), .. Day("publishedOn", PublishedOn), .. Day("from", From), .. Day("until", Until),
        .. Sheet?.Problems() ?? [new("sheet", "Remplissez la fiche.")],
    ];
}
