using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>The administration cancels a post at the moment a person is confirmed on it: whoever is confirmed keeps their place.</summary>
public sealed class CancellingAConfirmedPost(TestCluster cluster) : RoutingFixture(cluster)
{
    private static readonly Move Confirm = new(Stage.Confirmed);

    private static readonly Cancel Suppressed = new("Poste supprimé");

    private Guid vacancy, chosen, second;

    [Fact]
    public async Task Confirmed_before_the_opening_was_told_the_post_is_not_cancelled_any_more()
    {
        await SecuredAsync(1);
        await Office.DoAsync(chosen, Confirm);
        Assert.Equal("someone_confirmed", await Office.RefusedAsync(vacancy, Suppressed));
        await Office.SettleAsync();
        Assert.Equal(VacancyEnd.Filled, (await Office.VacancyAsync(vacancy)).End);
    }

    [Fact]
    public async Task Cancelled_before_the_application_was_told_nobody_is_confirmed_any_more()
    {
        await SecuredAsync(1);
        await Office.DoAsync(vacancy, Suppressed);
        Assert.Equal("vacancy_ended", await Office.RefusedAsync(chosen, Confirm));
        await Office.SettleAsync();
        Assert.Equal(nameof(PostEndReason.Cancelled), (await Office.ApplicationAsync(chosen)).Outcome?.Reason);
        Assert.Null((await PersonAsync()).Engagement);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    public async Task Both_at_the_same_instant_the_person_keeps_the_place_and_the_cancellation_is_a_conclusion(bool confirmedFirst, int openings)
    {
        await SecuredAsync(openings);
        if (openings == 2) await Office.FinaliseAsync(second);
        var (asApplication, asVacancy) = (await ReadAsync(vacancy), new VacancyCircumstances(false));
        (Envelope, object)[] both = [(Office.Of(chosen, Confirm), asApplication), (Office.Of(vacancy, Suppressed), asVacancy)];
        foreach (var (envelope, read) in confirmedFirst ? both : both.Reverse()) Assert.IsType<Done>(await SendOnWhatWasReadAsync(envelope, read));
        await Office.SettleAsync();

        var post = await Office.VacancyAsync(vacancy);
        Assert.Equal(openings == 1 ? VacancyEnd.Filled : VacancyEnd.PartlyFilled, post.End);
        Assert.Equal((Stage.Confirmed, null), await Office.ApplicationAsync(chosen) is var state ? (state.Stage, state.Outcome) : default);
        Assert.Equal(chosen, (await PersonAsync()).Engagement?.ApplicationId);
        Assert.Equal(nameof(PostEndReason.Cancelled), (await Office.ApplicationAsync(second)).Outcome?.Reason);

        Office.Clock.Now = new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero);
        await Office.DoAsync(chosen, new RecordArrival(new(2027, 2, 1)));
        await Office.SettleAsync();
        Assert.Contains((await Office.VacancyAsync(vacancy)).Openings, opening => opening.Status == OpeningStatus.Taken);
    }

    [Fact]
    public async Task Moved_back_and_retained_anew_before_the_opening_was_told_they_are_retained_and_no_more()
    {
        await SecuredAsync(1);
        await Office.DoAsync(chosen, Confirm);
        await Office.DoAsync(chosen, new Move(Stage.Interview, "À revoir"));
        await Office.Engine.Acceptances.DriveAsync(chosen, default, Ct);
        Assert.IsType<Done>(await Office.ActAsync(chosen, new AskAcceptance()));
        await Office.SettleAsync();
        Assert.Equal(OpeningStatus.Held, Assert.Single((await Office.VacancyAsync(vacancy)).Openings).Status);
    }

    private async Task SecuredAsync(int openings)
    {
        vacancy = await Office.PublishAsync(openings);
        chosen = await Office.HeardAsync(await Office.ApplyAsync(vacancy));
        second = await Office.HeardAsync(await Office.ApplyAsync(vacancy));
        await Office.FinaliseAsync(chosen);
        await Office.DoAsync(chosen, new SecureEngagement(EngagementKind.Release, new(2027, 1, 4)));
        await Office.SettleAsync();
    }

    private async Task<Grains.Candidates.Candidate> PersonAsync() => await Office.CandidateAsync((await Office.ApplicationAsync(chosen)).CandidateId);
}
