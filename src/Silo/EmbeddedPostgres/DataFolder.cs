using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Jalon.Silo;

/// <summary>
/// The folder of JALON_DATA, by its real path: <c>postgres/</c> (the cluster), the password, the port, the server's log, the socket and the locks.
/// Closed to everybody but the account of the server (0700).
/// </summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int LongestSocketPath = 107;

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "postgres");

    public string NewCluster => Path.Combine(Root, "postgres.new");

    public string PasswordFile => Path.Combine(Root, "password");

    public string PortFile => Path.Combine(Root, "port");

    public string Log => Path.Combine(Root, "postgres.log");

    public string StartLock => Path.Combine(Root, "start.lock");

    public string UsersLock => Path.Combine(Root, "users.lock");

    public string ServeLock => Path.Combine(Root, "serve.lock");

    public string ServingProcess => Path.Combine(Root, "serve.pid");

    /// <summary>Creates the folder, or checks that it is ours; what is not ours is never touched.</summary>
    public static async Task<DataFolder> PrepareAsync(string path, ServerAccount account, CancellationToken ct)
    {
        var isNew = !Directory.Exists(path);
        try
        {
            if (isNew)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
                Directory.CreateDirectory(path, OwnerOnly);
            }
            var folder = new DataFolder(await RealPathAsync(path, ct));
            await folder.ClaimAsync(account, ct);
            if (await account.CanEnterAsync(folder.Root, ct))
                return folder;
            if (isNew)
                Directory.Delete(path);
            throw new DatabaseUnavailableException(Sentences.UnreachableFolder(folder.Root, account.Name));
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new DatabaseUnavailableException(DiskFull.Is(refused) ? Sentences.DiskFull(path) : Sentences.CannotWrite(path), refused);
        }
    }

    /// <summary>The major version of the cluster kept here, null when there is none yet.</summary>
    public int? ClusterMajor()
    {
        var file = Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    /// <summary>A path of the system's table of sockets is 107 bytes at most, and a comma separates hosts for Npgsql; beyond that the server is reached on 127.0.0.1 only.</summary>
    public bool TakesSockets =>
        Encoding.UTF8.GetByteCount(Root) + "/.s.PGSQL.65535".Length <= LongestSocketPath && Root.AsSpan().IndexOfAny(",'\"\\") < 0;

    public string? Password() => File.Exists(PasswordFile) ? File.ReadAllText(PasswordFile).Trim() : null;

    public async Task WriteNewPasswordAsync(ServerAccount account, CancellationToken ct)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        File.Delete(PasswordFile);
        var stream = new FileStream(PasswordFile, options);
        await using (stream)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(64, lowercase: true) + "\n"), ct);
        await account.TakeAsync(PasswordFile, ct);
    }

    /// <summary>The port kept here, null when none was chosen yet.</summary>
    public int? Port() =>
        File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    /// <summary>Keeps a port that is free now, so that tools set up against this database find it there the next time.</summary>
    public int ChooseFreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        File.WriteAllText(PortFile, port.ToString(CultureInfo.InvariantCulture) + "\n");
        return port;
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> RealPathAsync(string path, CancellationToken ct)
    {
        var result = await Tool.RunAsync(["readlink", "-f", "--", path], "/", TimeSpan.FromSeconds(10), ct);
        return result.Succeeded ? result.Output.TrimEnd('\n') : throw new DatabaseUnavailableException(Sentences.CannotWrite(path));
    }

    /// <summary>Root may take an empty folder; a folder with something in it must be ours already, and of the account of the server.</summary>
    private async Task ClaimAsync(ServerAccount account, CancellationToken ct)
    {
        var owner = await ServerAccount.OwnerAsync(Root, ct);
        var isForeign = owner != account.UserId;
        if (isForeign && !account.Switches)
            throw new DatabaseUnavailableException(await OfSomebodyElseAsync(owner, account, ct));
        var isOurs = File.Exists(StartLock) || Directory.Exists(Cluster);
        if (isOurs && isForeign)
            throw new DatabaseUnavailableException(await OfSomebodyElseAsync(owner, account, ct));
        if (!isOurs && Directory.EnumerateFileSystemEntries(Root).Any(e => Path.GetFileName(e) != "lost+found"))
            throw new DatabaseUnavailableException(Sentences.FolderNotOurs(Root));
        await account.TakeAsync(Root, ct);
        File.SetUnixFileMode(Root, OwnerOnly);
    }

    private async Task<string> OfSomebodyElseAsync(int owner, ServerAccount account, CancellationToken ct) =>
        Sentences.FolderOfSomebodyElse(Root, await ServerAccount.NameAsync(owner, ct), account.Name);
}
