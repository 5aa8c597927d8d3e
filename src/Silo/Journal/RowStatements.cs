using Jalon.Grains;

using Npgsql;

using NpgsqlTypes;

namespace Jalon.Silo.Journal;

/// <summary>
/// Side rows and deadlines of the commands that won: each joins the fact that proves it, written just before in the same transaction. The deadlines of a grain
/// that begins went with it.
/// </summary>
internal static class RowStatements
{
    /// <summary>$1 grain, $2 version, $3 command: only the winner has all three on one fact.</summary>
    internal const string Proven = "join jalon.fact f on f.grain_id = r.grain_id and f.version = r.version and f.command_id = r.command_id";

    internal readonly record struct Line<TRow>(Pending Commit, TRow Row);

    /// <param name="contended">Other processes are known to write too.</param>
    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<Pending> commits, bool contended)
    {
        if (commits.Any(static commit => commit.Rows.Count > 0))
        {
            if (Lines<PersonRow>(commits) is { Count: > 0 } persons) yield return Persons(persons, contended || persons.Exists(static line => line.Commit.Expected > 0));
            if (Lines<NoteRow>(commits) is { Count: > 0 } notes) yield return Notes(notes);
            if (Lines<SheetRow>(commits) is { Count: > 0 } sheets) yield return Sheets(sheets);
            if (Lines<DocumentRow>(commits) is { Count: > 0 } documents) yield return Documents(documents);
            foreach (var holds in HoldStatements.Of(commits)) yield return holds;
            if (Lines<RoleRow>(commits) is { Count: > 0 } roles) yield return Roles(roles);
            foreach (var tasks in TaskStatements.Of(commits)) yield return tasks;
        }

        var cleared = commits.SelectMany(static commit => commit.NoLongerAwaited, static (commit, key) => new Line<string>(commit, key)).ToList();
        if (cleared.Count > 0) yield return Cleared(cleared);
        var awaited = commits.Where(static commit => commit.Expected > 0).SelectMany(static commit => commit.Awaited, static (commit, deadline) => new Line<Deadline>(commit, deadline)).ToList();
        if (awaited.Count > 0) yield return Awaited(awaited);
    }

    internal static List<Line<TRow>> Lines<TRow>(IReadOnlyList<Pending> commits) where TRow : SideRow =>
        [.. commits.SelectMany(static commit => commit.Rows.OfType<TRow>(), static (commit, row) => new Line<TRow>(commit, row))];

    internal static NpgsqlBatchCommand Start<TRow>(string sql, IReadOnlyList<Line<TRow>> lines)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Commit.GrainId);
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Commit.Version);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Commit.CommandId);
        return command;
    }

    /// <param name="proven">False for people who all begin in a process that writes alone: should one of them not, the batch fails whole (<see cref="CommitStatements"/>).</param>
    private static NpgsqlBatchCommand Persons(List<Line<PersonRow>> lines, bool proven)
    {
        var command = Start($"""
            insert into jalon.person (id, given_name, family_name, email, phone)
            select r.id, r.given_name, r.family_name, r.email, r.phone
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[])
                as r(grain_id, version, command_id, id, given_name, family_name, email, phone) {(proven ? Proven : "")}
            on conflict (id) do update set given_name = excluded.given_name, family_name = excluded.family_name, email = excluded.email, phone = excluded.phone
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Id);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.GivenName);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.FamilyName);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Email);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Phone);
        return command;
    }

    private static NpgsqlBatchCommand Notes(List<Line<NoteRow>> lines)
    {
        var command = Start($"""
            insert into jalon.note (id, about, kind, author, text, at)
            select r.id, r.about, r.note_kind, r.author, r.text, f.at
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::text[])
                as r(grain_id, version, command_id, id, about, note_kind, author, text) {Proven}
            on conflict (id) do nothing
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Id);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.About);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Kind);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Author);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Text);
        return command;
    }

    private static NpgsqlBatchCommand Sheets(List<Line<SheetRow>> lines)
    {
        var command = Start($"""
            insert into jalon.sheet (vacancy_id, revision, data)
            select r.vacancy_id, r.revision, r.sheet
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::int[], $6::json[])
                as r(grain_id, version, command_id, vacancy_id, revision, sheet) {Proven}
            on conflict (vacancy_id, revision) do nothing
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.VacancyId);
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Row.Revision);
        command.Add(NpgsqlDbType.Json, lines, static line => line.Row.Json);
        return command;
    }

    /// <summary>The bytes were stored before, apart from the journal: here they only join, and the file they replace goes.</summary>
    private static NpgsqlBatchCommand Documents(List<Line<DocumentRow>> lines)
    {
        var command = Start($"""
            with joined as (
                update jalon.document d set application_id = r.about, type = r.document_type, filed_at = f.at
                from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[])
                    as r(grain_id, version, command_id, id, about, person_id, document_type) {Proven}
                where d.id = r.id and d.person_id = r.person_id and d.application_id is null
                returning d.id, d.application_id, d.type)
            delete from jalon.document old using joined
            where old.application_id = joined.application_id and old.type = joined.type and old.id <> joined.id
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Id);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.About);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.PersonId);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Type.ToString());
        return command;
    }

    private static NpgsqlBatchCommand Roles(List<Line<RoleRow>> lines)
    {
        var command = Start($"""
            insert into jalon.role_held (id, person_id, organisation_id, role, from_at, until_at, substitute_id, substitute_from, substitute_until)
            select r.id, r.person_id, r.organisation_id, r.role, r.from_at, r.until_at, r.substitute_id, r.substitute_from, r.substitute_until
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                    $10::uuid[], $11::timestamptz[], $12::timestamptz[])
                as r(grain_id, version, command_id, id, person_id, organisation_id, role, from_at, until_at, substitute_id, substitute_from, substitute_until) {Proven}
            on conflict (id) do update set from_at = excluded.from_at, until_at = excluded.until_at, substitute_id = excluded.substitute_id,
                substitute_from = excluded.substitute_from, substitute_until = excluded.substitute_until
            """, lines);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Id);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.PersonId);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.OrganisationId);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Role.ToString());
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.From.UtcDateTime);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.Until?.UtcDateTime);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.SubstituteId);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.SubstituteFrom?.UtcDateTime);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.SubstituteUntil?.UtcDateTime);
        return command;
    }

    private static NpgsqlBatchCommand Cleared(List<Line<string>> lines)
    {
        var command = Start($"""
            delete from jalon.deadline d
            using (select r.grain_id, r.key from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[]) as r(grain_id, version, command_id, key) {Proven}) gone
            where d.grain_id = gone.grain_id and d.key = gone.key
            """, lines);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row);
        return command;
    }

    private static NpgsqlBatchCommand Awaited(List<Line<Deadline>> lines)
    {
        var command = Start($"""
            insert into jalon.deadline (grain_id, key, kind, due)
            select r.grain_id, r.key, r.grain_kind, r.due
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) as r(grain_id, version, command_id, key, grain_kind, due) {Proven}
            on conflict (grain_id, key) do update set due = excluded.due, owner = null, lease_until = '-infinity'
            """, lines);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Key);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Commit.Kind.Name);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.Due.UtcDateTime);
        return command;
    }
}
