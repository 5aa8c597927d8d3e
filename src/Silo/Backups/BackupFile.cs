using System.Text.Json;

using Jalon.Grains;

namespace Jalon.Silo.Backups;

/// <summary>
/// A backup is a gzip file of text lines in UTF-8, which <c>zcat</c> and <c>psql</c> can read without Jalon:
/// <list type="number">
/// <item>a <see cref="BackupHeader"/>, as JSON;</item>
/// <item>for each table a <see cref="BackupTable"/>, as JSON, then its rows as <c>COPY</c> writes them in text, then a line <c>\.</c>;</item>
/// <item>a <see cref="BackupEnd"/>, as JSON, with the SHA-256 of every byte before that line: a file without it is not whole.</item>
/// </list>
/// Text rather than binary: the same in every version of PostgreSQL.
/// </summary>
internal static class BackupFile
{
    public const string Format = "jalon-backup";

    public const int Version = 1;

    /// <summary>No row of COPY is this line: a backslash of the data is doubled.</summary>
    public static ReadOnlySpan<byte> EndOfRows => "\\.\n"u8;

    public static byte[] Line<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Json.Options), (byte)'\n'];
}

/// <summary>What a backup holds, and where the journal stood.</summary>
/// <param name="At">The instant of its snapshot, by the clock of the database.</param>
/// <param name="Server">The version of PostgreSQL it comes from, for people.</param>
/// <param name="Epoch">The epoch then current.</param>
/// <param name="Horizon">The oldest transaction then open: facts of that epoch from this id on were not settled yet, and nobody had read them.</param>
/// <param name="Steps">The migrations the database had.</param>
/// <param name="Sequences">The last number given by each.</param>
internal sealed record BackupHeader(string Format, int Version, DateTimeOffset At, string Server, int Epoch, ulong Horizon,
    IReadOnlyList<BackupStep> Steps, IReadOnlyList<BackupSequence> Sequences);

internal sealed record BackupStep(int Number, string Name);

internal sealed record BackupSequence(string Name, long Last);

/// <summary>What the rows that follow are. Generated columns are not among them: they are computed again.</summary>
internal sealed record BackupTable(string Table, IReadOnlyList<string> Columns);

/// <summary>The last line.</summary>
internal sealed record BackupEnd(int Tables, long Rows, string Sha256);

/// <summary>What was saved or restored, to be told.</summary>
/// <param name="At">The instant it shows.</param>
public sealed record BackupReport(DateTimeOffset At, int Tables, long Rows, long Bytes)
{
    /// <summary>« 25 novembre 2026 à 14:27 », in Paris.</summary>
    public string Instant => BackupSentences.Instant(At);
}

/// <summary>A backup cannot be taken or restored; the message says why and what to do.</summary>
public sealed class BackupException(string sentence, Exception? cause = null) : Exception(sentence, cause);
