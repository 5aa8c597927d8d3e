using System.Globalization;

namespace Jalon.Silo;

/// <summary>What <c>postmaster.pid</c> says of the server of a folder, and which processes live in that folder.</summary>
internal sealed record Postmaster(int Process, string Folder, int Port, string Status)
{
    public bool IsReady => Status == "ready";

    /// <summary>Null when the file is absent or half written.</summary>
    public static Postmaster? Read(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
            return lines.Length >= 4
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                    ? new Postmaster(Math.Abs(process), lines[1], port, lines.Length >= 8 ? lines[7].Trim() : "starting")
                    : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The processes whose working folder is this cluster: the server, and after a kill -9 of it the children that have not yet noticed. A number in a file proves nothing,
    /// since numbers are used again. Asked as the account of the server, because in a container even root may not look at another account's processes.
    /// </summary>
    public static async Task<IReadOnlyList<int>> ProcessesInAsync(string cluster, ServerAccount account, CancellationToken ct)
    {
        var command = account.Command("find", "/proc", "-mindepth", "2", "-maxdepth", "2", "-name", "cwd", "-printf", "%p\\t%l\\0");
        var result = await Tool.RunAsync(command, "/", TimeSpan.FromSeconds(20), ct);
        return
        [
            .. from entry in result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
               let cells = entry.Split('\t', 2)
               where cells.Length == 2 && cells[1] == cluster
               let name = cells[0].Split('/')[2]
               where int.TryParse(name, CultureInfo.InvariantCulture, out _)
               select int.Parse(name, CultureInfo.InvariantCulture),
        ];
    }
}
