using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>The program stops after each step of an acceptance in turn; another takes it up from the facts, or the deadline gives it back.</summary>
public sealed class CuttingAnAcceptance(TestCluster cluster) : RoutingFixture(cluster)
{
    private Guid vacancy, person, application;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_choice_cut_after_any_step_is_finished_by_the_feed(int steps)
    {
        await HeardAsync();
        await DoAsync(Choosing(), steps);
        await RestartAsync();
        await Office.TakeOverAsync();
        Assert.Equal((Stage.Selected, AcceptancePhase.Held), await WhereAsync());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task A_choice_cut_after_any_step_is_given_back_after_a_minute(int steps, bool finished)
    {
        await HeardAsync();
        await DoAsync(Choosing(), steps);
        await ReleasedAfterAMinuteAsync();
        Assert.Equal(finished ? (Stage.Selected, AcceptancePhase.Held) : (Stage.Interview, AcceptancePhase.Released), await WhereAsync());
        Assert.Equal(finished ? 0 : 1, (await Office.VacancyAsync(vacancy)).FreeOpenings);
        if (finished) return;
        Assert.IsType<Done>(await Office.ActAsync(application, new AskAcceptance()));
        Assert.Equal((Stage.Selected, AcceptancePhase.Held), await WhereAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_answer_cut_after_any_step_is_finished_by_the_feed(int steps)
    {
        await HeardAsync();
        await Office.ProposeAsync(application);
        await DoAsync(Answering(), steps);
        await RestartAsync();
        await Office.TakeOverAsync();
        Assert.Equal((Stage.Finalising, AcceptancePhase.Engaged), await WhereAsync());
        Assert.Equal(application, (await Office.CandidateAsync(person)).Engagement?.ApplicationId);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task An_answer_cut_after_any_step_is_asked_again_after_a_minute(int steps, bool finished)
    {
        await HeardAsync();
        await Office.ProposeAsync(application);
        await DoAsync(Answering(), steps);
        await ReleasedAfterAMinuteAsync();
        Assert.Equal(finished ? (Stage.Finalising, AcceptancePhase.Engaged) : (Stage.Selected, AcceptancePhase.Held), await WhereAsync());
        if (finished) return;
        Assert.Null((await Office.CandidateAsync(person)).Engagement);
        Assert.IsType<Done>(await Office.ActAsync(application, new AnswerProposal(ProposalAnswer.Accept)));
        Assert.Equal((Stage.Finalising, AcceptancePhase.Engaged), await WhereAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_release_cut_after_any_step_is_finished_by_the_feed(int steps)
    {
        await HeardAsync();
        await Office.FinaliseAsync(application);
        await DoAsync(Leaving(), steps);
        await RestartAsync();
        await Office.TakeOverAsync();
        Assert.Equal((Stage.Finalising, AcceptancePhase.Released), await WhereAsync());
        Assert.Equal(1, (await Office.VacancyAsync(vacancy)).FreeOpenings);
        Assert.Null((await Office.CandidateAsync(person)).Engagement);
    }

    [Fact]
    public async Task Refused_to_one_driver_and_granted_to_another_the_opening_is_given_back()
    {
        await HeardAsync();
        await DoAsync([(application, new AskAcceptance()), (vacancy, new Hold(application, 1)), (application, new HoldRefused(1, "no_free_opening"))], 3);
        await Office.SettleAsync();
        Assert.Equal(1, (await Office.VacancyAsync(vacancy)).FreeOpenings);
        Assert.Equal("attempt_released", await Office.RefusedAsync(vacancy, new Hold(application, 1)));
    }

    [Fact]
    public async Task Denied_to_one_driver_and_granted_to_another_the_engagement_is_given_back()
    {
        await HeardAsync();
        await Office.ProposeAsync(application);
        await DoAsync([.. Answering().Take(2), (application, new EngagementRefused(2, "engaged_elsewhere"))], 3);
        await Office.SettleAsync();
        Assert.Null((await Office.CandidateAsync(person)).Engagement);
        Assert.IsType<Done>(await Office.ActAsync(application, new AnswerProposal(ProposalAnswer.Accept)));
        Assert.Equal((Stage.Finalising, AcceptancePhase.Engaged), await WhereAsync());
    }

    [Fact]
    public async Task Refused_to_the_feed_before_the_page_saw_it_the_page_still_says_why()
    {
        await HeardAsync();
        var second = await Office.HeardAsync(await Office.ApplyAsync(vacancy));
        var read = await ReadAsync(vacancy);
        Assert.IsType<Done>(await Office.ActAsync(second, new AskAcceptance()));

        var asked = Office.Of(application, new AskAcceptance());
        var begun = Assert.IsType<Done>(await SendOnWhatWasReadAsync(asked, read));
        await Office.SettleAsync();
        Assert.Equal((Stage.Interview, AcceptancePhase.Released), await WhereAsync());
        Assert.Equal("no_free_opening", Assert.IsType<Declined>(await Office.Engine.AcceptAsync(asked, begun, Ct)).Why.Code);
    }

    private async Task HeardAsync()
    {
        vacancy = await Office.PublishAsync();
        person = await Office.RegisterAsync();
        application = await Office.HeardAsync(await Office.ApplyAsync(vacancy, person));
        await Office.SettleAsync();
    }

    private List<(Guid Grain, Command Command)> Choosing() => [(application, new AskAcceptance()), (vacancy, new Hold(application, 1)), (application, new HoldGranted(1))];

    private List<(Guid Grain, Command Command)> Answering() =>
        [(application, new AnswerProposal(ProposalAnswer.Accept)), (person, new Grains.Candidates.Engage(application, 2)), (application, new EngagementGranted(2))];

    private List<(Guid Grain, Command Command)> Leaving() =>
    [
        (application, new Withdraw(WithdrawalReason.OtherPost)), (vacancy, new Release(application, 1, OpeningRelease.Withdrawn)),
        (person, new ReleaseEngagement(application, 2, EngagementEnd.Withdrawn)), (application, new ReleaseConfirmed(1)),
    ];

    /// <summary>By hand, under the ids the driver gives them.</summary>
    private async Task DoAsync(IReadOnlyList<(Guid Grain, Command Command)> all, int steps)
    {
        foreach (var (grain, command) in all.Take(steps))
        {
            var attempt = command switch { OpeningCommand opening => opening.Attempt, AttemptCommand told => told.Attempt, Grains.Candidates.Engage or ReleaseEngagement => 2, _ => 0 };
            var id = attempt == 0 ? Guid.CreateVersion7() : DerivedId.Of("acceptance", application, attempt, command.GetType().FullName!);
            Assert.IsType<Done>(await Office.SendAsync(grain, command, id, attempt == 0 ? null : Actor.System.Id));
        }
    }

    private async Task ReleasedAfterAMinuteAsync()
    {
        await RestartAsync();
        Office.Clock.Now += TimeSpan.FromSeconds(61);
        await Office.Engine.Database.ExecuteAsync("update jalon.subscription set owner = null, lease_until = '-infinity'");
        await Office.FireAsync();
    }

    private async Task<(Stage, AcceptancePhase?)> WhereAsync() => await Office.ApplicationAsync(application) is var state ? (state.Stage, state.Acceptance?.Phase) : default;
}
