using System.ComponentModel;
using System.Diagnostics;

namespace Jalon.Silo;

/// <summary>Runs one command of the system to its end. Arguments are passed as they are: no shell reads them.</summary>
internal static class Tool
{
    public readonly record struct Result(int ExitCode, string Output, string Error)
    {
        public bool Succeeded => ExitCode == 0;

        public string Everything => Output + Error;
    }

    /// <summary>127 is what a shell answers for a command that is not there.</summary>
    public const int NotFound = 127;

    public static async Task<Result> RunAsync(IReadOnlyList<string> command, string workingFolder, TimeSpan limit, CancellationToken ct)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SpeakPlainEnglish(start.Environment);
        using var process = Launch(start);
        if (process is null)
            return new Result(NotFound, "", $"{command[0]}: command not found");
        process.StandardInput.Close();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stop.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop.Token);
            var error = process.StandardError.ReadToEndAsync(stop.Token);
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            return new Result(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return new Result(-1, "", $"{command[0]}: no answer within {limit.TotalSeconds:0} s");
        }
    }

    private static Process? Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The messages of the server are read to be said again in French, and nobody's PGPORT or PGDATA may steer a server that is not theirs.</summary>
    private static void SpeakPlainEnglish(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToList())
            environment.Remove(name);
        environment.Remove("LANGUAGE");
        environment["LC_ALL"] = "C.UTF-8";
    }
}
