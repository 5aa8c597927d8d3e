using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Mail;
using Jalon.Silo.Mail.Reminding;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Routing;
using Jalon.Tests;
using Jalon.Workflows.Reminders;
using Jalon.Workflows.Running;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Silo.Tests.Mail;

/// <summary>What people read in the morning, on a real journal. It is Monday 7 December 2026, ten o'clock in Paris, when the application comes in.</summary>
public sealed class SpeakingInTheMorning(TestCluster cluster) : RoutingFixture(cluster)
{
    private static readonly Guid Lead = DerivedId.Of("lead"), Rh = DerivedId.Of("rh"), Filiere = DerivedId.Of("filiere");

    private static MailSettings Settings => MailSettings.Local(5080);

    private Morning Morning => new(new OpenCases(Office.Engine.Database, Office.Engine.Procedures), Office.Engine.Mail, Settings, Office.Clock);

    private async Task<Guid> FiledAsync()
    {
        foreach (var (id, given) in new[] { (Office.Recruiter, "Claire"), (Office.Odile, "Odile"), (Lead, "Nadia"), (Rh, "Yves") })
            await Office.DoAsync(id, new Register(id, given, "Exemple", null, null, CandidateStatus.External));
        await Office.DoAsync(Office.Alpha, new CreateOrganisation(Office.Alpha, "Ministère Alpha", null, OrganisationLevel.Ministry));
        await Office.DoAsync(Filiere, new CreateOrganisation(Filiere, "Filière", null, OrganisationLevel.Service));
        await Office.DoAsync(Office.Alpha, new GrantRole(Lead, Role.HrLead, Office.Clock.Now.AddDays(-1)));
        await Office.DoAsync(Filiere, new GrantRole(Rh, Role.FiliereHr, Office.Clock.Now.AddDays(-1)));
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        return application;
    }

    /// <summary>Eight o'clock of a day of December.</summary>
    private async Task<int> MorningOfAsync(int day)
    {
        var date = new DateOnly(2026, 12, day);
        Office.Clock.Now = Mornings.Of(date);
        return await Morning.WriteAsync(date, Ct);
    }

    private Task<long> LinesAsync(string where) => Office.CountAsync($"jalon.reminder where {where}");

    private async Task<string?> SentAsync(Guid person, int day)
    {
        await new MailSender(Office.Engine.Database, Settings, Office.Clock, NullLogger<MailSender>.Instance).RunOnceAsync(Ct);
        return await Office.CountAsync($"jalon.mail where key = 'morning/{person}/2026-12-{day:00}' and sent_at is not null") == 0 ? null
            : await Office.Engine.Database.ScalarAsync<string>($"select subject || E'\\n' || body from jalon.mail where key = 'morning/{person}/2026-12-{day:00}'");
    }

    [Fact]
    public async Task Each_hears_at_their_grade_once()
    {
        var application = await FiledAsync();
        var step = $"case_id = '{application}' and step = 'admissibility#1'";
        await MorningOfAsync(11);
        Assert.Equal(0, await LinesAsync(step));
        await MorningOfAsync(14);
        Assert.Equal(1, await LinesAsync($"{step} and audience = 'Holder' and percent = 80 and person_id = '{Office.Recruiter}'"));
        Assert.Contains("Salomé Girard, Cheffe ou chef de projet numérique F/H\u00A0: vérifier la recevabilité, à rendre le lundi 14\u00A0décembre 2026 (98\u00A0% de la cible).", await SentAsync(Office.Recruiter, 14), StringComparison.Ordinal);
        await MorningOfAsync(15);
        Assert.Equal(1, await LinesAsync($"{step} and audience = 'Manager' and person_id = '{Office.Odile}'"));
        Assert.Contains("attendu de Claire Exemple, en retard depuis le lundi 14\u00A0décembre 2026", await SentAsync(Office.Odile, 15), StringComparison.Ordinal);
        await MorningOfAsync(18);
        Assert.Equal(1, await LinesAsync($"{step} and audience = 'HrLead' and percent = 150 and person_id = '{Lead}'"));
        await MorningOfAsync(21);
        Assert.Equal(4, await LinesAsync(step));
    }

