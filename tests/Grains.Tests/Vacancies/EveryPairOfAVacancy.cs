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
        new Cancel("Poste supprimé"), new Conclude(), new RecordFinding("Aucun fonctionnaire"), new Hold(Posts.Paul, 2), new Release(Posts.Paul, 2, OpeningRelease.Withdrawn), new Engage(Posts.Paul, 2),
        new Take(Posts.Paul, 2), new ImportNotice(Posts.Id, Posts.Organisation, Posts.Sheet, "X", null, null, null), new DeadlineReached("closing"),
    ];

    [Fact]
    public void Is_accepted_or_refused_as_the_table_says() => VerdictTable.Check(VacancyGrain.Kind, Verdicts, States, Commands, _ => null);

    // none draft submitted approved published suspended closed held filled concluded cancelled
    private const string Verdicts = """
        Line ok
        """;
}
