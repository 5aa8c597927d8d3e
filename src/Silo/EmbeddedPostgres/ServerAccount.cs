using System.Globalization;

namespace Jalon.Silo;

/// <summary>The account the server runs under: PostgreSQL refuses root, so root hands it to « postgres », or to « nobody » where there is no such user.</summary>
internal sealed record ServerAccount(string Name, int UserId, int GroupId, bool Switches)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Chooses the account, that of the folder first, so that a folder made before the user « postgres » existed is still served.</summary>
    public static async Task<ServerAccount> ChooseAsync(string folder, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            throw new DatabaseUnavailableException(Sentences.LinuxOnly);
        if (!Array.TrueForAll(["setsid", "setpriv", "find"], IsInstalled))
            throw new DatabaseUnavailableException(Sentences.NoSetpriv);
        if (!Environment.IsPrivilegedProcess)
            return new ServerAccount(Environment.UserName, await IdAsync("-u", ct), await IdAsync("-g", ct), Switches: false);
        var accounts = Unprivileged(await File.ReadAllLinesAsync("/etc/passwd", ct)).ToList();
        if (accounts.Count == 0)
            throw new DatabaseUnavailableException(Sentences.NoUnprivilegedAccount);
        var owner = await OwnerAsync(folder, ct);
        return accounts.FirstOrDefault(a => a.UserId == owner) ?? accounts[0];
    }

    /// <summary>The command as this account, in its own session: a Ctrl-C in the terminal must not reach the server before the program has finished with it.</summary>
    public IReadOnlyList<string> Command(params string[] command)
    {
        string[] session = ["setsid", .. command];
        return Switches
            ? ["setpriv", $"--reuid={Name}", $"--regid={GroupId.ToString(CultureInfo.InvariantCulture)}", "--clear-groups", .. session]
            : session;
    }

    public async Task<bool> CanEnterAsync(string folder, CancellationToken ct) =>
        (await Tool.RunAsync(Command("test", "-x", folder), "/", Limit, ct)).Succeeded;

    public async Task TakeAsync(string path, CancellationToken ct)
    {
        if (!Switches)
            return;
        var owner = string.Create(CultureInfo.InvariantCulture, $"{UserId}:{GroupId}");
        var result = await Tool.RunAsync(["chown", owner, path], "/", Limit, ct);
        if (!result.Succeeded)
            throw new DatabaseUnavailableException(Sentences.CannotWrite(path));
    }

    /// <summary>The owner of a path, or -1 when there is nothing there.</summary>
    public static async Task<int> OwnerAsync(string path, CancellationToken ct)
    {
        var result = await Tool.RunAsync(["stat", "-L", "-c", "%u", path], "/", Limit, ct);
        return result.Succeeded ? int.Parse(result.Output, CultureInfo.InvariantCulture) : -1;
    }

    public static async Task<string> NameAsync(int userId, CancellationToken ct)
    {
        var id = userId.ToString(CultureInfo.InvariantCulture);
        var result = await Tool.RunAsync(["id", "-nu", id], "/", Limit, ct);
        return result.Succeeded ? result.Output.Trim() : id;
    }

    private static bool IsInstalled(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));

    private static async Task<int> IdAsync(string which, CancellationToken ct) =>
        int.Parse((await Tool.RunAsync(["id", which], "/", Limit, ct)).Output, CultureInfo.InvariantCulture);

    private static IEnumerable<ServerAccount> Unprivileged(string[] passwd) =>
        from name in (string[])["postgres", "nobody"]
        from line in passwd
        let cells = line.Split(':')
        where cells.Length >= 4 && cells[0] == name
        select new ServerAccount(name, Number(cells[2]), Number(cells[3]), Switches: true);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
