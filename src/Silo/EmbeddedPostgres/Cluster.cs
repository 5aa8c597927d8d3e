using System.Diagnostics;

namespace Jalon.Silo;

/// <summary>The server of one data folder: created, adopted when it already runs, started, stopped. Called under the start lock.</summary>
internal sealed class Cluster(DataFolder folder, ServerAccount account, ServerBinaries binaries, Action<string> say)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Orphans = TimeSpan.FromSeconds(20);

    private const int Attempts = 5;

    public async Task<(int Port, bool Started)> RunningPortAsync(CancellationToken ct)
    {
        if (folder.ClusterMajor() is null)
            await CreateAsync(ct);
        return await AdoptAsync(ct) is { } adopted ? (adopted, false) : (await StartAsync(ct), true);
    }

    /// <summary>Asks the server to end every session and stop; says so if it does not, since nobody is left to throw to.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (Postmaster.Read(folder.Cluster) is null)
            return;
        var result = await RunAsync("pg_ctl", ["stop", "-D", "postgres", "-m", "fast", "-w", "-t", "60", "-s"], ct);
        if (!result.Succeeded && Postmaster.Read(folder.Cluster) is not null)
            say(Sentences.StopFailed(folder.Root, ServerLog.Essence(result.Everything)));
    }

    /// <summary>Created beside and renamed when whole: a death in the middle leaves nothing that looks like a cluster.</summary>
    private async Task CreateAsync(CancellationToken ct)
    {
        try
        {
            if (Directory.Exists(folder.NewCluster))
                Directory.Delete(folder.NewCluster, recursive: true);
            await folder.WriteNewPasswordAsync(account, ct);
            string[] provider = binaries.Major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
            var result = await RunAsync("initdb",
            [
                "-D", "postgres.new", "-U", EmbeddedPostgres.User, "--pwfile=password", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C.UTF-8", .. provider,
            ], ct);
            if (!result.Succeeded)
                throw Failure(result.Everything, Sentences.InitialisationFailed(folder.Root, ServerLog.Essence(result.Everything)));
            await File.AppendAllTextAsync(
                Path.Combine(folder.NewCluster, "postgresql.conf"), $"\ninclude_if_exists = '{ServerConfiguration.FileName}'\n", ct);
            Directory.Move(folder.NewCluster, folder.Cluster);
        }
        catch (IOException full) when (DiskFull.Is(full))
        {
            throw new DatabaseUnavailableException(Sentences.DiskFull(folder.Root), full);
        }
    }

    /// <summary>
    /// The port of the server that already runs in this folder, null when there is none. A pid file that names another folder (a copy) or a process that lives
    /// elsewhere (a reboot, a number used again) is removed, but only once no process is left in the folder: two servers on one cluster would destroy it.
    /// </summary>
    private async Task<int?> AdoptAsync(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var server = Postmaster.Read(folder.Cluster);
            var living = await Postmaster.ProcessesInAsync(folder.Cluster, account, ct);
            var isOurs = server is not null && server.Folder == folder.Cluster && living.Contains(server.Process);
            if (isOurs && server!.IsReady)
                return server.Port;
            if (living.Count == 0)
            {
                File.Delete(Path.Combine(folder.Cluster, "postmaster.pid"));
                return null;
            }
            if (waited.Elapsed > (isOurs ? Longest : Orphans))
                throw new DatabaseUnavailableException(isOurs
                    ? Sentences.StillRecovering(folder.Log)
                    : Sentences.ProcessesRemain(folder.Cluster, living));
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    private async Task<int> StartAsync(CancellationToken ct)
    {
        if (!folder.TakesSockets)
            say(Sentences.TcpOnly(folder.Root));
        var port = folder.Port() ?? folder.ChooseFreePort();
        var waited = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            if (!DataFolder.IsFree(port))
                port = ChooseAnother(port);
            var said = await TryStartAsync(port, ct);
            if (said is null)
                return port;
            if (LeavesItsLock(said) && waited.Elapsed < Orphans)
            {
                attempt--;
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
                continue;
            }
            if (!said.Contains("could not bind", StringComparison.Ordinal))
                throw Failure(said, Sentences.StartFailed(folder.Log, ServerLog.Essence(said)));
            if (attempt == Attempts)
                throw new DatabaseUnavailableException(Sentences.NoPort(port));
        }
    }

    /// <summary>A server that was killed keeps its socket's lock until the system has forgotten its process.</summary>
    private static bool LeavesItsLock(string said) => said.Contains("lock file", StringComparison.Ordinal) && said.Contains("already exists", StringComparison.Ordinal);

    /// <summary>Null when the server answers, else what it said.</summary>
    private async Task<string?> TryStartAsync(int port, CancellationToken ct)
    {
        try
        {
            await ServerConfiguration.WriteAsync(folder, port, await CompressionAsync(ct), ct);
        }
        catch (IOException full) when (DiskFull.Is(full))
        {
            throw new DatabaseUnavailableException(Sentences.DiskFull(folder.Root), full);
        }
        var position = ServerLog.Turn(folder.Log);
        var seconds = ((int)Longest.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var result = await RunAsync("pg_ctl", ["start", "-D", "postgres", "-l", "postgres.log", "-w", "-t", seconds, "-s"], ct);
        if (result.Succeeded)
            return null;
        if (Postmaster.Read(folder.Cluster) is { IsReady: false })
            throw new DatabaseUnavailableException(Sentences.StillRecovering(folder.Log));
        var said = await ServerLog.SinceAsync(folder.Log, position, ct);
        return said.Length > 0 ? said : result.Everything;
    }

    /// <summary>The fast one where this server was built with it: asked of the server itself, which refuses a setting it does not know.</summary>
    private async Task<string> CompressionAsync(CancellationToken ct) =>
        (await RunAsync("postgres", ["-D", "postgres", "-C", "wal_compression", "-c", $"wal_compression={ServerConfiguration.FastCompression}"], ct)).Succeeded ? ServerConfiguration.FastCompression : "on";

    private int ChooseAnother(int taken)
    {
        var port = folder.ChooseFreePort();
        say(Sentences.PortTaken(taken, port));
        return port;
    }

    private DatabaseUnavailableException Failure(string said, string otherwise) =>
        new(DiskFull.IsSaidIn(said) ? Sentences.DiskFull(folder.Root) : otherwise);

    /// <summary>Run from the data folder with short names: pg_ctl hands its paths to a shell, and the account may not enter the folder the program was started from.</summary>
    private Task<Tool.Result> RunAsync(string program, string[] arguments, CancellationToken ct) =>
        Tool.RunAsync(account.Command([binaries.PathOf(program), .. arguments]), folder.Root, Longest + TimeSpan.FromSeconds(30), ct);
}
