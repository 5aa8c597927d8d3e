using Jalon.Grains.Candidates;

namespace Jalon.Grains.Tests.Candidates;

public sealed class EveryCommandOnEveryCandidate
{
    private static readonly Guid Person = Guid.Parse("0198a000-0000-7000-8000-000000000001");
    private static readonly Guid Other = Guid.Parse("0198a000-0000-7000-8000-000000000002");
    private static readonly Guid First = Guid.Parse("0198a000-0000-7000-8000-000000000011");
    private static readonly Guid Second = Guid.Parse("0198a000-0000-7000-8000-000000000012");
    private static readonly CandidateCircumstances Mergeable = new(true, null);

    public static readonly Register Registration = new(Person, "Salomé", "Girard", "salome.girard@exemple.fr", "01 99 00 12 34", CandidateStatus.CivilServant, Category.A, "Attachés", "Principal");

    private static readonly Command[] Commands =
    [
        Registration, new AmendProfile(CandidateStatus.ContractAgent, Category.B), new CorrectIdentity("Salomé", "Girard-Petit", null, null),
        new DeclareSkill("dev.csharp", 3, Evidence.Declared), new RemoveSkill("dev.csharp"), new ExpressWishes(["DEV"], ["75"], new DateOnly(2027, 3, 1), Discretion.Open),
        new GiveConsent(), new PausePool(), new ResumePool(), new WithdrawConsent(), new RecordContact(), new MergeInto(Other), new Unmerge(),
        new Engage(First, 1), new ConfirmEngagement(First, 1), new ReleaseEngagement(First, 1, EngagementEnd.Withdrawn), new AskErasure(), new DeadlineReached("consent"),
    ];

