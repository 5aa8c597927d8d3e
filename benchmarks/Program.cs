using System.Runtime.InteropServices;
using Jalon.Bench;
using Jalon.Silo;

var names = args.Where(argument => !argument.StartsWith('-')).ToList();
var unknown = names.Where(name => !Rows.All.Any(row => row.Name == name))
    .Concat(args.Where(argument => argument.StartsWith('-') && argument is not ("--quick" or "--json" or "--alone"))).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"Mesure inconnue\u00A0: {string.Join(", ", unknown)}. Choisissez parmi\u00A0: {string.Join(", ", Rows.All.Select(row => row.Name))}\u00A0; options\u00A0: --quick, --json, --alone.");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var pace = args.Contains("--quick") ? Pace.Quick : Pace.Whole;
try
{
    await using var ground = await Ground.OpenAsync(Console.Error.WriteLine, stop.Token);
    var campaign = new Campaign(ground, pace, Rows.Chosen(names, args.Contains("--alone")), Console.Error.WriteLine);
    var lines = await campaign.RunAsync(stop.Token);
    if (args.Contains("--json")) Report.Json(lines, Console.Out);
    else Report.Table(await Machine.DescribeAsync(ground, stop.Token), lines, Console.Out);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Mesure interrompue\u00A0; sa base a été supprimée.");
    return 1;
}
#pragma warning disable CA1031 // Nothing may pass: an exception that nobody catches ends the process before the server and its folder are removed.
catch (Exception fault)
#pragma warning restore CA1031
{
    Console.Error.WriteLine(fault is DatabaseUnavailableException or BenchException ? fault.Message : fault.ToString());
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
