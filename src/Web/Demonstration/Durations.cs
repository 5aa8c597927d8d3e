using Jalon.Grains.Calendar;

namespace Jalon.Web.Demonstration;

/// <summary>
/// How long things usually take, in working days unless said otherwise. Three delays are planted, told in docs/demonstration.md and found again by the pages
/// of figures: nothing else here comes near them.
/// </summary>
internal static class Durations
{
    /// <summary>Target 10. First planted delay: the ministry Bêta validates its needs slowly.</summary>
    public static int Validation(House house, Dice dice) => house.Ministry == Cast.Beta ? 20 + dice.Around(14) : 1 + dice.Around(5);

    /// <summary>Target 3. Second planted delay: the assessors of one service are late with their opinions.</summary>
    public static int Opinion(House house, Dice dice) => house == Cast.AlphaInfrastructure ? 8 + dice.Around(7) : dice.Between(0, 2);

    /// <summary>Calendar days, target 60. Third planted delay: agents chosen by the ministry Gamma are released late by their administration.</summary>
    public static int Release(House house, Dice dice) => house.Ministry == Cast.Gamma ? 80 + dice.Around(24) : 15 + dice.Around(22);

    public static int Need(Dice dice) => 1 + dice.Around(5);

    public static int Admissibility(Dice dice) => 1 + dice.Around(2);

    public static int Preselection(Dice dice) => 2 + dice.Around(4);

    public static int Convocation(Dice dice) => 3 + dice.Around(6);

    public static int Choice(Dice dice) => 1 + dice.Around(2);

    public static int Proposal(Dice dice) => dice.Around(3);

    public static int Contract(Dice dice) => 3 + dice.Around(6);

    /// <summary>The day after so many working days.</summary>
    public static DateOnly Later(this DateOnly day, int workingDays) => FrenchCalendar.AddWorkingDays(day, workingDays);

    public static DateOnly Or(this DateOnly day, DateOnly other) => day > other ? day : other;
}
