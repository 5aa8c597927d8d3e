using Jalon.Grains;
using Jalon.Silo.Mail;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

using MimeKit;

using Npgsql;

namespace Jalon.Silo.Tests.Mail;

/// <summary>Messages and a real conversation with a mail server.</summary>
public sealed class SendingMessages(TestCluster cluster, MailServer server) : IAsyncLifetime, IClassFixture<MailServer>
{
    private static readonly MailText Text = new("Votre entretien", "Bonjour,\n\n.Un point seul en tête de ligne arrive tel quel.\n\nÀ lundi.");

    private readonly HandClock clock = new(Office.December);
    private string address = "";
    private NpgsqlDataSource database = null!;
    private Outbox outbox = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Forget();
        address = await cluster.NewDatabaseAsync();
        database = Connections.Open(address);
        outbox = new Outbox(database, clock);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private MailSender Sender(bool local = false, int? port = null) => new(database,
        new MailSettings(local ? null : new SmtpServer("127.0.0.1", port ?? server.Port, false, null, null), new MailboxAddress("Recrutement", "recrutement@alpha.example"), new Uri("http://127.0.0.1:5080")),
        clock, NullLogger<MailSender>.Instance);

    private static Message To(string address, string key = "essai/1") => new(key, Letter.News, Recipient.At(address), Text);

    /// <summary>As if the sender that claimed it had died.</summary>
    private Task ForgetLeasesAsync() => database.ExecuteAsync("update jalon.mail set lease_until = '-infinity'");

    [Fact]
    public async Task A_key_used_twice_sends_one_message_with_its_accents_and_its_lines()
    {
        Assert.True(await outbox.QueueAsync(To("salome@exemple.test"), Ct));
        Assert.False(await outbox.QueueAsync(To("salome@exemple.test"), Ct));
        Assert.Equal(1, await Sender().RunOnceAsync(Ct));
        Assert.Equal(0, await Sender().RunOnceAsync(Ct));
        var arrived = Assert.Single(server.Accepted);
        Assert.Equal((Text.Subject, Text.Body, "salome@exemple.test"), (arrived.Subject, arrived.TextBody!.ReplaceLineEndings("\n").Trim(), arrived.To.Mailboxes.Single().Address));
        Assert.Equal(MailState.Sent, await outbox.StateAsync("essai/1", Ct));
    }

    [Fact]
    public async Task What_is_held_leaves_at_its_instant_and_what_is_cancelled_never_does()
    {
        await outbox.QueueAsync(To("a@exemple.test", "tenu") with { HeldUntil = clock.Now.AddSeconds(60) }, Ct);
        await outbox.QueueAsync(To("b@exemple.test", "repris") with { HeldUntil = clock.Now.AddSeconds(60) }, Ct);
        Assert.Equal(0, await Sender().RunOnceAsync(Ct));
        Assert.Equal(MailState.Cancelled, await outbox.CancelAsync("repris", Ct));
        clock.Now = clock.Now.AddSeconds(60);
        Assert.Equal(1, await Sender().RunOnceAsync(Ct));
        Assert.Equal(MailState.Sent, await outbox.CancelAsync("tenu", Ct));
        Assert.Null(await outbox.CancelAsync("inconnu", Ct));
    }

