using System.Globalization;

using Jalon.Long;
using Jalon.Silo;
using Jalon.Tests;

// ./test --long [kills of the program] [kills of PostgreSQL] [seconds of pause]: the program itself, killed, deprived of its database and paused under
// sixteen clients over HTTP. It ends with 0 when every acknowledged command is in the journal exactly once and nothing is left hanging.
int Given(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
var (programKills, postgresKills, pause) = (Given(0, 50), Given(1, 20), TimeSpan.FromSeconds(Given(2, 30)));

var folder = TestFolder.New("jalon-long");
try
{
    await using var server = await EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresSettings(folder, Serving: false, Environment.GetEnvironmentVariable("JALON_POSTGRES"), Console.WriteLine), CancellationToken.None);
    var scene = await Scene.PrepareAsync(server.ConnectionString);
    var tally = new Tally();
    using var first = new ServedProgram(folder, null);
    using var second = new ServedProgram(folder, server.ConnectionString);
    using (var clients = new Clients(scene, tally, first, second))
    {
        await Faults.KillProgramAsync(programKills, first, tally);
        await Faults.KillPostgresAsync(postgresKills, folder, server.ConnectionString, tally);
        await Faults.PauseAsync(pause, first, second, clients, tally);
        await clients.EndAsync();
    }

    var findings = await Checks.RunAsync(server.ConnectionString, tally);
    await first.StopAsync();
    await second.StopAsync();
    findings.AddRange(await Checks.VerifyAsync(server.ConnectionString));
    tally.Print(findings);
    return findings.Count == 0 ? 0 : 1;
}
finally
{
    TestFolder.Remove(folder);
}
