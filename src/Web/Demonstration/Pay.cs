using System.Text;
using Jalon.Grains.Applications;
using Jalon.Grains.Reference;

namespace Jalon.Web.Demonstration;

/// <summary>An invented pay grid, and what people of the demonstration are proposed by it.</summary>
internal static class Pay
{
    private const int Lowest = 30_000, Step = 1_500;

    private static readonly (string Label, double Rise)[] Levels = [("moins de 5 ans", 1), ("5 à 10 ans", 1.18), ("10 à 15 ans", 1.36), ("plus de 15 ans", 1.55)];

    /// <summary>As a file: every profession of the demonstration at four levels.</summary>
    public static string Csv()
    {
        var text = new StringBuilder("metier;experience;plancher;plafond\n");
        foreach (var bracket in Brackets()) text.Append(bracket.Profession).Append(';').Append(bracket.Level).Append(';').Append(bracket.Floor).Append(';').Append(bracket.Ceiling).Append('\n');
        return text.ToString();
    }

    /// <summary>One contract in four is above the ceiling of its line.</summary>
    public static PayOffer Contract(string profession, Dice dice)
    {
        var bracket = dice.Pick([.. Brackets().Where(one => one.Profession == profession)]);
        var part = dice.Chance(0.25) ? bracket.Ceiling + Step : bracket.Floor + ((bracket.Ceiling - bracket.Floor) / 2);
        return new PayOffer(profession, bracket.Level, part, dice.Chance(0.3) && part < bracket.Ceiling ? Step : null);
    }

    public static PayOffer Servant(Dice dice)
    {
        var group = dice.Between(1, 4);
        return new PayOffer(IfseGroup: group, IfseFrom: 7_000 + ((4 - group) * Step), IfseTo: 11_000 + ((4 - group) * 2 * Step));
    }

    private static IEnumerable<PayBracket> Brackets() =>
        from profession in Professions.All.Select((one, place) => (one.Label, place)).DistinctBy(one => one.Label)
        from level in Levels
        let floor = (int)((Lowest + (profession.place * Step)) * level.Rise / 100) * 100
        select new PayBracket(profession.Label, level.Label, floor, (int)(floor * 1.28 / 100) * 100);
}
