using Jalon.Grains;

namespace Jalon.Insights.Bottlenecks;

/// <summary>Where something waits: a step of a stage, in an organisation, with whoever holds it.</summary>
public sealed record Place(string Stage, string Step, string Organisation, string Holder);

/// <summary>One visit to a step, in days on the case's own clock.</summary>
/// <param name="End">Its end, or today where it lasts.</param>
/// <param name="Ended">False while it lasts.</param>
/// <param name="Target">Days it should take at most; for a target in working days, the calendar days those make from its start.</param>
/// <param name="After">Visits that had to end before it could start.</param>
/// <param name="Seen">The day the period looked at begins: what ended before it is kept in the graph and blamed for nothing.</param>
public sealed record Visit(string Id, Place Place, TimeKind Kind, double Start, double End, bool Ended, double Target, IReadOnlyList<string> After, double Seen = double.NegativeInfinity)
{
    public double Days => End - Start;

    public bool InView => !Ended || End >= Seen;

    /// <summary>A legal wait takes what the law says, whatever its holder does.</summary>
    public bool MayBeShorter => InView && Kind != TimeKind.LegalWait && Target > 0 && Days > Target;
}

/// <summary>
/// The steps one case went through, and which waited for which. Arrival is the end of the last one. What a delay costs is asked of this graph: where branches run in
/// parallel only the longest counts (critical path, Kelley and Walker, 1959).
/// </summary>
public sealed class CaseGraph
{
    private readonly List<Visit> visits;

    public CaseGraph(IEnumerable<Visit> visits) => this.visits = [.. visits.OrderBy(visit => visit.Start).ThenBy(visit => visit.End)];

    public IReadOnlyList<Visit> Visits => visits;

    /// <summary>The same graph with places called otherwise.</summary>
    public CaseGraph Renamed(Func<Place, Place> rename) => new(visits.Select(visit => visit with { Place = rename(visit.Place) }));

    public double Arrival => visits.Count == 0 ? 0 : visits.Max(visit => visit.End);

    /// <summary>
    /// Days by which the case would have arrived earlier, had no visit to this place lasted past its target. What came between two steps is kept, and so are legal waits
    /// and the other branches. Never negative.
    /// </summary>
    public double Excess(Place place)
    {
        if (!visits.Exists(visit => visit.Place == place && visit.MayBeShorter)) return 0;
        var (ends, arrival) = (new Dictionary<string, (double Told, double New)>(), 0.0);
        foreach (var visit in visits)
        {
            var (told, sooner) = (double.NegativeInfinity, double.NegativeInfinity);
            foreach (var before in visit.After)
            {
                // Steps that overlapped did not wait for each other, whatever the procedure says.
                if (!ends.TryGetValue(before, out var end) || end.Told > visit.Start) continue;
                (told, sooner) = (Math.Max(told, end.Told), Math.Max(sooner, end.New));
            }

            var start = double.IsNegativeInfinity(told) ? visit.Start : sooner + (visit.Start - told);
            var ended = start + (visit.Place == place && visit.MayBeShorter ? visit.Target : visit.Days);
            ends[visit.Id] = (visit.End, ended);
            arrival = Math.Max(arrival, ended);
        }

        return Math.Max(0, Arrival - arrival);
    }
}
