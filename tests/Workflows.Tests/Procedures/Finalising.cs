using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Workflows.Procedures;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Procedures;

public sealed class Finalising
{
    private const string Others = "clearance-need#1 ethics#1 papers#1 record#1";

    private static Played Begun(string status) => new(Library.Default(Rules.Default)["finalisation"], "Finalising", played => played.Values["status"] = status);

    private static EngagementSecured Secured(EngagementKind kind) => new(kind, new(2027, 1, 4), [], []);

    /// <summary>Everything but the engagement is done.</summary>
    private static Played Cleared(Played played) => played.Do("clearance-need", "none").Do("ethics", "clear").Hear(new DocumentAsked(DocumentType.IdentityPaper, [], [])).Do("file")
        .Hear(new DocumentValidated(DocumentType.CriminalRecord, []));

    [Fact]
    public void Everything_that_can_run_side_by_side_does()
    {
        var played = Begun("CivilServant").Sees($"ask-release#1 {Others}");
        Assert.Single(played.State.Open.Select(wait => wait.Since).Distinct());
        Assert.Equal(["ethics", "criminal-record"], played.Effects.OfType<CaseStepToOpen>().Select(step => step.Name).Order(StringComparer.Ordinal).Reverse());
        Begun("External").Sees("clearance-need#1 ethics#1 papers#1 pay#1 record#1");
    }

    [Fact]
    public void A_civil_servant_s_origin_agrees_then_the_notice_is_settled() =>
        Cleared(Begun("CivilServant").Do("ask-release").Sees("clearance-need#1 ethics#1 granted#1 papers#1 record#1 two-months#1").Hear(Secured(EngagementKind.Release)).Sees("clearance-need#1 ethics#1 notice#1 papers#1 record#1")
            .Do("notice")).Sees("confirm#1").Hear(new StageChanged(Stage.Finalising, Stage.Confirmed, null, [])).Ended();

    [Fact]
    public void Two_months_of_silence_are_an_acceptance_with_its_certificate()
    {
        var played = Cleared(Begun("CivilServant").Do("ask-release"));
        Assert.Equal(FrenchCalendar.EndOf(new(2027, 1, 23)), played.The("two-months").Due);
        played.Ring("two-months").Sees("tacit#1");
        Assert.Equal("SecureEngagement[kind=Release]", ((Jalon.Workflows.Bpmn.UserTask)Library.Default(Rules.Default)["finalisation"]["tacit"]).Command!.ToString());
        played.Hear(Secured(EngagementKind.Release)).Sees("notice#1").Do("notice").Sees("confirm#1");
    }

    [Fact]
    public void Below_the_ceiling_no_visa_is_asked() => Cleared(Begun("External").Do("pay", "below")).Sees("contract#1").Hear(Secured(EngagementKind.Contract)).Sees("confirm#1");

    [Fact]
    public void Above_the_ceiling_the_visa_comes_first() => Cleared(Begun("External").Do("pay", "above")).Sees("visa#1 visa-tacit#1").Do("visa", "granted").Sees("contract#1");

    [Theory, InlineData("NotNeeded", "contract#1"), InlineData("Needed", "visa#1 visa-tacit#1"), InlineData("ToCompare", "pay#1")]
    public void The_grid_read_with_the_proposal_says_whether_a_visa_comes_first(string visa, string next) =>
        Cleared(new Played(Library.Default(Rules.Default)["finalisation"], "Finalising", played => (played.Values["status"], played.Values["budgetVisa"]) = ("External", visa))).Sees(next);

    [Fact]
    public void Fifteen_days_of_silence_are_a_visa()
    {
        var played = Cleared(Begun("External").Do("pay", "above"));
        Assert.Equal(FrenchCalendar.EndOf(new(2026, 12, 8)), played.The("visa-tacit").Due);
        played.Ring("visa-tacit").Sees("contract#1");
    }

    [Fact]
    public void A_question_of_the_controller_starts_the_fifteen_days_again()
    {
        var played = Cleared(Begun("External").Do("pay", "above"));
        played.Now += TimeSpan.FromDays(10);
        played.Do("visa", "questions").Sees("questions#1").Do("questions").Sees("visa#2 visa-tacit#2");
        Assert.Equal(FrenchCalendar.EndOf(new(2026, 12, 18)), played.The("visa-tacit").Due);
    }

    [Fact]
    public void A_doubt_goes_to_the_referent_whose_incompatible_opinion_leads_to_a_refusal_that_can_be_undone()
    {
        var played = Begun("External").Do("ethics", "doubt").Sees("clearance-need#1 papers#1 pay#1 record#1 referent#1").Do("referent", "incompatible").Sees("clearance-need#1 give-up#1 papers#1 pay#1 record#1");
        played.Hear(new ApplicationRejected(Stage.Finalising, RejectionReason.EthicsCheck, true, null, false));
        Assert.NotNull(played.State.Suspended);
        played.Hear("RejectionUndone", "Finalising").Sees("clearance-need#1 give-up#1 papers#1 pay#1 record#1");
        Begun("External").Do("ethics", "doubt").Do("referent", "compatible").Sees("clearance-need#1 papers#1 pay#1 record#1");
    }