    [Fact]
    public async Task Taken_by_the_server_and_not_marked_it_goes_again_under_the_same_id()
    {
        await outbox.QueueAsync(To("salome@exemple.test"), Ct);
        server.Answer = () => "gone";
        Assert.Equal(0, await Sender().RunOnceAsync(Ct));
        server.Answer = () => "ok";
        clock.Now = clock.Now.AddMinutes(1);
        Assert.Equal(1, await Sender().RunOnceAsync(Ct));
        Assert.Equal(2, server.Accepted.Count);
        Assert.Single(server.Accepted.Select(message => message.MessageId).Distinct());
        Assert.Single(server.Accepted.Select(message => message.Date).Distinct());
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_later_and_later_then_somebody_has_to_look()
    {
        await outbox.QueueAsync(To("salome@exemple.test"), Ct);
        var waits = new List<TimeSpan>();
        while (await outbox.StateAsync("essai/1", Ct) == MailState.Waiting)
        {
            Assert.Equal(0, await Sender(port: 1).RunOnceAsync(Ct));
            Assert.Equal(0, await Sender(port: 1).RunOnceAsync(Ct));
            var next = await database.ScalarAsync<DateTime>("select not_before from jalon.mail");
            waits.Add(next - clock.Now.UtcDateTime);
            clock.Now = next;
        }

        Assert.Equal(waits[..^1].Order(), waits[..^1]);
        Assert.Equal(8, waits.Count);
        Assert.Equal(MailState.Dead, await outbox.StateAsync("essai/1", Ct));
        Assert.True(await outbox.RetryAsync(await database.ScalarAsync<Guid>("select id from jalon.mail"), Ct));
        Assert.Equal(1, await Sender().RunOnceAsync(Ct));
    }

    [Fact]
    public async Task An_address_the_server_refuses_is_not_tried_again_by_itself_and_costs_the_others_nothing()
    {
        await outbox.QueueAsync(To("inconnue@exemple.test", "a"), Ct);
        await outbox.QueueAsync(To("salome@exemple.test", "b"), Ct);
        Assert.Equal(1, await Sender().RunOnceAsync(Ct));
        Assert.Equal(MailState.Dead, await outbox.StateAsync("a", Ct));
        Assert.Equal("Le serveur de messagerie ne connaît pas ce destinataire (550).", await database.ScalarAsync<string>("select reason from jalon.mail where key = 'a'"));
    }

    [Fact]
    public async Task Senders_side_by_side_send_each_message_once()
    {
        for (var number = 0; number < 60; number++) await outbox.QueueAsync(To($"p{number}@exemple.test", $"essai/{number}"), Ct);
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Sender().RunOnceAsync(Ct)));
        Assert.Equal(60, sent.Sum());
        Assert.Equal(60, server.Accepted.Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(60, server.Accepted.Count);
        await ForgetLeasesAsync();
        Assert.Equal(0, await Sender().RunOnceAsync(Ct));
    }

    [Fact]
    public async Task Killed_while_it_sends_a_program_loses_nothing_and_repeats_one_message_at_most_under_the_same_id()
    {
        for (var number = 0; number < 100; number++) await outbox.QueueAsync(To($"p{number}@exemple.test", $"essai/{number}"), Ct);
        using (var sender = new LoadedProcess(address, "mail", $"{server.Port}"))
        {
            for (var taken = 0; taken < 30; taken++) await server.Taken.WaitAsync(Ct);
            await sender.KillAsync(Ct);
        }

        Assert.InRange(server.Accepted.Count, 30, 100);
        await ForgetLeasesAsync();
        await Sender().RunOnceAsync(Ct);
        Assert.Equal(100, server.Accepted.Select(message => message.MessageId).Distinct().Count());
        Assert.InRange(server.Accepted.Count, 100, 101);
        Assert.Equal(100L, await database.ScalarAsync<long>("select count(*) from jalon.mail where sent_at is not null"));
    }

    [Fact]
    public async Task Without_a_server_a_message_stays_where_its_reader_finds_it()
    {
        var reader = Guid.CreateVersion7();
        await outbox.QueueAsync(new Message("essai/1", Letter.News, Recipient.Person(reader), Text), Ct);
        Assert.Equal(1, await Sender(local: true).RunOnceAsync(Ct));
        Assert.Equal("local", await database.ScalarAsync<string>("select via from jalon.mail"));
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public async Task A_person_without_an_address_is_told_to_the_operator()
    {
        await outbox.QueueAsync(new Message("essai/1", Letter.News, Recipient.Person(Guid.CreateVersion7()), Text), Ct);
        Assert.Equal(0, await Sender().RunOnceAsync(Ct));
        Assert.Equal(MailState.Dead, await outbox.StateAsync("essai/1", Ct));
    }

    [Fact]
    public async Task An_invitation_travels_as_a_part_that_calendars_read_and_as_a_file()
    {
        await outbox.QueueAsync(To("salome@exemple.test") with { Calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n" }, Ct);
        await Sender().RunOnceAsync(Ct);
        var parts = Assert.Single(server.Accepted).BodyParts.ToList();
        var read = Assert.Single(parts.OfType<TextPart>(), part => part.ContentType.IsMimeType("text", "calendar"));
        Assert.Equal("CANCEL", read.ContentType.Parameters["method"]);
        Assert.Equal("annulation.ics", Assert.Single(parts, part => part.IsAttachment).ContentDisposition!.FileName);
    }
}
