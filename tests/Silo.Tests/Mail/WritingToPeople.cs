using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Mail;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Routing;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Silo.Tests.Mail;

/// <summary>What facts say to people, and what takes it back.</summary>
public sealed class WritingToPeople(TestCluster cluster) : RoutingFixture(cluster)
{
    private MailSender Sender => new(Office.Engine.Database, MailSettings.Local(5080), Office.Clock, NullLogger<MailSender>.Instance);

    private Task<long> WaitingAsync(string where) => Office.CountAsync($"jalon.mail where sent_at is null and cancelled_at is null and {where}");

    private Task<long> SentAsync(string where) => Office.CountAsync($"jalon.mail where sent_at is not null and {where}");

    private Task<string> BodyAsync(string where) => Office.Engine.Database.ScalarAsync<string>($"select body from jalon.mail where {where}");

    [Fact]
    public async Task An_application_is_acknowledged_by_itself_once_and_the_case_knows_it()
    {
        var post = await Office.PublishAsync();
        var application = await Office.ApplyAsync(post);
        await Office.SettleAsync();
        await Sender.RunOnceAsync(Ct);
        Assert.Equal(1, await SentAsync($"letter = 'Acknowledgement' and about = '{application}'"));
        Assert.Equal(1, await Office.CountAsync($"jalon.fact where grain_id = '{application}' and type = 'PersonInformed'"));
    }

