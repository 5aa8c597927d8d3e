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
        await Office.Engine.Convocations.TellAsync(interview, ConvocationChange.Convened, Ct);
        await Office.Engine.Convocations.TellAsync(interview, ConvocationChange.Convened, Ct);
        await Office.Engine.Convocations.TellAsync(interview with { Sequence = 1, From = interview.From.AddHours(2) }, ConvocationChange.Moved, Ct);
        await Office.Engine.Convocations.TellAsync(interview with { Sequence = 2 }, ConvocationChange.Cancelled, Ct);
        Assert.Equal(9, await Office.CountAsync("jalon.mail where calendar is not null"));
        Assert.Equal(3, await Office.CountAsync($"jalon.mail where recipient = '{person}' and letter like 'Convocation%'"));
        Assert.Equal(1, await Office.Engine.Database.ScalarAsync<long>("select count(distinct (regexp_match(calendar, 'UID:(\\S+)'))[1]) from jalon.mail where calendar is not null"));
        Assert.Equal(3, await Office.CountAsync("jalon.mail where calendar like '%METHOD:CANCEL%' and calendar like '%SEQUENCE:2%'"));
        var body = await Office.Engine.Database.ScalarAsync<string>($"select body from jalon.mail where recipient = '{person}' and letter = 'Convocation'");
        Assert.Contains("aura lieu le jeudi 10\u00A0décembre 2026 à 10\u00A0h, pour une durée de 45\u00A0minutes.", body, StringComparison.Ordinal);
        Assert.Contains("Vous rencontrerez\u00A0: Odile Exemple, Sami Exemple", body, StringComparison.Ordinal);
    }
}
