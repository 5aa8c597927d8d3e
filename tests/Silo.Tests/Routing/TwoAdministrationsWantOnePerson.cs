using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>Guard 4: several may select a person, who is bound by their own yes alone.</summary>
public sealed class TwoAdministrationsWantOnePerson(TestCluster cluster) : RoutingFixture(cluster)
{
    private Guid alpha, beta, gamma, person, here, there, elsewhere;

    [Fact]
    public async Task The_person_accepts_one_and_the_other_cannot()
    {
        await ProposedTwiceAsync();
        Assert.IsType<Done>(await Office.ActAsync(here, new AnswerProposal(ProposalAnswer.Accept)));
        Assert.Equal("engaged_elsewhere", Assert.IsType<Declined>(await Office.ActAsync(there, new AnswerProposal(ProposalAnswer.Accept))).Why.Code);
        Assert.Equal((Stage.Finalising, Stage.Selected), ((await Office.ApplicationAsync(here)).Stage, (await Office.ApplicationAsync(there)).Stage));
        Assert.Equal(here, (await Office.CandidateAsync(person)).Engagement!.ApplicationId);
    }

    [Fact]
    public async Task Accepted_at_the_same_instant_one_binds_and_the_other_is_told()
    {
        await ProposedTwiceAsync();
        var replies = await Task.WhenAll(new[] { here, there }.Select(id => Office.ActAsync(id, new AnswerProposal(ProposalAnswer.Accept))));
        Assert.Single(replies.OfType<Done>());
        Assert.Equal("engaged_elsewhere", Assert.Single(replies.OfType<Declined>()).Why.Code);
    }

    [Fact]
    public async Task The_others_follow_the_engagement_and_come_back_when_it_falls_through()
    {
        await ProposedTwiceAsync();
        await Office.ActAsync(here, new AnswerProposal(ProposalAnswer.Accept));
        await Office.SettleAsync();
        var since = (await Office.CandidateAsync(person)).Engagement!.At;
        foreach (var other in new[] { there, elsewhere })
            Assert.Equal((since, null), await OtherAsync(other));

        await Office.DoAsync(here, new SecureEngagement(EngagementKind.Release, new(2027, 1, 4)));
        await Office.DoAsync(here, new Move(Stage.Confirmed));
        await Office.SettleAsync();
        foreach (var other in new[] { there, elsewhere })
            Assert.Equal((since, OutcomeKind.HiredElsewhere), await OtherAsync(other));
        Assert.Equal(1, (await Office.VacancyAsync(beta)).FreeOpenings);

        await Office.DoAsync(here, new RecordNoShow());
        await Office.SettleAsync();
        foreach (var other in new[] { there, elsewhere })
            Assert.Equal((null, null), await OtherAsync(other));
        Assert.Equal((Stage.Interview, Stage.Received), ((await Office.ApplicationAsync(there)).Stage, (await Office.ApplicationAsync(elsewhere)).Stage));
        Assert.Equal(1, (await Office.VacancyAsync(alpha)).FreeOpenings);
        await Office.FinaliseAsync(there);
    }

    [Fact]
    public async Task An_attempt_that_never_bound_them_undoes_nothing_when_it_is_given_back()
    {
        await ProposedTwiceAsync();
        var read = await ReadAsync(beta);
        await Office.ActAsync(here, new AnswerProposal(ProposalAnswer.Accept));
        await Office.SettleAsync();
        var noted = await OtherAsync(elsewhere);
        Assert.NotNull(noted.Since);

        await UndoneAsync(there);
        Assert.IsType<Done>(await SendOnWhatWasReadAsync(Hosting.Office.Of(there, new AnswerProposal(ProposalAnswer.Accept)), read));
        await Office.SettleAsync();
        Assert.Equal(AcceptancePhase.Held, (await Office.ApplicationAsync(there)).Acceptance!.Phase);
        Assert.Equal(noted, await OtherAsync(elsewhere));
        Assert.Equal(here, (await Office.CandidateAsync(person)).Engagement!.ApplicationId);
    }

    /// <summary>As if the note had not come yet: the answer is then decided on what was read of the person.</summary>
    private async Task UndoneAsync(Guid application) => await Office.DoAsync(application, new UndoEngagedElsewhere());

    private async Task ProposedTwiceAsync()
    {
        (alpha, beta, gamma) = (await Office.PublishAsync(), await Office.PublishAsync(organisation: Hosting.Office.Beta), await Office.PublishAsync());
        person = await Office.RegisterAsync();
        here = await Office.HeardAsync(await Office.ApplyAsync(alpha, person));
        there = await Office.HeardAsync(await Office.ApplyAsync(beta, person, organisation: Hosting.Office.Beta));
        elsewhere = await Office.ApplyAsync(gamma, person);
        await Office.ProposeAsync(here);
        await Office.ProposeAsync(there);
        await Office.SettleAsync();
    }

    private async Task<(DateTimeOffset? Since, OutcomeKind? Outcome)> OtherAsync(Guid id) =>
        await Office.ApplicationAsync(id) is var state ? (state.EngagedElsewhereSince, state.Outcome?.Kind) : default;
}
