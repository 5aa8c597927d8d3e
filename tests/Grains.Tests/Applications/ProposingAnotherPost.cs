using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class ProposingAnotherPost
{
    private static readonly Guid Other = DerivedId.Of("other post");

    [Fact]
    public void The_file_of_a_person_goes_elsewhere_with_their_consent_which_stays()
    {
        var rejected = People.Rejected().Then(new ProposeOtherPost(Other, "Un poste proche du vôtre.")).Then(new AnswerOtherPost(Other, true));
        Assert.True(Assert.Single(((JobApplication)rejected.State!).OtherPosts).Agreed);
    }

    [Fact]
    public void Nobody_answers_for_a_post_that_was_not_proposed_and_an_answer_does_not_turn()
    {
        Assert.Equal("not_proposed_elsewhere", Story.Why(People.Received().Try(new AnswerOtherPost(Other, true))).Code);
        var refused = People.Received().Then(new ProposeOtherPost(Other)).Then(new AnswerOtherPost(Other, false));
        Assert.Equal("answered_elsewhere", Story.Why(refused.Try(new AnswerOtherPost(Other, true))).Code);
        Assert.Equal("same_post", Story.Why(refused.Try(new ProposeOtherPost(People.Vacancy))).Code);
    }
}