    [Fact]
    public void A_sensitive_post_asks_for_a_clearance() => Begun("External").Do("clearance-need", "needed").Sees("clearance#1 ethics#1 papers#1 pay#1 record#1").Do("clearance", "provisional").Sees("ethics#1 papers#1 pay#1 record#1");

    [Fact]
    public void Confirmed_by_somebody_in_a_hurry_it_is_overtaken() => Begun("External").Hear(new StageChanged(Stage.Finalising, Stage.Confirmed, null, [])).Ended(InstanceEnd.Overtaken);

    [Fact]
    public void A_refusal_of_the_origin_ends_it() => Begun("CivilServant").Do("ask-release").Hear(new ApplicationWithdrawn(Stage.Finalising, WithdrawalReason.ReleaseRefused, null)).Ended(InstanceEnd.Cancelled);
}

public sealed class Onboarding
{
    private static Played Begun(string wayIn) => new(Library.Default(Rules.Default)["onboarding"], "Confirmed",
        played => (played.Values["wayIn"], played.Values["startDate"]) = (wayIn, new DateOnly(2027, 1, 11)));

    private static Played Arrived(string wayIn)
    {
        var played = Begun(wayIn).Ring("equipment-day").Do("equipment").Ring("inform-day").Ring("welcome-day").Do("welcome");
        played.Now = FrenchCalendar.StartOf(new(2027, 1, 11)).AddHours(9);
        (played.Values["arrivedOn"], played.Values["trialEnds"]) = (new DateOnly(2027, 1, 11), wayIn == "Transfer" ? null : new DateOnly(2027, 4, 11));
        return played.Hear(new StageChanged(Stage.Confirmed, Stage.InPost, null, []));
    }

    [Fact]
    public void The_checklist_counts_working_days_back_from_the_arrival_past_holidays()
    {
        var played = Begun("Transfer").Sees("arrival#1 equipment-day#1 inform-day#1 start-day#1 welcome-day#1");
        Assert.Equal([new(2026, 12, 17), new(2026, 12, 24), new(2027, 1, 4)], new[] { "equipment-day", "inform-day", "welcome-day" }.Select(id => FrenchCalendar.DayOf(played.The(id).Due!.Value)));
    }

    [Fact]
    public void A_postponed_arrival_moves_what_is_still_to_come()
    {
        var played = Begun("Transfer").Ring("equipment-day");
        played.Values["startDate"] = new DateOnly(2027, 2, 1);
        played.Hear(new ArrivalPostponed(new(2027, 2, 1))).Sees("arrival#1 equipment#1 inform-day#1 start-day#1 welcome-day#1");
        Assert.Equal(new(2027, 1, 25), FrenchCalendar.DayOf(played.The("welcome-day").Due!.Value));
    }

    [Fact]
    public void The_day_of_arrival_somebody_is_reminded_to_record_it()
    {
        var played = Begun("Transfer").Ring("start-day");
        Assert.Equal("arrival-reminder", Assert.Single(played.Effects.OfType<MessageToSend>()).Template);
        played.Hear(new ApplicationWithdrawn(Stage.Confirmed, WithdrawalReason.NoShow, null)).Ended(InstanceEnd.Cancelled);
    }

    [Fact]
    public void A_civil_servant_has_no_trial_and_is_seen_at_six_and_twelve_months()
    {
        var played = Arrived("Transfer").Sees("six#1");
        Assert.Equal(new(2027, 7, 11), FrenchCalendar.DayOf(played.The("six").Due!.Value));
        played.Ring("six").Sees("presence-six#1").Hear(new PresenceRecorded(6)).Sees("twelve#1").Ring("twelve").Hear(new PresenceRecorded(12)).Ended();
    }

    [Fact]
    public void The_trial_of_a_contract_is_decided_before_its_end()
    {
        var played = Arrived("FixedTerm").Sees("six#1 trial-day#1");
        Assert.Equal(new(2027, 3, 19), FrenchCalendar.DayOf(played.The("trial-day").Due!.Value));
        played.Ring("trial-day").Sees("last-day#1 six#1 trial#1").Ring("last-day").Values["trial"] = "Kept";
        played.Hear(new TrialConcluded(TrialEnd.Kept)).Sees("six#1");
    }

    [Fact]
    public void A_trial_that_ends_the_contract_ends_the_follow_up()
    {
        var played = Arrived("OpenEnded").Ring("trial-day");
        played.Values["trial"] = "Ended";
        played.Hear(new TrialConcluded(TrialEnd.Ended)).Ended(InstanceEnd.Terminated);
    }
}
