using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>Guard 6: on a legal basis that requires it, contract applications wait for the infructuous finding.</summary>
public sealed class ContractApplicationsWait(TestCluster cluster) : RoutingFixture(cluster)
{
    private Guid vacancy, servant;
    private Guid[] contracts = [];

    [Fact]
    public async Task A_civil_servant_is_accepted_while_they_wait_and_their_post_ends_when_the_last_opening_is_filled()
    {
        await OpenAsync();
        Assert.Equal("finding_required", await Office.RefusedAsync(contracts[0], new Move(Stage.Admissible)));
        await Office.ConfirmAsync(servant);

        Assert.Equal(VacancyEnd.Filled, (await Office.VacancyAsync(vacancy)).End);
        foreach (var contract in contracts)
            Assert.Equal((OutcomeKind.PostEnded, nameof(PostEndReason.Filled)), await OutcomeAsync(contract));
    }

    [Fact]
    public async Task The_finding_makes_the_three_examinable_at_once_and_from_then_on_they_count()
    {
        await OpenAsync();
        await Office.DoAsync(vacancy, new RecordFinding("Aucune candidature titulaire ne convient."));
        await Office.SettleAsync();

        foreach (var contract in contracts)
        {
            var state = await Office.ApplicationAsync(contract);
            Assert.Equal((false, "admissibility"), (state.AwaitsFinding, Assert.Single(state.Steps).Name));
            await Office.DoAsync(contract, new Move(Stage.Admissible));
        }

        Assert.Equal("untreated_applications", await Office.RefusedAsync(servant, new AskAcceptance()));
        foreach (var contract in contracts) await Office.DoAsync(contract, new Reject(RejectionReason.Profile, true));
        Assert.IsType<Done>(await Office.ActAsync(servant, new AskAcceptance()));
    }

    [Fact]
    public async Task One_filed_while_the_finding_was_being_recorded_does_not_wait_for_ever()
    {
        await OpenAsync();
        var (read, person) = (await ReadAsync(vacancy), await Office.RegisterAsync(CandidateStatus.ContractAgent));
        await Office.DoAsync(vacancy, new RecordFinding("Aucune candidature titulaire ne convient."));
        await Office.SettleAsync();
        var late = await FileAsync(person, read);
        Assert.True((await Office.ApplicationAsync(late)).AwaitsFinding);
        await Office.SettleAsync();
        Assert.False((await Office.ApplicationAsync(late)).AwaitsFinding);
    }

    [Fact]
    public async Task One_filed_while_the_post_was_being_cancelled_is_told_so()
    {
        await OpenAsync();
        var (read, person) = (await ReadAsync(vacancy), await Office.RegisterAsync(CandidateStatus.ContractAgent));
        await Office.DoAsync(vacancy, new Cancel("Poste supprimé"));
        await Office.SettleAsync();
        var late = await FileAsync(person, read);
        await Office.SettleAsync();
        Assert.Equal((OutcomeKind.PostEnded, nameof(PostEndReason.Cancelled)), await OutcomeAsync(late));
    }

    private async Task<Guid> FileAsync(Guid person, ApplicationCircumstances read)
    {
        var id = DerivedId.Application(vacancy, person);
        var apply = new Apply(vacancy, person, Hosting.Office.Alpha, CandidateStatus.ContractAgent, Channel.Email);
        Assert.IsType<Done>(await SendOnWhatWasReadAsync(Hosting.Office.Of(id, apply), read));
        return id;
    }

    private async Task OpenAsync()
    {
        vacancy = await Office.PublishAsync();
        contracts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Office.ApplyAsync(vacancy, status: CandidateStatus.ContractAgent)));
        servant = await Office.HeardAsync(await Office.ApplyAsync(vacancy));
        await Office.SettleAsync();
    }

    private async Task<(OutcomeKind?, string?)> OutcomeAsync(Guid id) => (await Office.ApplicationAsync(id)).Outcome is { } outcome ? (outcome.Kind, outcome.Reason) : default;
}
