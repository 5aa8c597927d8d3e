using System.Net;

using Jalon.MailServer;

using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Net;

// A mail server to speak to, as a process of its own: it tells its port, then every message it takes charge of, a line each, in base64. Before it answers the sender it waits for a line
// that says how: « ok », or « gone » to hang up without a word. It ends with its input.
var ready = new EndpointListenerFactory();
ready.EndpointStarted += (_, started) => Console.Out.WriteLine(((IPEndPoint)started.LocalEndPoint).Port);
var services = new ServiceProvider();
services.Add(ready);
services.Add(new Recipients());
using var turn = new SemaphoreSlim(1, 1);
var told = new Told(turn);
services.Add(told);
using var stop = new CancellationTokenSource();
var options = new SmtpServerOptionsBuilder().ServerName("essai").Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0))).Build();
var serving = new SmtpServer.SmtpServer(options, services).StartAsync(stop.Token);
while (await Console.In.ReadLineAsync() is { } answer) await told.AnswerAsync(answer);
await stop.CancelAsync();
await serving;
