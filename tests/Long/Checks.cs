using System.Diagnostics;

using Jalon.Silo;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Verification;

using Npgsql;

namespace Jalon.Long;

/// <summary>What must be true at the end, whatever happened.</summary>
internal static class Checks
{
    /// <summary>An unfinished acceptance is given back after a minute, a dead program's subscriptions are taken over after 15 s.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private const string Unread = """
        select count(*) from jalon.subscription s where exists (select from jalon.fact f where (f.epoch, f.xid, f.position) > (s.epoch, s.xid, s.position))
        """;

    /// <summary>Those whose record and facts are there once, on their grain, up to the version that was told.</summary>
    private const string InJournal = """
        select count(*) from unnest($1, $2, $3) as told(id, grain, version)
        join jalon.command c on c.id = told.id and c.grain_id = told.grain and (c.answer ->> 'version')::int = told.version
        join (select command_id, max(version) as version, count(distinct at) as instants, min(grain_id::text) as first, max(grain_id::text) as last from jalon.fact group by command_id) f
            on f.command_id = told.id and f.version = told.version and f.instants = 1 and f.first = told.grain::text and f.last = told.grain::text
        """;

    private const string Twice = "select count(*) from (select from jalon.fact where type = 'NoteAdded' group by command_id having count(*) > 1) twice";

    /// <summary>With the programs still at work: they catch up by themselves.</summary>
    public static async Task<List<string>> RunAsync(string connectionString, Tally tally)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Longest && (await CountAsync(database, Unread) > 0 || await TextAsync(database, Reservations.Differences) != "")) await Task.Delay(200);
        Console.WriteLine($"Tout a suivi {waited.Elapsed.TotalSeconds:F1} s après la fin de la charge.");

        var findings = tally.Faults.Take(20).ToList();
        if (await CountAsync(database, Unread) is > 0 and var behind) findings.Add($"{behind} abonnements n’ont pas rattrapé leur retard");
        if (await TextAsync(database, Reservations.Differences) is not "" and var hanging) findings.Add($"réservations en suspens : {hanging}");
        if (await CountAsync(database, "select count(*) from jalon.parked_fact") is > 0 and var parked) findings.Add($"{parked} faits mis de côté");
        if (await CountAsync(database, Twice) is > 0 and var twice) findings.Add($"{twice} notes écrites deux fois");
        Acknowledged[] sure = [.. tally.Acknowledged.Where(one => one.Effect)];
        var there = await CountAsync(database, InJournal, sure.Select(one => one.Command).ToArray(), sure.Select(one => one.Grain).ToArray(), sure.Select(one => one.Version).ToArray());
        if (there != sure.Length) findings.Add($"{sure.Length} commandes confirmées, {there} au journal");
        return findings;
    }

    /// <summary>With nobody at work.</summary>
    public static async Task<List<string>> VerifyAsync(string connectionString)
    {
        var findings = new List<string>();
        await using var database = NpgsqlDataSource.Create(connectionString);
        await JournalVerification.RunAsync(database, HostedKinds.All, finding => findings.Add(finding.ToString()), CancellationToken.None);
        return findings;
    }

    private static Task<long> CountAsync(NpgsqlDataSource database, string sql, params object[] arrays) => ReadAsync<long>(database, sql, arrays);

    private static Task<string> TextAsync(NpgsqlDataSource database, string sql) => ReadAsync<string>(database, sql);

    private static async Task<T> ReadAsync<T>(NpgsqlDataSource database, string sql, params object[] arrays)
    {
        await using var query = database.CreateCommand(sql);
        foreach (var array in arrays) query.Parameters.Add(new NpgsqlParameter { Value = array });
        return (T)(await query.ExecuteScalarAsync())!;
    }
}
