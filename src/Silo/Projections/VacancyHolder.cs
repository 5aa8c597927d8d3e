using Jalon.Grains;
using Npgsql;

namespace Jalon.Silo.Projections;

/// <summary>Who holds a vacancy now, and through which application; null when through the vacancy's own step.</summary>
public sealed record VacancyHeld(Guid VacancyId, Guid? ApplicationId, string Step, string Name, TimeKind Kind, Holder Holder, DateTimeOffset Since, DateTimeOffset? Due);

/// <summary>A vacancy is held by whoever holds its most advanced live application, else by its own step, else by its recruiter.</summary>
public static class VacancyHolder
{
    private static readonly string Sql = Read();

    /// <summary>The present holders of these vacancies, for display. A vacancy nothing is open on is absent: its recruiter holds it.</summary>
    public static async Task<IReadOnlyList<VacancyHeld>> CurrentAsync(NpgsqlDataSource database, Guid[] vacancies, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Sql, Parameter.Of(vacancies), Parameter.Of(Enum.GetNames<Stage>()), Parameter.Of(Enum.GetNames<TimeKind>()));
        await using var row = await command.ExecuteReaderAsync(ct);
        var held = new List<VacancyHeld>();
        while (await row.ReadAsync(ct))
        {
            var holder = new Holder(Value<string>(row, 5) is { } role ? Enum.Parse<Role>(role) : null, Nullable<Guid>(row, 6), Nullable<Guid>(row, 7));
            held.Add(new VacancyHeld(row.GetGuid(0), Nullable<Guid>(row, 1), row.GetString(2), row.GetString(3), Enum.Parse<TimeKind>(row.GetString(4)), holder,
                row.GetFieldValue<DateTimeOffset>(8), Nullable<DateTimeOffset>(row, 9)));
        }

        return held;
    }

    private static T? Value<T>(NpgsqlDataReader row, int column) where T : class => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static T? Nullable<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static string Read()
    {
        using var stream = typeof(VacancyHolder).Assembly.GetManifestResourceStream("Jalon.Silo.Projections.CurrentVacancyHolder.sql")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
