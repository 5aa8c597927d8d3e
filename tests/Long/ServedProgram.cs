using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jalon.Long;

/// <summary>The program as <c>./run</c> starts it: on the private server of a folder, or on a database that is given.</summary>
internal sealed class ServedProgram(string folder, string? database) : IDisposable
{
    private readonly int port = FreePort();
    private Process? process;

    public Uri Address => new($"http://127.0.0.1:{port}");

    public bool Runs => process is { HasExited: false };

    public void Start()
    {
        process?.Dispose();
        var start = new ProcessStartInfo("dotnet", [Program(), "serve"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["JALON_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["JALON_DATA"] = folder;
        if (database is null) start.Environment.Remove("ConnectionStrings__Jalon");
        else start.Environment["ConnectionStrings__Jalon"] = database;
        process = Process.Start(start)!;
        process.OutputDataReceived += Ignore;
        process.ErrorDataReceived += Ignore;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>As Ctrl-C does: what was accepted is answered.</summary>
    public async Task StopAsync()
    {
        if (!Runs) return;
        Signal("TERM");
        await process!.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (Runs) process!.Kill();
        process?.Dispose();
    }

    private static void Ignore(object sender, DataReceivedEventArgs line)
    {
        if (Environment.GetEnvironmentVariable("JALON_LONG_LOG") is not null) Console.Error.WriteLine(line.Data);
    }

    /// <summary>Built beside this one, in the same configuration.</summary>
    private static string Program()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "src", "Web", "bin", configuration.Name, framework.Name, "jalon.dll");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
