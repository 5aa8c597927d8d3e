using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

public sealed class LosingThePerson(TestCluster cluster) : RoutingFixture(cluster)
{
    private Guid vacancy, chosen, second;

    [Theory]
    [InlineData(Stage.Selected)]
    [InlineData(Stage.Finalising)]
    [InlineData(Stage.Confirmed)]
    [InlineData(Stage.InPost)]
    public async Task Their_opening_is_free_again_and_the_others_are_live(Stage stage)
    {
        await OpenAsync();
        await BringAsync(stage);
        var filled = stage >= Stage.Confirmed;
        Assert.Equal(filled ? VacancyEnd.Filled : null, (await Office.VacancyAsync(vacancy)).End);
        Assert.Equal(filled ? OutcomeKind.PostEnded : null, (await Office.ApplicationAsync(second)).Outcome?.Kind);

        await Office.DoAsync(chosen, stage == Stage.InPost ? new EndTrial(TrialEnd.Ended) : new Withdraw(WithdrawalReason.OtherPost));
        await Office.SettleAsync();

        var after = await Office.VacancyAsync(vacancy);
        Assert.Equal((1, null, filled ? VacancyStage.Closed : VacancyStage.Published), (after.FreeOpenings, after.End, after.Stage));
        Assert.Null((await Office.CandidateAsync((await Office.ApplicationAsync(chosen)).CandidateId)).Engagement);
        var live = await Office.ApplicationAsync(second);
        Assert.Equal((true, Stage.Interview), (live.Live, live.Stage));
        Assert.Equal("choice", Assert.Single(live.Steps).Name);
        await Office.FinaliseAsync(second);
    }

    [Fact]
    public async Task Moved_back_they_may_be_retained_again()
    {
        await OpenAsync();
        await BringAsync(Stage.Confirmed);
        await Office.DoAsync(chosen, new Move(Stage.Interview, "À revoir"));
        await Office.SettleAsync();
        Assert.Equal(1, (await Office.VacancyAsync(vacancy)).FreeOpenings);
        await Office.ConfirmAsync(chosen);
        Assert.Equal(VacancyEnd.Filled, (await Office.VacancyAsync(vacancy)).End);
    }

    [Fact]
    public async Task A_cancelled_post_ends_the_live_applications_and_gives_back_what_was_held()
    {
        await OpenAsync();
        await BringAsync(Stage.Finalising);
        await Office.DoAsync(vacancy, new Cancel("Poste supprimé"));
        await Office.SettleAsync();
        foreach (var application in new[] { chosen, second })
            Assert.Equal((OutcomeKind.PostEnded, nameof(PostEndReason.Cancelled)), await OutcomeAsync(application));
        Assert.Null((await Office.CandidateAsync((await Office.ApplicationAsync(chosen)).CandidateId)).Engagement);
    }

    [Fact]
    public async Task A_recruitment_concluded_without_anybody_ends_the_live_applications()
    {
        await OpenAsync();
        Office.Clock.Now = new(2027, 2, 8, 9, 0, 0, TimeSpan.Zero);
        await Office.DoAsync(vacancy, new Close());
        await Office.DoAsync(vacancy, new Conclude());
        await Office.SettleAsync();
        foreach (var application in new[] { chosen, second })
            Assert.Equal((OutcomeKind.PostEnded, nameof(PostEndReason.Unfilled)), await OutcomeAsync(application));
    }

    [Fact]
    public async Task A_rejection_after_the_choice_is_undone_onto_the_interview()
    {
        await OpenAsync();
        await BringAsync(Stage.Selected);
        await Office.DoAsync(chosen, new Reject(RejectionReason.EthicsCheck, true, "Avis défavorable"));
        await Office.SettleAsync();
        Assert.Equal(1, (await Office.VacancyAsync(vacancy)).FreeOpenings);
        await Office.DoAsync(chosen, new UndoRejection());
        await Office.FinaliseAsync(chosen);
    }

    private Task BringAsync(Stage stage) => stage switch
    {
        Stage.Selected => Office.ProposeAsync(chosen),
        Stage.Finalising => Office.FinaliseAsync(chosen),
        Stage.Confirmed => Office.ConfirmAsync(chosen),
        _ => Office.ArriveAsync(chosen),
    };

    private async Task OpenAsync()
    {
        vacancy = await Office.PublishAsync();
        chosen = await Office.HeardAsync(await Office.ApplyAsync(vacancy));
        second = await Office.HeardAsync(await Office.ApplyAsync(vacancy));
        await Office.SettleAsync();
    }

    private async Task<(OutcomeKind?, string?)> OutcomeAsync(Guid id) => (await Office.ApplicationAsync(id)).Outcome is { } outcome ? (outcome.Kind, outcome.Reason) : default;
}
