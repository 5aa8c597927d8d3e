using Dapper;
using Jalon.Silo.Mail;
using Npgsql;

namespace Jalon.Web.Operations;

/// <summary>A message that was given up. Neither its reader nor its text: the operator sees why, and starts it again.</summary>
public sealed record DeadLetter(Guid Id, Letter Letter, int Attempts, string? Reason, DateTimeOffset Since);

/// <summary>A job of the calendar.</summary>
/// <param name="Reason">Why it failed the last time; null when it did not.</param>
public sealed record JobLine(string Name, DateTimeOffset Due, DateTimeOffset? RanAt, string? Reason);

/// <summary>What did not work by itself, and somebody can start again.</summary>
public static class WorkToRetry
{
    /// <summary>More than that has one cause: the mail server.</summary>
    private const int MostLetters = 50;

    public static async Task<(int Count, IReadOnlyList<DeadLetter> First)> LettersAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<(Guid Id, string Letter, int Attempts, string? Reason, DateTime Since, int Count)>(new CommandDefinition("""
            select id, letter, attempts, reason, dead_at, (count(*) over ())::int from jalon.mail where dead_at is not null and cancelled_at is null order by dead_at desc, id limit @most
            """, new { most = MostLetters }, cancellationToken: ct))).AsList();
        return (rows.Count == 0 ? 0 : rows[0].Count, [.. rows.Select(row => new DeadLetter(row.Id, Enum.Parse<Letter>(row.Letter), row.Attempts, row.Reason, row.Since))]);
    }

    public static async Task<IReadOnlyList<JobLine>> JobsAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Name, DateTime Due, DateTime? RanAt, string? Reason)>(
            new CommandDefinition("select name, due, ran_at, reason from jalon.job order by name", cancellationToken: ct));
        return [.. rows.Select(row => new JobLine(row.Name, row.Due, row.RanAt, row.Reason))];
    }
}
