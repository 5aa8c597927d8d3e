using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Vacancies;

public sealed class EveryPairOfAVacancy
{
    private static readonly (string, Func<Story>)[] States =
    [
        ("none", () => new Story(VacancyGrain.Kind, Posts.October)), ("draft", () => Posts.Draft()), ("submitted", Posts.Submitted), ("approved", () => Posts.Approved()), ("published", () => Posts.Published()),
        ("suspended", Posts.Suspended), ("closed", () => Posts.Closed()), ("held", Posts.Held), ("filled", Posts.Filled), ("concluded", Posts.Concluded), ("cancelled", Posts.Cancelled),
    ];

    private static readonly Command[] Commands =
    [
        new DraftVacancy(Posts.Id, Posts.Organisation, Posts.Sheet), new AmendSheet(Posts.Sheet with { Place = "Nantes" }), new Submit(), new Return("À compléter"), new Approve(),
        new Publish("ALPHA-2", new(2027, 1, 31)), new RecordCommonSpace(new(2026, 10, 26)), new RecordLawfulSubstitute(new(2026, 10, 26), "Site du ministère"),
        new RecordUrgency("Sécurité", "Directrice"), new Suspend("Réorganisation"), new RenewSuspension("Toujours en cours"), new Resume(), new Close(), new Extend(new(2027, 1, 31), "Peu de candidatures"),
        new Cancel("Poste supprimé"), new Conclude(), new RecordFinding("Aucun fonctionnaire"), new Hold(Posts.Paul, 2), new HoldTogether([new(Posts.Paul, 2)]), new Release(Posts.Paul, 2, OpeningRelease.Withdrawn), new Engage(Posts.Paul, 2),
        new Take(Posts.Paul, 2), new AssignVariant(DerivedId.Of("experiment"), Variant.B), new TakeUpOpening(Posts.Paul, 2, new(2026, 11, 20)), new ImportNotice(Posts.Id, Posts.Organisation, Posts.Sheet, "X", null, null, null), new DeadlineReached("closing"),
    ];

    [Fact]
    public void Is_accepted_or_refused_as_the_table_says() => VerdictTable.Check(VacancyGrain.Kind, Verdicts, States, Commands, _ => null);

    // none draft submitted approved published suspended closed held filled concluded cancelled
    private const string Verdicts = """
        AmendSheet unknown_vacancy ok under_validation ok ok ok ok ok recruitment_ended recruitment_ended recruitment_ended
        Approve unknown_vacancy not_submitted ok = not_submitted not_submitted not_submitted not_submitted recruitment_ended recruitment_ended recruitment_ended
        AssignVariant unknown_vacancy not_published not_published not_published ok ok not_published not_published recruitment_ended recruitment_ended recruitment_ended
        Cancel unknown_vacancy ok ok ok ok ok ok ok recruitment_ended recruitment_ended =
        Close unknown_vacancy not_published not_published not_published legal_month legal_month = = = = recruitment_ended
        Conclude unknown_vacancy not_closed not_closed not_closed not_closed not_closed ok opening_held = = recruitment_ended
        DeadlineReached = = = = = = = = = = =
        DraftVacancy ok already_drafted already_drafted already_drafted already_drafted already_drafted already_drafted already_drafted already_drafted already_drafted already_drafted
        Engage unknown_vacancy not_held not_held not_held not_held not_held not_held ok = not_held not_held
        Extend unknown_vacancy not_published not_published not_published ok ok ok ok recruitment_ended recruitment_ended recruitment_ended
        Hold unknown_vacancy not_published not_published not_published ok ok ok = = recruitment_ended recruitment_ended
        HoldTogether unknown_vacancy = = = ok ok ok = = = =
        ImportNotice ok born_here born_here born_here born_here born_here born_here born_here born_here born_here born_here
        Publish unknown_vacancy not_approved not_approved ok not_approved not_approved not_approved not_approved recruitment_ended recruitment_ended recruitment_ended
        RecordCommonSpace unknown_vacancy not_published not_published ok ok ok ok ok recruitment_ended recruitment_ended recruitment_ended
        RecordFinding unknown_vacancy not_published not_published not_published ok ok ok ok recruitment_ended recruitment_ended recruitment_ended
        RecordLawfulSubstitute unknown_vacancy not_published not_published ok ok ok ok ok recruitment_ended recruitment_ended recruitment_ended
        RecordUrgency unknown_vacancy ok ok ok ok ok ok ok recruitment_ended recruitment_ended recruitment_ended
        Release unknown_vacancy ok ok ok ok ok ok ok ok ok ok
        RenewSuspension unknown_vacancy not_suspended not_suspended not_suspended not_suspended ok not_suspended not_suspended recruitment_ended recruitment_ended recruitment_ended
        Resume unknown_vacancy = = = = ok = = = = =
        Return unknown_vacancy not_submitted ok not_submitted not_submitted not_submitted not_submitted not_submitted recruitment_ended recruitment_ended recruitment_ended
        Submit unknown_vacancy ok = not_draft not_draft not_draft not_draft not_draft recruitment_ended recruitment_ended recruitment_ended
        Suspend unknown_vacancy ok ok ok ok = ok ok recruitment_ended recruitment_ended recruitment_ended
        Take unknown_vacancy not_held not_held not_held not_held not_held not_held not_held ok not_held not_held
        TakeUpOpening unknown_vacancy not_published not_published not_published ok ok ok = = recruitment_ended recruitment_ended
        """;
}
