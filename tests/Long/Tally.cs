using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Jalon.Long;

/// <summary>A command whose answer was given: its grain had this version then.</summary>
/// <param name="Effect">It surely had an effect: nobody else could have done the same before.</param>
internal readonly record struct Acknowledged(Guid Command, Guid Grain, int Version, bool Effect);

/// <summary>What the clients saw.</summary>
internal sealed class Tally
{
    private readonly Lock gate = new();
    private long answeredAt = Stopwatch.GetTimestamp();
    private TimeSpan outage;
    private long requests;
    private long failed;

    public ConcurrentQueue<Acknowledged> Acknowledged { get; } = [];

    /// <summary>Answers that are neither a success, a refusal nor « come back later »: each is a fault of the program.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Seconds from the return of PostgreSQL to the next acknowledged command.</summary>
    public List<TimeSpan> Recoveries { get; } = [];

    public List<(string What, TimeSpan Longest)> Outages { get; } = [];

    public void Answered()
    {
        lock (gate)
        {
            requests++;
            var now = Stopwatch.GetTimestamp();
            var silence = Stopwatch.GetElapsedTime(answeredAt, now);
            if (silence > outage) outage = silence;
            answeredAt = now;
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            requests++;
            failed++;
        }
    }

    /// <summary>The longest time without any answer since the last call.</summary>
    public void EndOf(string what)
    {
        lock (gate)
        {
            Outages.Add((what, outage));
            outage = TimeSpan.Zero;
        }

        Console.WriteLine($"{what} : {Acknowledged.Count} commandes confirmées jusqu’ici");
    }

    public void Print(IReadOnlyList<string> findings)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{requests} demandes, dont {failed} sans réponse utile ({100.0 * failed / Math.Max(1, requests):F2} %) ; {Acknowledged.Count} commandes confirmées."));
        foreach (var (what, longest) in Outages) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} : plus longue coupure {longest.TotalSeconds:F2} s"));
        if (Recoveries.Count > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Reprise après le retour de PostgreSQL : médiane {Recoveries.Order().ElementAt(Recoveries.Count / 2).TotalSeconds:F2} s, plus longue {Recoveries.Max().TotalSeconds:F2} s"));
        }

        foreach (var finding in findings) Console.WriteLine($"ÉCHEC : {finding}");
        if (findings.Count == 0) Console.WriteLine("Chaque commande confirmée est au journal une seule fois, rien n’est resté en suspens.");
    }
}
