using System.Globalization;
using System.Text.RegularExpressions;

namespace Jalon.Silo;

/// <summary>One installed PostgreSQL: the folder of <c>pg_ctl</c>, <c>initdb</c> and <c>postgres</c>, and its major version.</summary>
internal sealed partial record ServerBinaries(string Folder, int Major)
{
    public const int OldestMajor = 15;

    private const string DebianFolder = "/usr/lib/postgresql";

    public string PathOf(string program) => Path.Combine(Folder, program);

    /// <summary>
    /// The PATH, then Debian's newest, then what <c>./run</c> fetched; the first that can serve a folder of this major version (any from 15 when the folder is new).
    /// A version installed later must not lock people out of a folder made by an earlier one while that one is still there.
    /// </summary>
    public static async Task<ServerBinaries> FindAsync(DataFolder folder, ServerAccount account, string? fetched, CancellationToken ct)
    {
        var wanted = folder.ClusterMajor();
        var found = new List<int>();
        foreach (var candidate in Candidates(fetched))
        {
            if (await MajorAsync(candidate, account, ct) is not { } major)
                continue;
            if (wanted is null ? major >= OldestMajor : major == wanted)
                return new ServerBinaries(candidate, major);
            found.Add(major);
        }
        throw new DatabaseUnavailableException(wanted is { } version
            ? Sentences.OtherMajor(folder.Root, version, found)
            : found.Count == 0 ? Sentences.NoBinaries : Sentences.BinariesTooOld(found.Max()));
    }

    internal static IEnumerable<string> Candidates(string? fetched)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var major) ? major : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        string[] last = fetched is null ? [] : [fetched];
        return path.Concat(debian).Concat(last).Where(IsComplete).Distinct();
    }

    private static bool IsComplete(string folder) =>
        Path.IsPathRooted(folder) && Array.TrueForAll(["pg_ctl", "initdb", "postgres"], name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Null when that account cannot run it: a server under root's closed home is no server for « postgres ».</summary>
    internal static async Task<int?> MajorAsync(string folder, ServerAccount account, CancellationToken ct)
    {
        var command = account.Command(Path.Combine(folder, "postgres"), "--version");
        var result = await Tool.RunAsync(command, "/", TimeSpan.FromSeconds(10), ct);
        var version = FirstNumber().Match(result.Output);
        return result.Succeeded && version.Success ? int.Parse(version.Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex FirstNumber();
}
