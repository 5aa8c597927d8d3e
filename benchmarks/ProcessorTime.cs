using System.Diagnostics;
using System.Globalization;

namespace Jalon.Bench;

/// <summary>User and system time spent by this process and by the processes of a server on this machine: what stays comparable when the machine is shared.</summary>
/// <param name="postmaster">Its process, or null for a server elsewhere.</param>
internal sealed class ProcessorTime(int? postmaster)
{
    /// <summary>Linux counts in hundredths of a second, on every machine that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private const int Parent = 1, User = 11, ChildrenUser = 13, ChildrenSystem = 14;

    public static TimeSpan Own() => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Of the programs this process started and that ended.</summary>
    public static TimeSpan Children() => Time(Fields(Environment.ProcessId)![ChildrenUser..(ChildrenSystem + 1)].Sum(Number));

    /// <summary>Those alive and those that ended.</summary>
    public TimeSpan? Server()
    {
        if (postmaster is not { } main) return null;
        var ticks = 0L;
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) || Fields(id) is not { } fields) continue;
            if (id == main) ticks += fields[User..(ChildrenSystem + 1)].Sum(Number);
            else if (Number(fields[Parent]) == main) ticks += fields[User..(User + 2)].Sum(Number);
        }

        return Time(ticks);
    }

    /// <summary>The process that started this session's, where it is one of PostgreSQL on this machine.</summary>
    public static int? PostmasterOf(int backend) =>
        Fields(backend) is { } fields && File.ReadAllText($"/proc/{backend}/comm").StartsWith("postgres", StringComparison.Ordinal) ? (int)Number(fields[Parent]) : null;

    /// <summary>What follows the name, which may hold spaces; null for a process that is gone.</summary>
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
