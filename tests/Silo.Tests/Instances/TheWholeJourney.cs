using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Routing;
using Jalon.Tests;
using Jalon.Workflows.Running;

namespace Jalon.Silo.Tests.Instances;

/// <summary>From the need to the first year in post, by commands and the clock alone: every task that the procedures open is done, and nothing else is.</summary>
public sealed class TheWholeJourney(TestCluster cluster) : RoutingFixture(cluster)
{
    private Guid vacancy, person, application;

    [Theory]
    [InlineData(CandidateStatus.CivilServant)]
    [InlineData(CandidateStatus.ContractAgent)]
    public async Task Every_task_is_done_in_its_turn_and_the_days_of_each_holder_add_up(CandidateStatus status)
    {
        Office.Clock.Now = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);
        await PublishedAsync();
        var filed = await FiledAsync(status);
        await HeardAsync();
        await ChosenAsync(status);
        await FinalisedAsync(status);
        await ArrivedAsync(status);
        await AddsUpAsync(application, filed, await AtAsync(application, "StageChanged"));
        await AddsUpAsync(vacancy, await AtAsync(vacancy, "VacancyDrafted"), await AtAsync(vacancy, "OpeningEngaged"));
        await FirstYearAsync(status);
        Assert.Equal("", await Office.Engine.Database.ScalarAsync<string>("select coalesce(string_agg(procedure || ' ' || coalesce(ended, 'en cours'), ', '), '') from jalon.workflow_instance where ended is distinct from 'Completed'"));
        Assert.Equal(0, await Office.CountAsync("jalon.fact where type in ('IncidentRaised', 'WaitTroubled')"));
    }

    private async Task PublishedAsync()
    {
        vacancy = Guid.CreateVersion7();
        await NextAsync(0, vacancy, new DraftVacancy(vacancy, Office.Alpha, Office.Sheet()));
        await SeesAsync(vacancy, "need#1");
        await NextAsync(3, vacancy, new Submit());
        await SeesAsync(vacancy, "budget#1 hierarchy#1");
        await FinishAsync(2, vacancy, "budget", "available");
        await FinishAsync(1, vacancy, "hierarchy", "favourable");
        await SeesAsync(vacancy, "validation#1");
        await NextAsync(4, vacancy, new Approve());
        await SeesAsync(vacancy, "publish#1");
        await NextAsync(1, vacancy, new Publish("ALPHA-1", new(2026, 11, 30), FrenchDay));
        await SeesAsync(vacancy, "channels#1");
        await FinishAsync(1, vacancy, "channels");
        await SeesAsync(vacancy, "");
    }

    private async Task<DateTimeOffset> FiledAsync(CandidateStatus status)
    {
        person = Guid.CreateVersion7();
        application = DerivedId.Application(vacancy, person);
        await NextAsync(1, person, new Register(person, "Salomé", "Girard", "salome.girard@exemple.test", null, status));
        await NextAsync(1, application, new Apply(vacancy, person, Office.Alpha, status, Channel.CommonSpace));
        var filed = Office.Clock.Now;
        await SeesAsync(application, status == CandidateStatus.CivilServant ? "admissibility#1" : "");
        if (status == CandidateStatus.ContractAgent) await NextAsync(6, vacancy, new RecordFinding("Aucune candidature titulaire."));
        await SeesAsync(application, "admissibility#1");
        await NextAsync(2, application, new Move(Stage.Admissible));
        await SeesAsync(application, "preselection#1");
        await NextAsync(3, application, new Move(Stage.Preselected));
        await SeesAsync(application, "convocation#1");
        return filed;
    }

    private async Task HeardAsync()
    {
        await NextAsync(1, application, new NameAssessor(Office.Sami));
        await NextAsync(1, application, new NameAssessor(Office.Odile));
        await NextAsync(4, application, new Move(Stage.Interview));
        await SeesAsync(application, "grid#1");
        await FinishAsync(1, application, "grid");
        await FinishAsync(1, application, "slot");
        await SeesAsync(application, "opinions#1 opinions#1");
        await NextAsync(1, application, new FileOpinion("Convaincante.", []), Office.Sami);
        await SeesAsync(application, "opinions#1");
        await NextAsync(2, application, new FileOpinion("Convaincante.", []), Office.Odile);
        await SeesAsync(application, "choice#1");
    }

    private async Task ChosenAsync(CandidateStatus status)
    {
        Office.Clock.Now = new(2026, 12, 7, 8, 0, 0, TimeSpan.Zero);
        await Office.FireAsync();
        Assert.IsType<Done>(await Office.ActAsync(application, new AskAcceptance()));
        await Office.SettleAsync();
        await SeesAsync(application, status == CandidateStatus.CivilServant ? "priorities#1" : "note#1");
        if (status == CandidateStatus.CivilServant) await NextAsync(1, application, new ExaminePriorities());
        await NextAsync(1, application, new ValidateChoice("Conduite de projet", "Acquis", [Office.Odile], [new(2026, 12, 4)]));
        await SeesAsync(application, "proposal#1");
        await NextAsync(2, application, new SendProposal(status == CandidateStatus.CivilServant ? WayIn.Transfer : WayIn.OpenEnded, new(2027, 2, 8)));
        await SeesAsync(application, "answer#1");
        Office.Clock.Now += TimeSpan.FromDays(3);
        Assert.IsType<Done>(await Office.ActAsync(application, new AnswerProposal(ProposalAnswer.Accept)));
        await Office.SettleAsync();
    }

    private async Task FinalisedAsync(CandidateStatus status)
    {
        await SeesAsync(application, status == CandidateStatus.CivilServant ? "ask-release#1 clearance-need#1 ethics#1 papers#1 record#1" : "clearance-need#1 ethics#1 papers#1 pay#1 record#1");
        if (status == CandidateStatus.CivilServant) await FinishAsync(1, application, "ask-release");
        else await FinishAsync(1, application, "pay", "below");
        await FinishAsync(1, application, "clearance-need", "none");
        await FinishAsync(1, application, "ethics", "clear");
        await NextAsync(1, application, new AskDocument(DocumentType.CriminalRecord));
        await NextAsync(3, application, new ReceiveDocument(DocumentType.CriminalRecord));
        await NextAsync(1, application, new ValidateDocument(DocumentType.CriminalRecord));
        await FinishAsync(1, application, "file");
        await NextAsync(5, application, new SecureEngagement(status == CandidateStatus.CivilServant ? EngagementKind.Release : EngagementKind.Contract, new(2027, 1, 4)));
        if (status == CandidateStatus.CivilServant) await FinishAsync(1, application, "notice");
        await SeesAsync(application, "confirm#1");
        await NextAsync(1, application, new Move(Stage.Confirmed));
        await SeesAsync(application, "arrival#1");
    }

    private async Task ArrivedAsync(CandidateStatus status)
    {
        await AtAsync(new(2027, 1, 20), "arrival#1 equipment#1");
        await FinishAsync(0, application, "equipment");
        await AtAsync(new(2027, 2, 2), "arrival#1 welcome#1");
        await FinishAsync(0, application, "welcome");
        Office.Clock.Now = new(2027, 2, 8, 8, 0, 0, TimeSpan.Zero);
        await NextAsync(0, application, new RecordArrival(new(2027, 2, 8)));
        Assert.Equal(VacancyEnd.Filled, (await Office.VacancyAsync(vacancy)).End);
        await SeesAsync(application, "");
        Assert.Equal(status == CandidateStatus.CivilServant ? 1 : 2, await Office.CountAsync("jalon.deadline where key in ('six#1', 'trial-day#1')"));
    }

    private async Task FirstYearAsync(CandidateStatus status)
    {
        if (status == CandidateStatus.ContractAgent)
        {
            await AtAsync(new(2027, 5, 20), "trial#1");
            await NextAsync(1, application, new EndTrial(TrialEnd.Kept));
        }

        await AtAsync(new(2027, 8, 9), "presence-six#1");
        await NextAsync(1, application, new RecordPresence(6));
        await AtAsync(new(2028, 2, 8), "presence-twelve#1");
        await NextAsync(1, application, new RecordPresence(12));
    }

    /// <summary>Time passes until the morning of a day, and what it brought is there.</summary>
    private async Task AtAsync(DateOnly day, string tasks)
    {
        Office.Clock.Now = new(day, new TimeOnly(8, 0), TimeSpan.Zero);
        await Office.FireAsync();
        await SeesAsync(application, tasks);
    }

    private async Task SeesAsync(Guid id, string tasks) => Assert.Equal(tasks,
        await Office.Engine.Database.ScalarAsync<string>($"select coalesce(string_agg(element || '#' || visit, ' ' order by element, visit, item), '') from jalon.task where case_id = '{id}' and ended_at is null"));

    /// <summary>Somebody does a task that has no command of the case.</summary>
    private async Task FinishAsync(int days, Guid id, string element, string? answer = null)
    {
        var instance = await Office.Engine.Database.ScalarAsync<Guid>($"select instance_id from jalon.task where case_id = '{id}' and element = '{element}' and ended_at is null");
        var visit = await Office.Engine.Database.ScalarAsync<int>($"select visit from jalon.task where instance_id = '{instance}' and element = '{element}' and ended_at is null");
        await NextAsync(days, instance, new FinishTask(element, visit, Answer: answer));
    }
}
