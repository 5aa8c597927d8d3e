namespace Jalon.Bench;

/// <summary>
/// The statements of the raw limits: what a program without grains would send, on the same tables. Variables are pgbench's
/// (<c>:state</c>, <c>:data</c>, <c>:hash</c>, and numbers drawn for each statement). States and facts are those of a real candidacy, parsed for each change.
/// </summary>
internal sealed record RawChange(string Draws, string Sql, int Changes)
{
    /// <summary>Rows that are changed; a multiple of <see cref="Shares"/>.</summary>
    public const int Grains = 10_000;

    /// <summary>Statements of many changes keep to a share of the rows each, or they would wait for each other in a circle.</summary>
    public const int Shares = 8;

    /// <summary>Version 7, in SQL: the instant in milliseconds, then chance.</summary>
    private const string CommandId = """
        encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
        """;

    private const string Records = """
        told as (
            insert into {schema}.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
            select 1, 'job_application', id, version, 'StageChanged', (:data::text || blank)::json, :hash::bytea, now(), '00000000-0000-7000-8000-00000000abcd'::uuid, 'live', command_id
            from moved)
        insert into {schema}.command (id, grain_id, body_hash, answer, at)
        select command_id, id, :hash::bytea, json_build_object('version', version), now() from moved
        """;

    public static readonly RawChange One = new(
        $"\\set n random(0, {Grains - 1})",
        $$"""
        with picked as materialized (select {{GrainId(":n::int")}} as id, {{CommandId.Trim()}} as command_id),
        moved as (
            update {schema}.job_application t set version = t.version + 1, state = :state::jsonb, hash = :hash::bytea, changed_at = now()
            from picked where t.id = picked.id returning t.id, t.version, picked.command_id, '' as blank),
        {{Records}}
        """,
        1);

    public static readonly RawChange Hundred = new(
        $"\\set n random(0, {(Grains / Shares) - 1})",
        $$"""
        with picked as materialized (
            select {{GrainId($"(:client_id::int % {Shares}) * {Grains / Shares} + (:n::int + 7 * i) % {Grains / Shares}")}} as id,
                {{CommandId.Trim()}} as command_id, repeat(' ', i % 2) as blank
            from generate_series(0, 99) i),
        moved as (
            update {schema}.job_application t set version = t.version + 1, state = (:state::text || picked.blank)::jsonb, hash = :hash::bytea, changed_at = now()
            from picked where t.id = picked.id returning t.id, t.version, picked.command_id, picked.blank),
        {{Records}}
        """,
        100);

    public string In(string schema) => Sql.Replace("{schema}", schema, StringComparison.Ordinal);

    /// <summary>The id of a row by its number, in SQL.</summary>
    public static string GrainId(string number) => $"('00000000-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid";
}
