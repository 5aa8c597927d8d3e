using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Silo.Mail;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Routing;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Mail;

public sealed class TellingAnInterview(TestCluster cluster) : RoutingFixture(cluster)
{
    [Fact]
    public async Task The_candidate_and_both_assessors_have_each_change_once_in_one_event()
    {
        foreach (var (id, given) in new[] { (Office.Recruiter, "Claire"), (Office.Odile, "Odile"), (Office.Sami, "Sami") })
            await Office.DoAsync(id, new Register(id, given, "Exemple", $"{given}@alpha.example", null, CandidateStatus.External));
        var application = await Office.ApplyAsync(await Office.PublishAsync());
        var person = (await Office.ApplicationAsync(application)).CandidateId;
        var interview = new Convocation(Guid.CreateVersion7(), 0, application, Office.Clock.Now.AddDays(3), TimeSpan.FromMinutes(45), "Salle Ada", Office.Recruiter, [Office.Odile, Office.Sami]);
        await TellAsync(interview, ConvocationChange.Convened);
        await TellAsync(interview, ConvocationChange.Convened);
        await TellAsync(interview with { Sequence = 1, From = interview.From.AddHours(2) }, ConvocationChange.Moved);
        await TellAsync(interview with { Sequence = 2 }, ConvocationChange.Cancelled);
        Assert.Equal(9, await Office.CountAsync("jalon.mail where calendar is not null"));
        Assert.Equal(3, await Office.CountAsync($"jalon.mail where recipient = '{person}' and letter like 'Convocation%'"));
        Assert.Equal(1, await Office.Engine.Database.ScalarAsync<long>("select count(distinct (regexp_match(calendar, 'UID:(\\S+)'))[1]) from jalon.mail where calendar is not null"));
        Assert.Equal(3, await Office.CountAsync("jalon.mail where calendar like '%METHOD:CANCEL%' and calendar like '%SEQUENCE:2%'"));
        var body = await Office.Engine.Database.ScalarAsync<string>($"select body from jalon.mail where recipient = '{person}' and letter = 'Convocation'");
        Assert.Contains("aura lieu le jeudi 10\u00A0décembre 2026 à 10\u00A0h, pour une durée de 45\u00A0minutes.", body, StringComparison.Ordinal);
        Assert.Contains("Vous rencontrerez\u00A0: Odile Exemple, Sami Exemple", body, StringComparison.Ordinal);
        var token = body!.Split("/entretien/")[1].Split('\n')[0].Trim();
        Assert.Equal(application, await Office.Engine.BookingLinks.ReadAsync(token, Ct));
        Assert.Null(await Office.Engine.BookingLinks.ReadAsync($"{(token[0] == 'A' ? 'B' : 'A')}{token[1..]}", Ct));
        foreach (var wrong in new[] { token[..^2], $"{token[..^2]}zz", "é", "" }) Assert.Null(await Office.Engine.BookingLinks.ReadAsync(wrong, Ct));
    }

    private async Task TellAsync(Convocation interview, ConvocationChange change)
    {
        var engine = Office.Engine;
        var words = (await CaseWords.ReadAsync(engine.Database, [interview.ApplicationId], Ct))[interview.ApplicationId];
        foreach (var message in await new Convocations(engine.Database, engine.BookingLinks, engine.MailSettings, Office.Clock).MessagesAsync(interview, change, words, Ct)) await engine.Mail.QueueAsync(message, Ct);
    }
}
