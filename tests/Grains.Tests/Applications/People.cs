using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

/// <summary>Invented candidacies at each moment of their life.</summary>
public static class People
{
    public static readonly Guid Organisation = Posts.Organisation, Vacancy = Posts.Id, Person = DerivedId.Of("salome girard"), Sami = DerivedId.Of("sami"), Odile = DerivedId.Of("odile");

    public static readonly DateTimeOffset December = new(2026, 12, 7, 9, 0, 0, TimeSpan.Zero);

    public static readonly VacancyView Post = new(
        Organisation, VacancyStage.Published, false, new DateTimeOffset(2026, 11, 26, 23, 0, 0, TimeSpan.Zero), new DateOnly(2026, 10, 27), false, true, null,
        true, null, new DateOnly(2027, 1, 31), [], 2, 2, Story.Recruiter, Story.Manager);

    /// <summary>Tuesday 15 December, ten o'clock in Paris, and the next day at two.</summary>
    public static readonly DateTimeOffset Tuesday = new(2026, 12, 15, 9, 0, 0, TimeSpan.Zero), Wednesday = new(2026, 12, 16, 13, 0, 0, TimeSpan.Zero);

    public static readonly ApplicationCircumstances Read = new(Post, null, 0) { Times = new Dictionary<DateTimeOffset, TimeState> { [Tuesday] = TimeState.Free, [Wednesday] = TimeState.Free } };

    public static ApplicationCircumstances With(Func<VacancyView, VacancyView> change) => Read with { Vacancy = change(Post) };

    public static Story Received(CandidateStatus status = CandidateStatus.CivilServant) =>
        new Story(JobApplicationGrain.Kind, December).Then(new Apply(Vacancy, Person, Organisation, status, Channel.CommonSpace), Read);

    public static Story Waiting() => Received(CandidateStatus.ContractAgent);

    public static Story Late() => new Story(JobApplicationGrain.Kind, December)
        .Then(new Apply(Vacancy, Person, Organisation, CandidateStatus.CivilServant, Channel.Email), With(post => post with { ApplicationsUntil = new(2026, 12, 6) }));

    public static Story Admissible() => Received().Then(new Move(Stage.Admissible));

    public static Story Preselected() => Admissible().Then(new Move(Stage.Preselected));

    public static Story Convened() => Preselected().Then(new NameAssessor(Sami)).Then(new NameAssessor(Odile));

    public static Story Offered() => Convened().Then(new ProposeInterview([Tuesday, Wednesday], 45, InterviewMode.Video, "https://visio.exemple.fr/salle"), Read);

    public static Story Booked()
    {
        var story = Offered();
        story.By = Person;
        story.Then(new BookInterview(Tuesday), Read).By = Vacancies.Story.HrLead;
        return story;
    }

    public static Story Interview() => Convened().Then(new Move(Stage.Interview), Read);

    public static Story Heard() => Opinion(Opinion(Interview(), Sami), Odile);

    public static Story Asked() => Heard().Then(new AskAcceptance(), Read);

    public static Story Selected() => Asked().Then(new HoldGranted(1));

    public static Story Proposed() => Selected().Then(new ExaminePriorities()).Then(Choice).Then(new SendProposal(WayIn.Transfer, new(2027, 2, 1)));

    public static Story Engaging() => Proposed().Then(new AnswerProposal(ProposalAnswer.Accept), Read);

    public static Story Finalising() => Engaging().Then(new EngagementGranted(2));

    public static Story Confirmed() => Finalising().Then(new SecureEngagement(EngagementKind.Release, new(2027, 1, 4))).Then(new Move(Stage.Confirmed), Read);

    public static Story InPost() => Confirmed().Wait(60).Then(new RecordArrival(new(2027, 2, 1)));

    public static Story Rejected() => Admissible().Then(new Reject(RejectionReason.Profile, true));

    public static Story Withdrawn() => Preselected().Then(new Withdraw(WithdrawalReason.Pay));

    public static Story Hired() => Preselected().Then(new HireElsewhere());

    public static Story Ended() => Preselected().Then(new EndPost(PostEndReason.Filled));

    public static readonly ValidateChoice Choice = new("Conduite de projet", "Acquis pour les deux", [Story.Manager], [new(2026, 12, 4)]);

    public static Story Opinion(Story story, Guid assessor)
    {
        story.By = assessor;
        story.Then(new FileOpinion("Convaincante sur la conduite de projet.", [new("Conduite de projet", OpinionLevel.Met)]));
        story.By = Story.HrLead;
        return story;
    }

    public static JobApplication Of(Story story) => (JobApplication)story.State!;
}
