using Jalon.Grains;

namespace Jalon.Web.Components;

/// <summary>The openings of a vacancy, one box each: empty = libre, half = proposée, full = engagée, ticked = pourvue.</summary>
public sealed record Openings(int Free, int Held, int Engaged, int Taken)
{
    /// <summary>More boxes than this say nothing to the eye; the words still give the count.</summary>
    private const int MostBoxes = 24;

    public int Total => Free + Held + Engaged + Taken;

    public IEnumerable<string> Boxes => Enumerable.Repeat("opening-taken", Taken)
        .Concat(Enumerable.Repeat("opening-engaged", Engaged))
        .Concat(Enumerable.Repeat("opening-held", Held))
        .Concat(Enumerable.Repeat("opening-free", Free))
        .Take(MostBoxes);

    /// <summary>« 1 pourvue, 2 libres sur 3 ».</summary>
    public string Words
    {
        get
        {
            string[] said =
            [
                .. Said(Taken, "pourvue", "pourvues"), .. Said(Engaged, "engagée", "engagées"),
                .. Said(Held, "proposée", "proposées"), .. Said(Free, "libre", "libres"),
            ];
            return $"{(said.Length == 0 ? "aucune" : string.Join(", ", said))} sur{French.Nbsp}{Total}";
        }
    }

    private static IEnumerable<string> Said(int count, string one, string many) => count == 0 ? [] : [French.Count(count, one, many)];
}
