using Jalon.Grains;
using Jalon.Grains.Candidates;

namespace Jalon.Web.Demonstration;

/// <summary>Somebody who applies.</summary>
/// <param name="Busy">Never chosen again: they already have a post, or a part in another story.</param>
internal sealed record Person(Guid Id, CandidateStatus Status, bool Busy);

/// <summary>A person who bound themself to a post, and when.</summary>
internal sealed record Bound(Person Person, DateOnly Engaged, DateOnly Confirmed);

/// <summary>The people of the demonstration who look for a post: new ones, and those who already applied somewhere.</summary>
internal sealed class Crowd(Script script)
{
    private readonly List<(Person Person, DateOnly From)> tried = [];

    private readonly List<Bound> bound = [];

    private readonly Dice dice = new("crowd");

    private int count;

    /// <summary>Applied without being chosen, and may be met again.</summary>
    public void Tried(Person person, DateOnly from) => tried.Add((person with { Busy = true }, from));

    public void Bind(Bound one) => bound.Add(one);

    /// <summary>Somebody who will engage elsewhere after this day, and does not know it yet.</summary>
    public Bound? SoonBound(DateOnly filed, DateOnly examined)
    {
        var at = bound.FindIndex(one => examined < one.Engaged && one.Engaged < filed.AddDays(120));
        if (at < 0) return null;
        var found = bound[at];
        bound.RemoveAt(at);
        return found;
    }

    /// <summary>One time in nine, somebody who tried before.</summary>
    public Person Somebody(DateOnly day, double civilServants)
    {
        if (dice.Chance(1.0 / 9) && tried.FindIndex(one => one.From < day) is var at and >= 0)
        {
            var again = tried[at].Person;
            tried.RemoveAt(at);
            return again;
        }

        return Newcomer(day, dice.Chance(civilServants) ? CandidateStatus.CivilServant : dice.Chance(0.55) ? CandidateStatus.ContractAgent : CandidateStatus.External);
    }

    public Person Newcomer(DateOnly day, CandidateStatus status)
    {
        var id = DerivedId.Of(Cast.Seed, "person", ++count);
        var (given, family) = (dice.Pick(Names.Given), dice.Pick(Names.Family));
        var email = $"{Names.Plain(given)}.{Names.Plain(family)}.{count}@courriel.example";
        var servant = status == CandidateStatus.CivilServant;
        var origin = servant && dice.Chance(0.7) ? dice.Pick(Cast.Houses).Id : (Guid?)null;
        script.Add(day, id, new Register(id, given, family, email, null, status, servant ? dice.Chance(0.75) ? Category.A : Category.B : null,
            servant ? dice.Pick(Corps) : null, null, origin), id);
        if (dice.Chance(0.08)) script.Add(day, id, new GiveConsent(), id);
        Wish(day, id);
        return new Person(id, status, false);
    }

    /// <summary>One person in seven says what they would like to do; most of them let it be known to all.</summary>
    private void Wish(DateOnly day, Guid id)
    {
        var wish = new Dice("wish", count);
        if (!wish.Chance(1.0 / 7)) return;
        var professions = Enumerable.Range(0, wish.Between(1, 2)).Select(_ => wish.Pick(Wishable)).Distinct().ToArray();
        var discretion = wish.Chance(0.75) ? Discretion.Open : wish.Chance(0.5) ? Discretion.AdvisorsOnly : Discretion.Confidential;
        script.Add(day, id, new ExpressWishes(professions, [], null, discretion), id);
    }

    private static readonly IReadOnlyList<string> Wishable = [.. Professions.All.Select(one => Folding.Code(one.Label)).Distinct()];

    private static readonly string[] Corps = ["Attachés d’administration", "Ingénieurs des systèmes d’information et de communication", "Secrétaires administratifs", "Techniciens des systèmes d’information"];
}
