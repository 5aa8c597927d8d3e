using System.Text.Json;

using Dapper;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Web.Tracking;

/// <summary>A candidacy that is here already.</summary>
/// <param name="Worked">Somebody acted on it here: the tracker has no say any more.</param>
internal sealed record KnownCase(Guid Id, Stage Stage, bool Ended, DateTimeOffset ChangedAt, bool Worked);

/// <summary>What a tracker meets in the database, and how files of its shape are read.</summary>
internal sealed class TrackerTables(NpgsqlDataSource database)
{
    private const string Cases = """
        select a.id, a.stage, a.outcome is not null as ended, a.changed_at, exists (select from jalon.fact f where f.grain_id = a.id and f.origin <> 'import') as worked
        from jalon.job_application a where a.id = any(@ids)
        """;

    private const string Posts = "select id, organisation_id from jalon.vacancy where id = any(@ids)";

    private const string Keep = """
        insert into jalon.tracker_reading (shape, reading, kept_by) values (@shape, @reading::jsonb, @by)
        on conflict (shape) do update set reading = excluded.reading, kept_by = excluded.kept_by, kept_at = now()
        """;

    public async Task<Dictionary<Guid, KnownCase>> CasesAsync(Guid[] ids, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Stage, bool Ended, DateTime ChangedAt, bool Worked)>(new CommandDefinition(Cases, new { ids }, cancellationToken: ct));
        return rows.ToDictionary(row => row.Id, row => new KnownCase(row.Id, Enum.Parse<Stage>(row.Stage), row.Ended, new DateTimeOffset(DateTime.SpecifyKind(row.ChangedAt, DateTimeKind.Utc)), row.Worked));
    }

    public async Task<Dictionary<Guid, Guid>> PostsAsync(Guid[] ids, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<(Guid Id, Guid Organisation)>(new CommandDefinition(Posts, new { ids }, cancellationToken: ct))).ToDictionary(row => row.Id, row => row.Organisation);
    }

    /// <summary>How the last file of this shape was read; null when none was.</summary>
    public async Task<TrackerReading?> ReadingAsync(string shape, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var kept = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition("select reading::text from jalon.tracker_reading where shape = @shape", new { shape }, cancellationToken: ct));
        return kept is null ? null : JsonSerializer.Deserialize<TrackerReading>(kept, Json.Options);
    }

    /// <summary>A file brought by somebody, for as long as it takes to say how it is read.</summary>
    public async Task<Guid> BringAsync(Guid person, string name, byte[] content, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            delete from jalon.tracker_file where brought_at < now() - interval '1 day';
            insert into jalon.tracker_file (id, person_id, name, content) values (@id, @person, @name, @content)
            """, new { id, person, name, content }, cancellationToken: ct));
        return id;
    }

    /// <summary>Null for a file that is somebody else's, is in already, or is a day old.</summary>
    public async Task<(string Name, byte[] Content)?> BroughtAsync(Guid id, Guid person, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<(string Name, byte[] Content)>(new CommandDefinition(
            "select name, content from jalon.tracker_file where id = @id and person_id = @person and brought_at > now() - interval '1 day'", new { id, person }, cancellationToken: ct));
        return row.Content is null ? null : row;
    }

    public async Task ForgetAsync(Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("delete from jalon.tracker_file where id = @id", new { id }, cancellationToken: ct));
    }

    public async Task KeepAsync(string shape, TrackerReading reading, Guid by, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(Keep, new { shape, reading = JsonSerializer.Serialize(reading, Json.Options), by }, cancellationToken: ct));
    }
}
