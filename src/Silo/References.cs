using Dapper;

using Jalon.Grains;
using Jalon.Grains.Reference;

using Npgsql;

namespace Jalon.Silo;

/// <summary>A version of a reference list, read. One of the two is set.</summary>
public sealed record LoadedReference(ReferenceKind Kind, int Version, PayGrid? Grid, DatedProfessions? Professions);

/// <summary>A version as the page of an administrator lists it.</summary>
public sealed record ReferenceVersion(ReferenceKind Kind, int Version, DateOnly From, Guid LoadedBy, DateTimeOffset LoadedAt);

/// <summary>What was loaded from files: kept as it was sent, checked before it is kept.</summary>
public static class References
{
    private const int Most = 200;

    /// <summary>What is wrong with a file, line by line; nothing when it can be kept.</summary>
    public static IReadOnlyList<LineProblem> Problems(ReferenceKind kind, string content) =>
        kind == ReferenceKind.PayGrid ? PayGrid.Read(content).Problems : ProfessionList.Read(content).Problems;

    /// <summary>« Ligne 4 : … », or the sentence alone where it is about the whole file.</summary>
    public static string Said(LineProblem problem) => problem.Line == 0 ? problem.Sentence : $"Ligne {problem.Line}{French.Nbsp}: {problem.Sentence}";

    /// <summary>Keeps a checked file as the next version of its kind. The same file, again last and for the same day, stays the version it is.</summary>
    public static async Task<int> KeepAsync(NpgsqlDataSource database, ReferenceKind kind, DateOnly from, string content, Guid by, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("lock table jalon.reference_file in share row exclusive mode", transaction: transaction, cancellationToken: ct));
        var last = await connection.QueryFirstOrDefaultAsync<(int Version, DateOnly From, string Content)>(new CommandDefinition(
            "select version, from_day, content from jalon.reference_file where kind = @kind order by version desc limit 1", new { kind = kind.ToString() }, transaction, cancellationToken: ct));
        if (last.Version > 0 && last.From == from && last.Content == content) return last.Version;
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into jalon.reference_file (kind, version, from_day, content, loaded_by, loaded_at) values (@kind, @version, @from, @content, @by, @at)",
            new { kind = kind.ToString(), version = last.Version + 1, from, content, by, at = at.UtcDateTime }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return last.Version + 1;
    }

    /// <summary>Every version, the newest first.</summary>
    public static async Task<IReadOnlyList<ReferenceVersion>> ListAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Kind, int Version, DateOnly From, Guid By, DateTime At)>(new CommandDefinition(
            "select kind, version, from_day, loaded_by, loaded_at from jalon.reference_file order by kind, version desc limit @Most", new { Most }, cancellationToken: ct));
        return [.. rows.Select(row => new ReferenceVersion(Enum.Parse<ReferenceKind>(row.Kind), row.Version, row.From, row.By, new DateTimeOffset(row.At, TimeSpan.Zero)))];
    }

    public static async Task<string?> ContentAsync(NpgsqlDataSource database, ReferenceKind kind, int version, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(
            "select content from jalon.reference_file where kind = @kind and version = @version", new { kind = kind.ToString(), version }, cancellationToken: ct));
    }

    /// <summary>Versions never change: only those not read before are.</summary>
    internal static async Task<IReadOnlyList<LoadedReference>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<LoadedReference> known, CancellationToken ct)
    {
        var rows = (await connection.QueryAsync<(string Kind, int Version)>(new CommandDefinition("select kind, version from jalon.reference_file order by kind, version desc limit @Most", new { Most }, cancellationToken: ct)))
            .Select(row => (Kind: Enum.Parse<ReferenceKind>(row.Kind), row.Version)).ToList();
        var read = new List<LoadedReference>();
        foreach (var (kind, version) in rows) read.Add(known.FirstOrDefault(one => one.Kind == kind && one.Version == version) ?? await OneAsync(connection, kind, version, ct));
        return read;
    }

    private static async Task<LoadedReference> OneAsync(NpgsqlConnection connection, ReferenceKind kind, int version, CancellationToken ct)
    {
        var (from, content) = await connection.QueryFirstAsync<(DateOnly From, string Content)>(new CommandDefinition(
            "select from_day, content from jalon.reference_file where kind = @kind and version = @version", new { kind = kind.ToString(), version }, cancellationToken: ct));
        return kind == ReferenceKind.PayGrid ? new LoadedReference(kind, version, PayGrid.Read(content).Brackets is { } brackets ? new PayGrid(version, from, brackets) : null, null)
            : new LoadedReference(kind, version, null, ProfessionList.Read(content).List is { } list ? new DatedProfessions(version, from, list) : null);
    }
}
