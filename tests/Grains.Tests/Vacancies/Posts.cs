using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Vacancies;

/// <summary>Invented posts at each moment of their life. The notice is published on 27 October 2026.</summary>
public static class Posts
{
    public static readonly Guid Organisation = DerivedId.Of("organisation"), Id = DerivedId.Of("vacancy"), Paul = DerivedId.Of("paul"), Salome = DerivedId.Of("salome");

    public static readonly DateTimeOffset October = new(2026, 10, 27, 9, 0, 0, TimeSpan.Zero);

    public static readonly VacancySheet Sheet = new(
        "Cheffe ou chef de projet numérique F/H", Branch.State, NeedKind.Vacant, Category.A, "Attaché", "Le ministre", "Ministère Alpha", "Chef de projet MOA SI", "Conduire le projet.",
        "Avoir conduit un projet.", "Aucune", "Rennes", new(2027, 1, 4), "recrutement@exemple.test", new(2026, 11, 30), Openness.CivilServantsAndContract, true, null, "Fiche jointe",
        "L332-2-2", [DocumentType.CurriculumVitae], null, 1, Story.Manager, Story.Recruiter, new(2026, 9, 1));

    public static Story Draft(int openings = 1) => new Story(VacancyGrain.Kind, October).Then(new DraftVacancy(Id, Organisation, Sheet with { Openings = openings }));

    public static Story Submitted() => Draft().Then(new Submit());

    public static Story Approved(int openings = 1) => Draft(openings).Then(new Submit()).Then(new Approve());

    public static Story Published(int openings = 1) => Approved(openings).Then(new Publish("ALPHA-1", new(2026, 11, 30), new DateOnly(2026, 10, 27)));

    public static Story Suspended() => Published().Then(new Suspend("Réorganisation"));

    public static Story Held() => Closed().Then(new Hold(Paul, 2));

    public static Story Closed(int openings = 1) => Published(openings).Wait(40).Then(new Close());

    public static Story Filled() => Held().Then(new Engage(Paul, 2));

    public static Story Concluded() => Closed().Then(new Conclude());

    public static Story Cancelled() => Draft().Then(new Cancel("Poste supprimé"));

    public static Vacancy Of(Story story) => (Vacancy)story.State!;
}
