using Jalon.Grains;
using Jalon.Web.Rights;

namespace Jalon.Web.Deeds;

/// <summary>What one reader can do on one case now, and what they cannot do yet.</summary>
public sealed record Deeds(IReadOnlyList<Deed> Possible, IReadOnlyList<NotYet> NotYet)
{
    /// <summary>Asks the pure grain, which tells without committing anything. What is already so is neither offered nor refused.</summary>
    public static Deeds Of(IEnumerable<Deed> all, Who who, Subject subject, Func<Command, Decision> decide)
    {
        var possible = new List<Deed>();
        var notYet = new List<NotYet>();
        foreach (var deed in all.Where(deed => Grants.Allows(who, deed.Act, subject)))
        {
            switch (decide(deed.Probe))
            {
                case Accepted { Facts.Count: > 0 }:
                    possible.Add(deed);
                    break;
                case Refused refused when deed.Expected && notYet.TrueForAll(other => other.Why.Sentence != refused.Why.Sentence):
                    notYet.Add(new NotYet(deed.Title, refused.Why));
                    break;
            }
        }

        return new Deeds(possible, notYet);
    }
}
