using Jalon.Load;
using Jalon.Silo;
using Jalon.Silo.Mail;

using Microsoft.Extensions.Logging.Abstractions;

// A program to be killed: it opens an engine on the database of its first argument and works on the applications it finds there, with as many
// clients as its second says, until it is ended. Each acknowledged command is a line of its output, written when the answer is there:
// command, grain, version. Told « mail » and a port instead, it sends the messages that are due to the mail server there; told « all » and a port, it does everything that
// follows from facts, messages included, and nothing by itself.
var clock = new LaterClock(new DateTimeOffset(2026, 12, 8, 9, 0, 0, TimeSpan.Zero));
// The sender of those who take over: a message keeps its id, whose domain is this one.
var from = new MimeKit.MailboxAddress("Recrutement", "recrutement@alpha.example");
var settings = MailSettings.Local(Settings.DefaultPort);
if (args.Length > 2) settings = settings with { From = from, Smtp = new SmtpServer("127.0.0.1", int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), false, null, null) };
if (args[1] == "mail")
{
    await using var database = Connections.Open(args[0]);
    while (true) await new MailSender(database, settings, clock, NullLogger<MailSender>.Instance).RunOnceAsync(CancellationToken.None);
}

await using var engine = await Engine.StartAsync(args[0], ProcessRole.All, clock, NullLoggerFactory.Instance, settings, CancellationToken.None);
await engine.Database.ReleaseLeasesAsync();
var running = engine.RunAsync(CancellationToken.None);
if (args[1] == "all") await running;
var applications = await engine.Database.ApplicationsAsync();
var clients = Enumerable.Range(0, int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)).Select(number => new Client(engine, applications, number).WorkAsync());
await Task.WhenAll([running, .. clients]);
