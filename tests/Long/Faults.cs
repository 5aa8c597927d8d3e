using System.Diagnostics;
using System.Globalization;

using Npgsql;

namespace Jalon.Long;

/// <summary>What is done to the program and to its database while the clients work.</summary>
internal static class Faults
{
    /// <summary>Commands acknowledged between two faults.</summary>
    private const int Between = 60;

    public static async Task KillProgramAsync(int times, ServedProgram program, Tally tally)
    {
        program.Start();
        await AcknowledgedAsync(tally, Between);
        tally.EndOf("Démarrage");
        for (var kill = 0; kill < times; kill++)
        {
            await program.KillAsync();
            program.Start();
            await AcknowledgedAsync(tally, Between + (kill * 7 % 50));
        }

        tally.EndOf($"Programme tué {times} fois");
    }

    /// <summary>The program brings its server back by itself; how long it then takes to work again is counted from the first connection the server takes.</summary>
    public static async Task KillPostgresAsync(int times, string folder, string database, Tally tally)
    {
        for (var kill = 0; kill < times; kill++)
        {
            await AcknowledgedAsync(tally, Between + (kill * 7 % 50));
            var postmaster = (await File.ReadAllLinesAsync(Path.Combine(folder, "postgres", "postmaster.pid")))[0];
            using (var server = Process.GetProcessById(int.Parse(postmaster, CultureInfo.InvariantCulture))) server.Kill();
            while (await TakesConnectionsAsync(database)) await Task.Delay(1);
            var before = tally.Acknowledged.Count;
            while (!await TakesConnectionsAsync(database)) await Task.Delay(10);
            var back = Stopwatch.GetTimestamp();
            while (tally.Acknowledged.Count == before) await Task.Delay(1);
            tally.Recoveries.Add(Stopwatch.GetElapsedTime(back));
        }

        tally.EndOf($"PostgreSQL tué {times} fois");
    }

    /// <summary>One of two programs on one database stands still, then goes on with what it believed.</summary>
    public static async Task PauseAsync(TimeSpan pause, ServedProgram first, ServedProgram second, Clients clients, Tally tally)
    {
        second.Start();
        clients.Both = true;
        await AcknowledgedAsync(tally, 20 * Between);
        tally.EndOf("Deux programmes");
        first.Signal("STOP");
        await Task.Delay(pause);
        first.Signal("CONT");
        await AcknowledgedAsync(tally, 20 * Between);
        tally.EndOf(string.Create(CultureInfo.InvariantCulture, $"Un programme sur deux arrêté {pause.TotalSeconds:F0} s"));
    }

    private static async Task AcknowledgedAsync(Tally tally, int more)
    {
        var wanted = tally.Acknowledged.Count + more;
        while (tally.Acknowledged.Count < wanted) await Task.Delay(5);
    }

    private static async Task<bool> TakesConnectionsAsync(string database)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, Timeout = 1 }.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
