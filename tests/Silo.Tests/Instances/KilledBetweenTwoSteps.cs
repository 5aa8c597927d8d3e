using Jalon.Grains;
using Jalon.Silo.Mail;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Mail;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Instances;

/// <summary>
/// Another process does what follows from a fact: it is held at one place by a lock on the table it has to write next, killed -9 there, and this one goes on. A mail server, a process of its own, counts
/// what arrives.
/// </summary>
public sealed class KilledBetweenTwoSteps(TestCluster cluster, MailServer server) : IClassFixture<MailServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>In milliseconds: what waits for another process ends, whatever becomes of it.</summary>
    private const int AtMost = 120_000;

    [Theory(Timeout = AtMost)]
    [InlineData("jalon.workflow_instance", 0, 0)] // the fact is committed, the instance has not advanced
    [InlineData("jalon.job_application", 1, 0)] // the instance has advanced, its command has not reached the case
    [InlineData("jalon.mail", 1, 0)] // the instance has advanced, the message is not queued
    [InlineData("jalon.mail", 1, 1)] // the server took the message, nobody marked it
    public async Task The_case_goes_on_and_each_message_is_sent_once(string held, long instances, long taken)
    {
        server.Forget();
        var address = await cluster.NewDatabaseAsync();
        await using var office = await Office.OpenAsync(address);
        var post = await office.PublishAsync();
        var person = Guid.CreateVersion7();
        await office.DoAsync(person, new Grains.Candidates.Register(person, "Salomé", "Girard", "salome.girard@exemple.test", null, CandidateStatus.CivilServant));
        await office.SettleAsync();
        await using var holding = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await holding.OpenAsync(Ct);
        var application = await office.ApplyAsync(post, person);
        if (taken > 0) server.Answer = () => Held(holding, held);
        else Lock(holding, held);
        using (var program = new LoadedProcess(address, "all", $"{server.Port}"))
        {
            if (taken > 0) await server.Taken.WaitAsync(Ct);
            while (await office.CountAsync($"pg_locks where not granted and relation = '{held}'::regclass") == 0 || await InstancesAsync(office, application) < instances) await Task.Yield();
            await program.KillAsync(Ct);
            // The server would do what it was last asked for before it notices that nobody is there.
            await office.Engine.Database.ExecuteAsync($"select pg_terminate_backend(pid) from pg_locks where not granted and relation = '{held}'::regclass");
        }

        Assert.Equal(instances, await InstancesAsync(office, application));
        await holding.CloseAsync();
        server.Answer = () => "ok";
        office.Clock.Now = new(2026, 12, 8, 12, 0, 0, TimeSpan.Zero);
        await office.TakeOverAsync();
        await office.Engine.Database.ExecuteAsync("update jalon.mail set lease_until = '-infinity'");
        var settings = MailSettings.Local(Settings.DefaultPort) with { From = new MimeKit.MailboxAddress("Recrutement", "recrutement@alpha.example"), Smtp = new SmtpServer("127.0.0.1", server.Port, false, null, null) };
        await new MailSender(office.Engine.Database, settings, office.Clock, NullLogger<MailSender>.Instance).RunOnceAsync(Ct);
        Assert.Single(server.Accepted.Select(message => message.MessageId).Distinct());
        // Where the server took it and nobody marked it, it came twice under the same id; elsewhere the kill may have fallen there too.
        Assert.InRange(server.Accepted.Count, 1 + taken, 2);
        Assert.Equal(1, await InstancesAsync(office, application));
        Assert.Equal(1, await office.CountAsync($"jalon.fact where grain_id = '{application}' and type = 'PersonInformed'"));
        Assert.Equal(1, await office.CountAsync($"jalon.task where case_id = '{application}' and element = 'admissibility' and ended_at is null"));
        await office.CheckAsync();
        await office.AgreesAsync();
    }

    private static Task<long> InstancesAsync(Office office, Guid application) => office.CountAsync($"jalon.workflow_instance where case_id = '{application}'");

    /// <summary>While the server answers, what follows its answer is held.</summary>
    private static string Held(NpgsqlConnection holding, string table)
    {
        Lock(holding, table);
        return "ok";
    }

    private static void Lock(NpgsqlConnection holding, string table)
    {
        using var command = new NpgsqlCommand($"begin; lock table {table} in share row exclusive mode", holding);
        command.ExecuteNonQuery();
    }
}