    [Fact]
    public async Task After_two_weeks_of_silence_each_hears_once_and_one_message_carries_all()
    {
        await FiledAsync();
        var hurried = await Office.ApplyAsync((await Office.ApplicationAsync(await Office.ApplyAsync(await Office.PublishAsync()))).VacancyId);
        await Office.SettleAsync();
        await MorningOfAsync(21);
        await MorningOfAsync(21);
        Assert.Equal(1, await Office.CountAsync($"jalon.mail where recipient = '{Office.Recruiter}' and key like 'morning/%'"));
        Assert.Equal(3, await LinesAsync("audience = 'Holder' and step = 'admissibility#1'"));
        Assert.Equal(0, await LinesAsync("percent = 80 and step = 'admissibility#1'"));
        Assert.Equal(3, (await SentAsync(Office.Recruiter, 21))!.Split("vérifier la recevabilité").Length - 1);
        Assert.Equal(1, await LinesAsync($"case_id = '{hurried}' and audience = 'HrLead' and step = 'admissibility#1'"));
    }

    [Fact]
    public async Task What_moved_before_the_message_leaves_is_not_in_it()
    {
        var application = await FiledAsync();
        await MorningOfAsync(14);
        await Office.DoAsync(application, new Move(Stage.Admissible));
        Assert.DoesNotContain("Salomé Girard", await SentAsync(Office.Recruiter, 14), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_put_off_is_not_in_their_morning_and_still_is_in_their_managers()
    {
        var application = await FiledAsync();
        await Office.Engine.Database.ExecuteAsync($"insert into jalon.snooze (person_id, case_id, step, until) values ('{Office.Recruiter}', '{application}', 'admissibility#1', '2026-12-31')");
        await MorningOfAsync(15);
        Assert.Equal(0, await LinesAsync("audience = 'Holder' and step = 'admissibility#1'"));
        Assert.Equal(1, await LinesAsync($"audience = 'Manager' and step = 'admissibility#1' and person_id = '{Office.Odile}'"));
    }

    private Task<Guid> InstanceAsync(Guid application, string procedure) =>
        Office.Engine.Database.ScalarAsync<Guid>($"select id from jalon.workflow_instance where case_id = '{application}' and procedure = '{procedure}' and ended is null");

    [Fact]
    public async Task A_task_handed_over_is_in_the_morning_of_whoever_has_it_and_put_off_in_nobodys()
    {
        var application = await FiledAsync();
        var instance = await InstanceAsync(application, "selection");
        await Office.DoAsync(instance, new DelegateTask("admissibility", 1, null, Rh));
        await MorningOfAsync(15);
        Assert.Equal(1, await LinesAsync($"audience = 'Holder' and step = 'admissibility#1' and person_id = '{Rh}'"));
        Assert.Equal(0, await LinesAsync($"audience = 'Holder' and step = 'admissibility#1' and person_id = '{Office.Recruiter}'"));
        Assert.Contains("attendu de Yves Exemple", await SentAsync(Office.Odile, 15), StringComparison.Ordinal);
        await Office.DoAsync(instance, new DelegateTask("admissibility", 1, null, null));
        await Office.DoAsync(instance, new SnoozeTask("admissibility", 1, null, new(2026, 12, 18), "Diplôme attendu."));
        await MorningOfAsync(16);
        Assert.Equal(0, await LinesAsync($"audience = 'Holder' and step = 'admissibility#1' and person_id = '{Office.Recruiter}'"));
        await MorningOfAsync(18);
        Assert.Equal(1, await LinesAsync($"audience = 'Holder' and person_id = '{Office.Recruiter}' and step = 'admissibility#1'"));
    }

    [Fact]
    public async Task A_task_that_the_case_does_not_follow_climbs_the_same_ladder_and_is_counted()
    {
        var application = await Office.HeardAsync(await FiledAsync());
        await Office.SettleAsync();
        await MorningOfAsync(14);
        var line = await Office.Engine.Database.ScalarAsync<string>($"select line from jalon.reminder where case_id = '{application}' and audience = 'Holder' and person_id = '{Office.Recruiter}'");
        Assert.Contains("préparer la grille d’évaluation, en retard depuis le mercredi 9\u00A0décembre 2026", line, StringComparison.Ordinal);
        await Office.DoAsync(await InstanceAsync(application, "interview"), new FinishTask("grid", 1));
        var sent = await SentAsync(Office.Recruiter, 14);
        Assert.DoesNotContain("grille", sent, StringComparison.Ordinal);
        Assert.Contains("diffuser sur les autres canaux, en retard depuis", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_procedure_asks_to_be_reminded_of_is_one_line_of_the_next_morning_once()
    {
        var application = await FiledAsync();
        var person = (await Office.ApplicationAsync(application)).CandidateId;
        await Office.ProposeAsync(await Office.HeardAsync(application));
        await Office.SettleAsync();
        await MorningOfAsync(14);
        Office.Clock.Now = new(2026, 12, 16, 23, 30, 0, TimeSpan.Zero);
        await Office.FireAsync();
        Assert.Equal(1, await Office.CountAsync($"jalon.asked_reminder where case_id = '{application}' and template = 'proposal-reminder'"));
        await MorningOfAsync(17);
        await MorningOfAsync(17);
        Assert.Equal(1, (await SentAsync(person, 17))!.Split("répondre à la proposition").Length - 1);
        await MorningOfAsync(18);
        Assert.Equal(0, await Office.CountAsync("jalon.asked_reminder where told_on is null"));
        Assert.Equal(1, await LinesAsync($"person_id = '{person}' and audience like '%remind%'"));
    }

    [Fact]
    public async Task A_candidate_reads_of_their_own_step_only_and_not_once_it_is_done()
    {
        var application = await FiledAsync();
        var person = (await Office.ApplicationAsync(application)).CandidateId;
        await Office.DoAsync(application, new AskDocument(DocumentType.CurriculumVitae));
        await Office.SettleAsync();
        await MorningOfAsync(15);
        var read = await SentAsync(person, 15);
        Assert.Contains("Cheffe ou chef de projet numérique F/H\u00A0: transmettre une pièce, à rendre le lundi 21\u00A0décembre 2026.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Claire", read, StringComparison.Ordinal);
        await MorningOfAsync(22);
        await Office.DoAsync(application, new ReceiveDocument(DocumentType.CurriculumVitae));
        Assert.Null(await SentAsync(person, 22));
    }

    [Fact]
    public async Task While_the_person_is_awaited_the_administration_owes_nothing()
    {
        var application = await FiledAsync();
        await Office.DoAsync(application, new AskDocument(DocumentType.CurriculumVitae));
        await Office.SettleAsync();
        await MorningOfAsync(18);
        Assert.Equal(0, await LinesAsync($"case_id = '{application}' and step = 'admissibility#1'"));
    }

    [Fact]
    public async Task A_post_that_is_suspended_reminds_nobody_and_its_date_moves_with_the_first_beside_it()
    {
        var application = await FiledAsync();
        var post = (await Office.ApplicationAsync(application)).VacancyId;
        await Office.DoAsync(post, new Suspend("Gel des recrutements."));
        await MorningOfAsync(14);
        Assert.Equal(0, await LinesAsync("step = 'admissibility#1'"));
        await Office.DoAsync(post, new Resume());
        await MorningOfAsync(21);
        Assert.Contains("à rendre le lundi 21\u00A0décembre 2026, au lieu du 14\u00A0décembre 2026 avant les pauses", await SentAsync(Office.Recruiter, 21), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_department_reads_figures_once_a_week_and_of_a_refusal_by_silence_before_it_comes_without_a_name()
    {
        var application = await FiledAsync();
        await new Week(Office.Engine.Database, Office.Engine.Mail, Settings, Office.Clock).WriteAsync(new(2026, 12, 14), Ct);
        Assert.Equal(1, await Office.CountAsync($"jalon.mail where recipient = '{Rh}' and letter = 'WeeklyDigest' and body like '%ouvert%'"));
        Office.Clock.Now = Mornings.Of(new DateOnly(2027, 2, 3));
        await Morning.WriteAsync(new DateOnly(2027, 2, 3), Ct);
        var line = await Office.Engine.Database.ScalarAsync<string>($"select line from jalon.reminder where person_id = '{Rh}' and case_id = '{application}'");
        Assert.Matches(@"^– Dossier \w{4}, .*réputée refusée\.$", line);
        Assert.DoesNotContain("Girard", line, StringComparison.Ordinal);
    }
}