    [Fact]
    public async Task A_case_is_told_once_that_its_person_knows_the_outcome()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.DoAsync(application, new Reject(RejectionReason.Skills, Shared: false));
        await Office.SettleAsync();
        Office.Clock.Now = Office.Clock.Now.AddSeconds(61);
        await Sender.RunOnceAsync(Ct);
        var rounds = new MailRounds(Office.Engine.Database, Office.Engine.Mail, Sender, NullLogger<MailRounds>.Instance);
        Assert.Equal(1, await rounds.TellAsync(Office.Engine.Silo.SendAsync, Ct));
        Assert.Equal(0, await rounds.TellAsync(Office.Engine.Silo.SendAsync, Ct));
        Assert.NotNull((await Office.ApplicationAsync(application)).Outcome!.ToldAt);
    }

    [Fact]
    public async Task History_brought_in_writes_to_nobody()
    {
        var (post, person) = (await Office.PublishAsync(), await Office.RegisterAsync());
        var apply = new Apply(post, person, Office.Alpha, CandidateStatus.CivilServant, Channel.Import);
        Assert.IsType<Done>(await Office.Engine.Silo.SendAsync(new Envelope(DerivedId.Application(post, person), apply, Guid.CreateVersion7(), Actor.System, Origin.Import, Office.Clock.Now.AddDays(-3)), Ct));
        await Office.SettleAsync();
        Assert.Equal(0, await Office.CountAsync("jalon.mail"));
    }

    [Fact]
    public async Task The_words_of_old_messages_go_and_their_keys_stay()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        await Sender.RunOnceAsync(Ct);
        var words = new OldWords(Office.Engine.Database, () => Rules.Default);
        await words.EmptyAsync(new(2028, 12, 6), Ct);
        Assert.Equal(1, await SentAsync("body like '%Salomé%'"));
        await words.EmptyAsync(new(2028, 12, 8), Ct);
        Assert.Equal(1, await SentAsync("subject = '' and body = '' and words_gone_at is not null"));
        await Office.Engine.Database.ExecuteAsync("update jalon.subscription set epoch = 0, xid = '0', position = 0 where name = 'mail'");
        await Office.TakeOverAsync();
        Assert.Equal(1, await Office.CountAsync($"jalon.mail where about = '{application}'"));
    }

    [Fact]
    public async Task The_words_to_a_person_who_was_erased_go_at_once()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        await Sender.RunOnceAsync(Ct);
        await Office.Engine.Database.ExecuteAsync($"delete from jalon.person where id = '{(await Office.ApplicationAsync(application)).CandidateId}'");
        await new OldWords(Office.Engine.Database, () => Rules.Default).EmptyAsync(new(2026, 12, 8), Ct);
        Assert.Equal(0, await Office.CountAsync("jalon.mail where body <> ''"));
    }

    [Fact]
    public async Task A_refusal_waits_a_minute_and_undoing_it_takes_the_message_back()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.DoAsync(application, new Reject(RejectionReason.Skills, Shared: true, "La conduite de projet manque encore."));
        await Office.SettleAsync();
        await Sender.RunOnceAsync(Ct);
        Assert.Equal(1, await WaitingAsync("letter = 'RejectionWithReason'"));
        await Office.DoAsync(application, new UndoRejection());
        await Office.SettleAsync();
        Office.Clock.Now = Office.Clock.Now.AddSeconds(61);
        await Sender.RunOnceAsync(Ct);
        Assert.Equal(1, await Office.CountAsync("jalon.mail where letter = 'RejectionWithReason' and cancelled_at is not null and sent_at is null"));
    }

    [Fact]
    public async Task A_refusal_undone_while_nobody_reads_the_feed_does_not_leave()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.DoAsync(application, new Reject(RejectionReason.Skills, Shared: false));
        await Office.SettleAsync();
        await Office.DoAsync(application, new UndoRejection());
        Office.Clock.Now = Office.Clock.Now.AddSeconds(61);
        await Sender.RunOnceAsync(Ct);
        Assert.Equal(0, await SentAsync("letter = 'Rejection'"));
        await Office.DoAsync(application, new Reject(RejectionReason.Diploma, Shared: false));
        await Office.SettleAsync();
        Office.Clock.Now = Office.Clock.Now.AddSeconds(61);
        await Sender.RunOnceAsync(Ct);
        Assert.Equal(1, await SentAsync("letter = 'Rejection'"));
    }

    [Fact]
    public async Task A_text_written_before_the_click_is_the_one_that_leaves()
    {
        var (application, click) = (await Office.ApplyAsync(await Office.PublishAsync()), Guid.CreateVersion7());
        await Office.Engine.Mail.DraftAsync(click, new MailText("Notre réponse", "Bonjour,\n\nUn mot choisi."), Ct);
        Assert.IsType<Done>(await Office.SendAsync(application, new Reject(RejectionReason.Skills, Shared: true), click));
        await Office.SettleAsync();
        Assert.Equal("Bonjour,\n\nUn mot choisi.", await BodyAsync("letter = 'RejectionWithReason'"));
    }

    [Fact]
    public async Task Papers_asked_one_after_the_other_go_in_one_letter()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.DoAsync(application, new AskDocument(DocumentType.CurriculumVitae));
        await Office.SettleAsync();
        await Office.DoAsync(application, new AskDocument(DocumentType.Diploma));
        await Office.SettleAsync();
        Assert.Equal(1, await WaitingAsync("letter = 'DocumentAsked'"));
        var body = await BodyAsync("letter = 'DocumentAsked' and cancelled_at is null");
        Assert.Contains("– Curriculum vitæ\n– Diplôme\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_that_is_not_shared_is_not_in_the_letter()
    {
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.DoAsync(application, new Reject(RejectionReason.Skills, Shared: false, "Un motif gardé pour nous."));
        await Office.SettleAsync();
        var body = await BodyAsync("letter = 'Rejection'");
        Assert.DoesNotContain("gardé", body, StringComparison.Ordinal);
        Assert.DoesNotContain("ompétences", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_letter_carries_another_candidate()
    {
        var people = new (string Given, string Family)[] { ("Salomé", "Girard"), ("Hugo", "Marchal"), ("Inès", "Caron"), ("Basile", "Nguyen") };
        await Office.DoAsync(Office.Alpha, new CreateOrganisation(Office.Alpha, "Ministère Alpha", null, OrganisationLevel.Ministry));
        var post = await Office.PublishAsync();
        var applications = new List<Guid>();
        foreach (var (given, family) in people)
        {
            var id = Guid.CreateVersion7();
            await Office.DoAsync(id, new Register(id, given, family, null, null, CandidateStatus.CivilServant));
            applications.Add(await Office.ApplyAsync(post, id));
        }

        await Office.DoAsync(applications[1], new Reject(RejectionReason.Skills, Shared: true, "Un autre parcours."));
        await Office.DoAsync(applications[2], new Withdraw(WithdrawalReason.Pay));
        foreach (var stage in new[] { Stage.Admissible, Stage.Preselected }) await Office.DoAsync(applications[3], new Move(stage));
        await Office.SettleAsync();
        await Office.ConfirmAsync(await Office.HeardAsync(applications[0]));
        await Office.SettleAsync();
        Assert.Equal(1, await Office.CountAsync("jalon.mail where letter = 'PostFilled'"));
        Assert.True(await Office.CountAsync("jalon.mail") >= 10);
        for (var own = 0; own < people.Length; own++)
        {
            var others = string.Join('|', people.Where((_, index) => index != own).Select(person => person.Family));
            Assert.Equal(0, await Office.CountAsync($"jalon.mail where about = '{applications[own]}' and (subject ~ '{others}' or body ~ '{others}')"));
        }
    }
}
