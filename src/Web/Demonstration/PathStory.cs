using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reconversions;

namespace Jalon.Web.Demonstration;

/// <summary>The way of one agent from a wish to another profession; how it is meant to end follows from its number.</summary>
internal sealed class PathStory(Script script, Crowd crowd, Guid targetPost, int number, DateOnly wished)
{
    private static readonly IReadOnlyList<PathTemplate> Templates =
    [
        new("developpement", new(2024, 1, 1), "NUM-DEV", 6, ["plein-temps", "alternance"], ["projet-etaye", "logique"], ["algorithmique", "web", "tests"], true, false),
        new("donnees", new(2024, 1, 1), "NUM-DATA", 5, ["plein-temps"], ["projet-etaye", "statistiques"], ["sql", "visualisation"], true, false),
        new("cybersecurite", new(2024, 1, 1), "NUM-CYBER", 6, ["alternance"], ["projet-etaye", "reseaux"], ["journaux", "incidents"], true, false),
        new("produit", new(2024, 1, 1), "NUM-PRODUIT", 3, ["temps-partiel"], ["projet-etaye"], ["usagers", "priorites"], false, true),
    ];

    private readonly Dice dice = new("path", number);

    private readonly Guid id = DerivedId.Of(Cast.Seed, "path", number);

    private readonly Player advisor = Cast.Of(Role.TrainingAdvisor, Cast.Mission)[0];

    private DateOnly day = wished;

    private PathTemplate Template => Templates[number % Templates.Count];

    public void Write()
    {
        var person = crowd.Newcomer(day, CandidateStatus.CivilServant);
        var home = dice.Pick(Cast.Employers);
        Do(0, new WishPath(id, person.Id, Cast.Mission.Id, advisor.Id, Template, dice.Pick(Template.Tracks)));
        Do(3 + dice.Around(8), new RecordAssessment(number % 10 == 9 ? [] : Template.Prerequisites));
        if (number % 10 == 9)
        {
            Do(5, new AbandonPath(AbandonReason.NotEligible));
            return;
        }

        Do(2 + dice.Around(4), new ConfirmEligibility());
        Do(1 + dice.Around(3), new AskTrainingRelease(home.Id));
        var refused = number % 10 == 8;
        Do(dice.Around(28), new AnswerTrainingRelease(!refused));
        if (refused) Do(4, new AbandonPath(AbandonReason.ReleaseRefused));
        else if (Funded()) Train();
    }

    private bool Funded()
    {
        if (!Template.Funded) return true;
        var refused = number % 20 == 7;
        Do(4 + dice.Around(10), new DecideFunding(!refused, refused ? 0 : 4_200));
        if (refused) Do(3, new AbandonPath(AbandonReason.FundingRefused));
        return !refused;
    }

    private void Train()
    {
        Do(1, new JoinCohort($"{Template.Code}-{number % 3 + 1}"));
        Do(2, new NameTutor(dice.Pick(Cast.Players.Where(one => one.Role == Role.LineManager).ToList()).Id));
        Do(3 + dice.Around(8), new StartTraining(day));
        var (start, end) = (day, FrenchCalendar.AddMonths(day, Template.Months));
        if (number % 7 == 3) end = Interrupted(end);
        for (var month = new DateOnly(start.Year, start.Month, 1).AddMonths(1); month.AddMonths(1) <= end; month = month.AddMonths(1))
            script.Add(month.AddMonths(1).Later(2), id, new RecordAttendance(month, 36, 36 - dice.Between(0, 5)), advisor.Id);
        if (number % 13 == 6)
        {
            day = start.AddMonths(2);
            Do(0, new AbandonPath(dice.Chance(0.5) ? AbandonReason.PersonalChoice : AbandonReason.TrainingStopped), cutAfter: true);
            return;
        }

        day = end.Later(4);
        Do(0, new RecordCertification(number % 11 != 5));
        Conclude();
    }

    private DateOnly Interrupted(DateOnly end)
    {
        Do(15, new InterruptTraining(dice.Chance(0.5) ? InterruptionReason.ServiceNeeds : InterruptionReason.Leave));
        Do(dice.Between(15, 25), new ResumeTraining(end.AddDays(45)));
        return end.AddDays(45);
    }

    /// <summary>Keeps the post with another profession, or takes the target post.</summary>
    private void Conclude()
    {
        if (Template.KeepsPost)
        {
            Do(5 + dice.Around(6), new CompletePath());
            return;
        }

        Do(2, new NameTargetPost(targetPost, PlacementGround.InternalReassignment));
        if (number % 6 != 1) Do(6 + dice.Around(10), new PlacePerson());
    }

    private void Do(int workingDays, PathCommand command, bool cutAfter = false)
    {
        day = day.Later(workingDays);
        if (cutAfter) script.Cut(new HashSet<Guid>([id]), day.AddDays(-1));
        script.Add(day, id, command, advisor.Id);
    }
}
