using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>The whole way, by commands alone, the clock moved before each of them.</summary>
public sealed class FromNeedToPost(TestCluster cluster) : RoutingFixture(cluster)
{
    private Guid vacancy, person, application;

    [Theory]
    [InlineData(CandidateStatus.CivilServant)]
    [InlineData(CandidateStatus.ContractAgent)]
    public async Task The_days_of_each_holder_add_up_to_the_lead_time(CandidateStatus status)
    {
        Office.Clock.Now = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);
        await PublishedAsync();
        var filed = await AppliedAsync(status);
        await ChosenAsync(status);
        await ArrivedAsync(status);

        var state = await Office.VacancyAsync(vacancy);
        Assert.Equal((VacancyEnd.Filled, OpeningStatus.Taken), (state.End, Assert.Single(state.Openings).Status));
        await AddsUpAsync(application, filed, await AtAsync(application, "StageChanged"));
        await AddsUpAsync(vacancy, await AtAsync(vacancy, "VacancyDrafted"), await AtAsync(vacancy, "OpeningEngaged"));
        await Office.DoAsync(application, new EndTrial(TrialEnd.Kept));
        await Office.DoAsync(application, new RecordPresence(6));
    }

    private async Task PublishedAsync()
    {
        vacancy = Guid.CreateVersion7();
        await NextAsync(0, vacancy, new DraftVacancy(vacancy, Office.Alpha, Office.Sheet() with { Place = null }));
        await NextAsync(3, vacancy, new Submit());
        await NextAsync(2, vacancy, new Return("Le lieu manque."));
        await NextAsync(1, vacancy, new AmendSheet(Office.Sheet()));
        await NextAsync(1, vacancy, new Submit());
        await NextAsync(4, vacancy, new Approve());
        await NextAsync(1, vacancy, new Publish("ALPHA-1", new(2026, 12, 31), FrenchDay));
        await NextAsync(2, vacancy, new Suspend("Réorganisation"));
        await NextAsync(5, vacancy, new Resume());
    }

    private async Task<DateTimeOffset> AppliedAsync(CandidateStatus status)
    {
        person = Guid.CreateVersion7();
        application = DerivedId.Application(vacancy, person);
        await NextAsync(1, person, new Register(person, "Salomé", "Girard", "salome.girard@exemple.test", null, status));
        await NextAsync(1, application, new Apply(vacancy, person, Office.Alpha, status, Channel.CommonSpace));
        var filed = Office.Clock.Now;
        if (status == CandidateStatus.ContractAgent) await NextAsync(6, vacancy, new RecordFinding("Aucune candidature titulaire."));
        await NextAsync(2, application, new Move(Stage.Admissible));
        await NextAsync(3, application, new AskDocument(DocumentType.Diploma));
        await NextAsync(3, application, new ReceiveDocument(DocumentType.Diploma));
        await NextAsync(1, application, new ValidateDocument(DocumentType.Diploma));
        await NextAsync(3, application, new Move(Stage.Preselected));
        await NextAsync(1, application, new NameAssessor(Office.Sami));
        await NextAsync(1, application, new NameAssessor(Office.Odile));
        await NextAsync(4, application, new Move(Stage.Interview));
        await NextAsync(1, application, new FileOpinion("Convaincante.", []), Office.Sami);
        await NextAsync(2, application, new FileOpinion("Convaincante.", []), Office.Odile);
        return filed;
    }

    private async Task ChosenAsync(CandidateStatus status)
    {
        Office.Clock.Now = new(2026, 12, 7, 8, 0, 0, TimeSpan.Zero);
        Assert.IsType<Done>(await Office.ActAsync(application, new AskAcceptance()));
        if (status == CandidateStatus.CivilServant) await NextAsync(1, application, new ExaminePriorities());
        await NextAsync(1, application, new ValidateChoice("Conduite de projet", "Acquis", [Office.Odile], [new(2026, 12, 4)]));
        await NextAsync(2, application, new SendProposal(status == CandidateStatus.CivilServant ? WayIn.Transfer : WayIn.FixedTerm, new(2027, 2, 1)));
        await NextAsync(1, application, new AnswerProposal(ProposalAnswer.Discuss, "La date"));
        await NextAsync(1, application, new SendProposal(status == CandidateStatus.CivilServant ? WayIn.Transfer : WayIn.FixedTerm, new(2027, 2, 8)));
        Office.Clock.Now += TimeSpan.FromDays(3);
        Assert.IsType<Done>(await Office.ActAsync(application, new AnswerProposal(ProposalAnswer.Accept)));
    }

    private async Task ArrivedAsync(CandidateStatus status)
    {
        await NextAsync(20, application, new SecureEngagement(status == CandidateStatus.CivilServant ? EngagementKind.Release : EngagementKind.Contract, new(2027, 1, 4)));
        await NextAsync(1, application, new Move(Stage.Confirmed));
        await NextAsync(10, application, new PostponeArrival(new(2027, 2, 15)));
        Office.Clock.Now = new(2027, 2, 15, 8, 0, 0, TimeSpan.Zero);
        await NextAsync(0, application, new RecordArrival(new(2027, 2, 15)));
    }
}
