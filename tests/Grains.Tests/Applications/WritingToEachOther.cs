using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class WritingToEachOther
{
    private static Story Asked()
    {
        var story = People.Admissible();
        story.By = People.Person;
        story.Then(new WriteMessage("Le poste est-il ouvert au télétravail ?"));
        story.By = Story.Recruiter;
        return story;
    }

    [Fact]
    public void A_message_of_the_person_waits_for_an_answer_that_closes_it()
    {
        var story = Asked();
        var reply = Assert.Single(story.Open, step => step.Name == "reply");
        Assert.Equal((Role.Recruiter, new Target(2, true)), (reply.Holder.Role!.Value, reply.Target));
        var before = People.Of(story).NewsDue;
        story.Wait(3).Then(new WriteMessage("Oui, deux jours par semaine."));
        Assert.DoesNotContain(story.Open, step => step.Name == "reply");
        Assert.True(People.Of(story).NewsDue > before);
    }

    [Fact]
    public void It_still_waits_at_the_next_stage_and_can_be_closed_without_an_answer()
    {
        var story = Asked().Then(new Move(Stage.Preselected));
        var reply = Assert.Single(story.Open, step => step.Name == "reply");
        Assert.Equal("last_step", story.Verdict(new CloseStep(Assert.Single(story.Open, step => step.Name != "reply").Id)));
        story.Then(new CloseStep(reply.Id));
        Assert.Equal("convocation", Assert.Single(story.Open).Name);
    }

    [Fact]
    public void What_is_written_is_in_no_fact_and_once_over_it_waits_for_nobody()
    {
        var story = People.Rejected();
        story.By = People.Person;
        var decision = Assert.IsType<Accepted>(story.Do(new WriteMessage("Merci de votre réponse.")));
        Assert.Equal("Merci de votre réponse.", Assert.IsType<NoteRow>(Assert.Single(decision.Rows)).Text);
        Assert.DoesNotContain("Merci", Driven.Written(decision.Facts[0]), StringComparison.Ordinal);
        Assert.Empty(story.Open);
    }
}
