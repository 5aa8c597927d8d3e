using System.Text.RegularExpressions;

namespace Jalon.Silo;

/// <summary>The log of our server: kept small, and read for the one line that says why it did not start.</summary>
internal static partial class ServerLog
{
    private const long Largest = 10_000_000;

    /// <summary>Where the next lines will be written. A long log becomes <c>postgres.log.1</c> first.</summary>
    public static long Turn(string log)
    {
        var file = new FileInfo(log);
        if (file is { Exists: true, Length: > Largest })
        {
            file.MoveTo(log + ".1", overwrite: true);
            return 0;
        }
        return file.Exists ? file.Length : 0;
    }

    public static async Task<string> SinceAsync(string log, long position, CancellationToken ct)
    {
        if (!File.Exists(log))
            return "";
        await using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Min(position, stream.Length);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(ct);
    }

    /// <summary>The first fatal or failed line without its date and process, else the last line: later ones only repeat that the server stops.</summary>
    public static string Essence(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = Array.Find(lines, l => Grave().IsMatch(l))
            ?? Array.FindLast(lines, l => !l.StartsWith("pg_ctl:", StringComparison.Ordinal) && !l.StartsWith("Examine", StringComparison.Ordinal));
        return line is null ? "aucun message du serveur" : Preamble().Replace(line, "").TrimEnd('.');
    }

    [GeneratedRegex("(FATAL|PANIC):|: (fatal|error): ")]
    private static partial Regex Grave();

    [GeneratedRegex(@"^.*?(FATAL|PANIC|ERROR|LOG|WARNING|fatal|error): +")]
    private static partial Regex Preamble();
}
