using System.Text.Json;
using Jalon.Grains;
using Npgsql;

namespace Jalon.Web.Rights;

/// <summary>The little that every read query needs.</summary>
internal static class Query
{
    /// <summary>A command with its positional parameters; a null one is sent as such, so its SQL names its type.</summary>
    public static NpgsqlCommand Of(NpgsqlDataSource database, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return command;
    }

    public static T State<T>(this NpgsqlDataReader row, int column) => JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(column), Json.Options)!;

    public static Guid[] Ids(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<Guid[]>(column);

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Guid? Id(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static DateOnly? Day(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    public static DateTimeOffset? Instant(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