    private static readonly Dictionary<string, Command[]> States = new()
    {
        ["new"] = [],
        ["registered"] = [Registration],
        ["pooled"] = [Registration, new GiveConsent(), new DeclareSkill("dev.csharp", 3, Evidence.Declared)],
        ["paused"] = [Registration, new GiveConsent(), new PausePool()],
        ["engaged"] = [Registration, new Engage(First, 1)],
        ["elsewhere"] = [Registration, new Engage(Second, 1)],
        ["confirmed"] = [Registration, new Engage(First, 1), new ConfirmEngagement(First, 1)],
        ["released"] = [Registration, new Engage(First, 1), new ReleaseEngagement(First, 1, EngagementEnd.Withdrawn)],
        ["merged"] = [Registration, new MergeInto(Other)],
        ["erasing"] = [Registration, new AskErasure()],
    };

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["new"] = "Registered candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown candidate_unknown =",
        ["registered"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed ConsentGiven not_in_pool not_in_pool = = Merged = Engaged not_engaged EngagementReleased ErasureAsked =",
        ["pooled"] = "already_registered ProfileAmended IdentityCorrected = SkillRemoved WishesExpressed = PoolPaused = ConsentWithdrawn = Merged = Engaged not_engaged EngagementReleased ConsentedDataErased+ErasureAsked =",
        ["paused"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed = = PoolResumed ConsentWithdrawn = Merged = Engaged not_engaged EngagementReleased ConsentedDataErased+ErasureAsked =",
        ["engaged"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed ConsentGiven not_in_pool not_in_pool = = engaged_cannot_merge = = EngagementConfirmed EngagementReleased ErasureAsked =",
        ["elsewhere"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed ConsentGiven not_in_pool not_in_pool = = engaged_cannot_merge = engaged_elsewhere not_engaged EngagementReleased ErasureAsked =",
        ["confirmed"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed ConsentGiven not_in_pool not_in_pool = = engaged_cannot_merge = = = EngagementReleased ErasureAsked =",
        ["released"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed ConsentGiven not_in_pool not_in_pool = = Merged = attempt_over not_engaged = ErasureAsked =",
        ["merged"] = "already_registered merged merged merged merged merged merged merged merged = = = Unmerged merged not_engaged EngagementReleased ErasureAsked =",
        ["erasing"] = "already_registered ProfileAmended IdentityCorrected SkillDeclared = WishesExpressed ConsentGiven not_in_pool not_in_pool = = Merged = Engaged not_engaged EngagementReleased = =",
    };

    public static TheoryData<string> StateNames => [.. States.Keys];

    private static Driven In(string state) => States[state].Aggregate(new Driven(CandidateGrain.Kind), (driven, command) => driven.Given(command, Mergeable));

    [Theory, MemberData(nameof(StateNames))]
    public void Does_what_the_table_says(string state) =>
        Assert.Equal(Expected[state], string.Join(" ", Commands.Select(command => Driven.Word(In(state).Ask(command, Mergeable)))));

    [Fact]
    public void The_table_has_every_command() =>
        Assert.Equal(Driven.CommandsOf(CandidateGrain.Kind), Commands.Select(command => command.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_the_sequence_the_facts_give_the_state_and_one_engagement_at_most()
    {
        Command[] more = [.. Commands, new Engage(First, 2), new Engage(Second, 1), new ReleaseEngagement(First, 2, EngagementEnd.NoShow), new ReleaseEngagement(Second, 1, EngagementEnd.Rejected), new DeadlineReached("retention")];
        Driven.ForRandomSequences(
            sequence =>
            {
                var driven = new Driven(CandidateGrain.Kind).Given(Registration);
                foreach (var choice in sequence)
                {
                    driven.Now = driven.Now.AddDays(choice * 2);
                    var before = ((Candidate)driven.State!).Engagement;
                    driven.Ask(more[choice], Mergeable);
                    var after = ((Candidate)driven.State!).Engagement;
                    Assert.True(before is null || after is null || before.ApplicationId == after.ApplicationId);
                }

                driven.IsWhole();
            },
            more.Length);
    }
}

public sealed class EngagingAPerson
{
    private static readonly Guid Here = Guid.Parse("0198a000-0000-7000-8000-000000000021");
    private static readonly Guid There = Guid.Parse("0198a000-0000-7000-8000-000000000022");

    private readonly Driven person = new Driven(CandidateGrain.Kind).Given(EveryCommandOnEveryCandidate.Registration);

    [Fact]
    public void A_second_application_is_told_the_day_and_never_the_post()
    {
        person.Now = new DateTimeOffset(2026, 11, 18, 9, 0, 0, TimeSpan.Zero);
        person.Given(new Engage(There, 1));
        person.Now = Driven.Noon;
        var refusal = Assert.IsType<Refused>(person.Ask(new Engage(Here, 1))).Why;
        Assert.Equal("engaged_elsewhere", refusal.Code);
        Assert.Equal("Cette personne s’est engagée ailleurs le 18\u00A0novembre.", refusal.Sentence);
    }

    [Fact]
    public void A_release_that_arrives_first_refuses_the_engagement_that_arrives_late()
    {
        person.Given(new ReleaseEngagement(Here, 2, EngagementEnd.AttemptExpired));
        Assert.Equal("attempt_over", person.Refused(new Engage(Here, 2)));
        Assert.Equal("attempt_over", person.Refused(new Engage(Here, 1)));
        person.Given(new Engage(Here, 3));
        Assert.Equal(3, ((Candidate)person.State!).Engagement!.Attempt);
    }

    [Fact]
    public void An_older_attempt_never_replaces_a_newer_one_and_its_release_leaves_the_newer_alone()
    {
        person.Given(new Engage(Here, 2));
        Assert.Equal("attempt_over", person.Refused(new Engage(Here, 1)));
        Assert.Empty(person.Accepted(new ReleaseEngagement(Here, 1, EngagementEnd.MovedBack)).Facts);
        Assert.Equal(2, ((Candidate)person.State!).Engagement!.Attempt);
    }

    [Fact]
    public void Once_released_the_person_may_engage_elsewhere()
    {
        person.Given(new Engage(Here, 1)).Given(new ConfirmEngagement(Here, 1)).Given(new ReleaseEngagement(Here, 1, EngagementEnd.NoShow)).Given(new Engage(There, 1));
        Assert.Equal(There, ((Candidate)person.State!).Engagement!.ApplicationId);
    }

    [Fact]
    public void Releasing_another_application_leaves_the_engagement_alone()
    {
        person.Given(new Engage(Here, 1)).Given(new ReleaseEngagement(There, 1, EngagementEnd.Rejected));
        Assert.Equal(Here, ((Candidate)person.State!).Engagement!.ApplicationId);
    }
}

public sealed class KeepingAFile
{
    private static readonly Guid Other = Guid.Parse("0198a000-0000-7000-8000-000000000002");

    private readonly Driven person = new Driven(CandidateGrain.Kind).Given(EveryCommandOnEveryCandidate.Registration);

    private Candidate Now => (Candidate)person.State!;

    [Fact]
    public void Identity_and_contact_are_in_the_row_and_nowhere_else()
    {
        var accepted = person.Accepted(new CorrectIdentity("Salomé", "Girard-Petit", "s.girard@exemple.fr", "+33 1 99 00 12 35"));
        Assert.Equal(new PersonRow(Now.Id, "Salomé", "Girard-Petit", "s.girard@exemple.fr", "+33 1 99 00 12 35"), Assert.Single(accepted.Rows));
        var kept = string.Concat(person.Facts.Select(Driven.Written)) + Driven.Written(person.State);
        Assert.All(["Salom", "Girard", "exemple.fr", "99 00"], text => Assert.DoesNotContain(text, kept, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Consent_expires_at_its_deadline_and_not_before()
    {
        person.Given(new GiveConsent());
        var deadline = CandidateGrain.Kind.Deadlines(Now).Single(awaited => awaited.Key == "consent");
        Assert.Equal(Jalon.Grains.Calendar.FrenchCalendar.StartOf(new DateOnly(2028, 11, 22)), deadline.Due);
        person.Now = deadline.Due.AddMicroseconds(-1);
        Assert.Empty(person.Accepted(new DeadlineReached("consent")).Facts);
        person.Now = deadline.Due;
        Assert.IsType<ConsentExpired>(Assert.Single(person.Accepted(new DeadlineReached("consent")).Facts));
        Assert.DoesNotContain(CandidateGrain.Kind.Deadlines(Now), awaited => awaited.Key == "consent");
    }

    [Fact]
    public void A_contact_pushes_the_retention_clock()
    {
        var first = Now.RetentionUntil!.Value;
        person.Now = person.Now.AddDays(100);
        person.Given(new RecordContact());
        Assert.Equal(first.AddDays(100), Now.RetentionUntil);
        person.Now = first;
        Assert.Empty(person.Accepted(new DeadlineReached("retention")).Facts);
        person.Now = Now.RetentionUntil!.Value;
        Assert.IsType<RetentionReached>(Assert.Single(person.Accepted(new DeadlineReached("retention")).Facts));
        Assert.Empty(CandidateGrain.Kind.Deadlines(Now));
    }

    [Fact]
    public void Files_are_merged_by_a_person_in_one_step_and_never_in_a_circle()
    {
        Assert.Equal("merged_into_itself", person.Refused(new MergeInto(Now.Id), new CandidateCircumstances(true, null)));
        Assert.Equal("canonical_merged", person.Refused(new MergeInto(Other), new CandidateCircumstances(true, Now.Id)));
        Assert.Equal("canonical_unknown", person.Refused(new MergeInto(Other), new CandidateCircumstances(false, null)));
        person.By = Actor.System;
        Assert.Equal("person_needed", person.Refused(new MergeInto(Other), new CandidateCircumstances(true, null)));
    }

    [Fact]
    public void Erasing_takes_what_rests_on_consent_at_once_and_opens_a_request_for_the_rest()
    {
        person.Given(new GiveConsent()).Given(new ExpressWishes(["DEV"], ["75"], null, Discretion.Open))
            .Given(new DeclareSkill("dev.csharp", 2, Evidence.Declared)).Given(new DeclareSkill("pix", 4, Evidence.Certificate)).Given(new AskErasure());
        Assert.Null(Now.Pool);
        Assert.Null(Now.Wishes);
        Assert.Equal("pix", Assert.Single(Now.Skills).Code);
        Assert.Equal(Jalon.Grains.Calendar.FrenchCalendar.StartOf(new DateOnly(2026, 12, 22)), Now.Erasure!.AnswerDue);
    }

    [Fact]
    public void Every_wrong_field_is_said_by_name()
    {
        var problems = new Register(Guid.Empty, " ", new string('x', 101), "pas une adresse", "abc", CandidateStatus.External, Corps: "Attachés").Problems().Select(problem => problem.Field);
        Assert.Equal(["candidateId", "givenName", "familyName", "email", "phone", "corps"], problems);
        Assert.Equal(["earliestDate"], new ExpressWishes([], [], DateOnly.MinValue, Discretion.Open).Problems().Select(problem => problem.Field));
        Assert.Equal(["earliestDate"], new ExpressWishes([], [], DateOnly.MaxValue, Discretion.Open).Problems().Select(problem => problem.Field));
        Assert.Equal(["level"], new DeclareSkill("pix", 5, Evidence.Declared).Problems().Select(problem => problem.Field));
        Assert.Equal(["givenName"], new CorrectIdentity("a\u0000b", "Girard", null, null).Problems().Select(problem => problem.Field));
    }
}
