using Npgsql;

namespace Jalon.Silo.Backups;

/// <summary>A table of the schema as it is in the database now.</summary>
/// <param name="Columns">Those that hold something of their own, in their order.</param>
/// <param name="Needs">The tables its foreign keys point to.</param>
/// <param name="Leased">Whether its rows can be claimed by a process for a while.</param>
internal sealed record StoredTable(string Name, string[] Columns, string[] Needs, bool Leased)
{
    public string Sql => $"jalon.{Quoted(Name)}";

    public string Rows => $"{Sql} ({string.Join(", ", Columns.Select(Quoted))})";

    public static string List(IEnumerable<StoredTable> tables) => string.Join(", ", tables.Select(table => table.Sql));

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>Every table of the schema, whatever the migrations made: nothing has to be declared for a backup to hold it.</summary>
internal static class Catalogue
{
    private const string Tables = """
        select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns,
            array(select distinct t.relname::text from pg_constraint f join pg_class t on t.oid = f.confrelid
                  where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs,
            count(*) filter (where a.attname in ('owner', 'lease_until')) = 2 as leased
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relnamespace = to_regnamespace('jalon') and c.relkind = 'r'
        group by c.oid, c.relname
        order by c.relname
        """;

    /// <summary>A table comes after those it refers to.</summary>
    public static async Task<IReadOnlyList<StoredTable>> ReadAsync(NpgsqlConnection connection)
    {
        var left = await ListAsync(connection);
        var ordered = new List<StoredTable>(left.Count);
        while (left.Count > 0)
        {
            var next = left.FindAll(table => !left.Exists(other => table.Needs.Contains(other.Name)));
            if (next.Count == 0) throw new InvalidOperationException("The foreign keys of the schema go round in a circle.");
            ordered.AddRange(next);
            left.RemoveAll(next.Contains);
        }

        return ordered;
    }

    private static async Task<List<StoredTable>> ListAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<StoredTable>();
        while (await reader.ReadAsync())
            tables.Add(new StoredTable(reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2), reader.GetBoolean(3)));
        return tables;
    }
}
