using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Vacancies;

public sealed class PublishingAVacancy
{
    private static readonly DateTimeOffset November27 = FrenchCalendar.StartOf(new(2026, 11, 27));

    [Fact]
    public void Published_on_27_October_it_accepts_from_27_November() => Assert.Equal(November27, Posts.Of(Posts.Published()).AcceptanceFrom(Rules.Default));

    [Fact]
    public void Nothing_says_when_it_accepts_before_any_publicity() =>
        Assert.Null(Posts.Of(Posts.Approved().Then(new Publish("A", new(2026, 11, 30)))).AcceptanceFrom(Rules.Default));

    [Fact]
    public void The_common_space_may_answer_later_and_pushes_an_early_deadline()
    {
        var story = Posts.Approved().Then(new Publish("A", new(2026, 11, 26))).Wait(5).Then(new RecordCommonSpace(new(2026, 11, 1)));
        Assert.Equal(new DateOnly(2026, 11, 30), Posts.Of(story).ApplicationsUntil);
    }

    [Fact]
    public void It_is_not_closed_before_the_end_of_the_notice()
    {
        var why = Story.Why(Posts.Published().Wait(3).Try(new Close()));
        Assert.Equal(("legal_month", "Ce poste ne peut pas encore être clos\u00A0: les candidatures restent ouvertes jusqu’au lundi 30\u00A0novembre 2026."), (why.Code, why.Sentence));
        Assert.Equal(FrenchCalendar.StartOf(new(2026, 12, 1)), why.PossibleFrom);
    }

    [Fact]
    public void Urgency_closes_earlier_and_is_never_recorded_by_its_recruiter()
    {
        var story = Posts.Published();
        story.By = Story.Recruiter;
        Assert.Equal("urgency_by_recruiter", story.Verdict(new RecordUrgency("Sécurité", "Directrice")));
        story.By = Story.HrLead;
        story.Then(new RecordUrgency("Sécurité", "Directrice")).Then(new Close());
        Assert.Equal(VacancyStage.Closed, Posts.Of(story).Stage);
    }

    [Fact]
    public void An_application_deadline_inside_the_legal_month_is_refused_with_the_first_possible_day()
    {
        var why = Story.Why(Posts.Approved().Try(new Publish("A", new(2026, 11, 25), new DateOnly(2026, 10, 27))));
        Assert.Equal(("legal_month", November27), (why.Code, why.PossibleFrom));
        Assert.Contains("jeudi 26\u00A0novembre 2026", why.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_listed_by_name()
    {
        var story = new Story(VacancyGrain.Kind, Posts.October).Then(new DraftVacancy(Posts.Id, Posts.Organisation, Posts.Sheet with { Place = " ", LegalBasis = null })).Then(new Submit()).Then(new Approve());
        var why = Story.Why(story.Try(new Publish("A", new(2026, 11, 30))));
        Assert.Equal("L’avis ne peut pas être publié\u00A0: il manque la localisation, le fondement juridique du contrat.", why.Sentence);
    }

    [Theory]
    [InlineData("Développeur F/H", true)]
    [InlineData("Développeuse ou développeur", true)]
    [InlineData("Cheffe ou chef de projet", true)]
    [InlineData("Data engineer (H/F)", true)]
    [InlineData("Développeur", false)]
    [InlineData("Chef de projet ou directrice", false)]
    public void The_title_carries_both_genders(string title, bool taken)
    {
        var story = new Story(VacancyGrain.Kind, Posts.October).Then(new DraftVacancy(Posts.Id, Posts.Organisation, Posts.Sheet with { Title = title })).Then(new Submit()).Then(new Approve());
        Assert.Equal(taken ? "ok" : "title_genders", story.Verdict(new Publish("A", new(2026, 11, 30))));
    }

    [Fact]
    public void It_closes_by_itself_at_the_end_of_its_last_day()
    {
        var story = Posts.Published();
        var due = Assert.Single(VacancyGrain.Kind.Deadlines(story.State!)).Due;
        Assert.Equal("=", story.Verdict(new DeadlineReached("closing")));
        story.At = due;
        story.Then(new DeadlineReached("closing"));
        Assert.Equal(VacancyStage.Closed, Posts.Of(story).Stage);
        Assert.Empty(VacancyGrain.Kind.Deadlines(story.State!));
        Assert.Empty(story.Open);
    }

    [Fact]
    public void A_suspension_pauses_the_clock_and_expires_unless_renewed()
    {
        var story = Posts.Suspended();
        Assert.Equal(Posts.October, Posts.Of(story).PausedSince);
        story.Wait(20).Then(new RenewSuspension("Toujours en cours")).Wait(20);
        Assert.Equal("=", story.Verdict(new DeadlineReached("suspension")));
        story.Wait(20).Then(new DeadlineReached("suspension"));
        Assert.Null(Posts.Of(story).PausedSince);
    }

    [Fact]
    public void The_need_is_never_later_than_the_first_draft()
    {
        var story = new Story(VacancyGrain.Kind, Posts.October).Then(new DraftVacancy(Posts.Id, Posts.Organisation, Posts.Sheet with { NeededSince = new(2027, 1, 1) }));
        Assert.Equal(new DateOnly(2026, 10, 27), Posts.Of(story).NeededSince);
    }

    [Fact]
    public void The_same_notice_twice_changes_nothing_and_a_changed_one_is_one_fact()
    {
        var notice = new ImportNotice(Posts.Id, Posts.Organisation, new(Title: "Architecte"), "CSP-1", new(2026, 10, 1), new(2026, 10, 1), new(2026, 11, 5));
        var story = new Story(VacancyGrain.Kind, Posts.October).Then(notice);
        Assert.Equal(VacancyStage.Published, Posts.Of(story).Stage);
        Assert.Equal("=", story.Verdict(notice));
        var changed = Assert.IsType<Accepted>(story.Do(notice with { Until = new(2026, 10, 20) }));
        Assert.Single(changed.Facts);
        Assert.Equal(VacancyStage.Closed, Posts.Of(story).Stage);
    }

    [Fact]
    public void No_text_a_person_wrote_at_length_is_in_the_facts()
    {
        var story = Posts.Published().Then(new RecordUrgency("Un motif confidentiel", "Directrice"));
        var written = string.Join('\n', story.Facts.Select(fact => System.Text.Json.JsonSerializer.Serialize(fact, fact.GetType(), Json.Options)));
        Assert.DoesNotContain("confidentiel", written, StringComparison.Ordinal);
        Assert.DoesNotContain("recrutement@exemple.test", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Conduire le projet", written, StringComparison.Ordinal);
    }
}
