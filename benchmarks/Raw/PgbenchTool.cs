using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>pgbench, with prepared statements, on one script.</summary>
internal static partial class PgbenchTool
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public static string? Find()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var debian = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder).OrderDescending().Select(folder => Path.Combine(folder, "bin")) : [];
        return debian.Concat(path).Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists);
    }

    /// <returns>Statements done, seconds taken, processor time of pgbench itself.</returns>
    public static async Task<(double Statements, double Seconds, TimeSpan Own)> RunAsync(
        string tool, string connectionString, string script, IReadOnlyDictionary<string, string> variables, int clients, TimeSpan length, CancellationToken ct)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script, ct);
            var before = ProcessorTime.Children();
            using var process = Process.Start(Start(tool, file, connectionString, variables, clients, length))!;
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(ct);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }

            var rate = Rate().Match(await output);
            if (process.ExitCode != 0 || !rate.Success) throw new BenchException($"pgbench s’est arrêté\u00A0: {(await error).Trim()} {(await output).Trim()}");
            var perSecond = double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
            return (perSecond * length.TotalSeconds, length.TotalSeconds, ProcessorTime.Children() - before);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ProcessStartInfo Start(string tool, string file, string connectionString, IReadOnlyDictionary<string, string> variables, int clients, TimeSpan length)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        string[] arguments =
        [
            "-n", "-M", "prepared", "-f", file, "-c", Text(clients), "-j", Text(Math.Min(clients, 2)), "-T", Text((int)length.TotalSeconds),
            .. variables.SelectMany(variable => (string[])["-D", $"{variable.Key}={variable.Value}"]),
        ];
        return new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = settings.Host, ["PGPORT"] = Text(settings.Port), ["PGUSER"] = settings.Username, ["PGPASSWORD"] = settings.Password,
                ["PGDATABASE"] = settings.Database, ["LC_ALL"] = "C.UTF-8",
            },
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();
}
