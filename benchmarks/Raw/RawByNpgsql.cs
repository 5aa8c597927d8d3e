using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>The same statements where pgbench is not installed: prepared, one connection per client.</summary>
internal static partial class RawByNpgsql
{
    public static async Task<(double Statements, double Seconds, TimeSpan Own)> RunAsync(
        RawGround raw, string sql, RawChange change, int clients, TimeSpan length, CancellationToken ct)
    {
        var (own, start) = (ProcessorTime.Own(), Stopwatch.GetTimestamp());
        var draws = change.Changes == 1 ? RawChange.Grains : RawChange.Grains / RawChange.Shares;
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            await using var connection = await raw.Database.OpenConnectionAsync(ct);
            await using var command = Prepared(connection, sql, raw, client);
            await command.PrepareAsync(ct);
            var done = 0;
            for (; Stopwatch.GetElapsedTime(start) < length; done++)
            {
                if (command.Parameters.Contains("n")) command.Parameters["n"].Value = Random.Shared.Next(draws);
                await command.ExecuteNonQueryAsync(ct);
            }

            return done;
        }, ct)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorTime.Own() - own);
    }

    private static NpgsqlCommand Prepared(NpgsqlConnection connection, string sql, RawGround raw, int client)
    {
        var command = new NpgsqlCommand(Variable().Replace(sql, "@$1"), connection);
        foreach (var name in Variable().Matches(sql).Select(match => match.Groups[1].Value).Distinct())
        {
            object value = name switch
            {
                "n" => 0,
                "client_id" => client,
                "hash" => Convert.FromHexString(raw.Variables[name][2..]),
                _ => raw.Variables[name],
            };
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    [GeneratedRegex("(?<!:):([a-z_]+)")]
    private static partial Regex Variable();
}
