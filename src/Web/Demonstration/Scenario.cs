using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Silo.Histories;

namespace Jalon.Web.Demonstration;

/// <summary>How much of a demonstration is written.</summary>
internal sealed record Size(int Posts, int Paths)
{
    public static readonly Size Whole = new(150, 40);
}

/// <summary>
/// Fourteen months of recruitment, written from chance that never changes, and ending the evening before a given day: so that the demonstration is alive whenever it is
/// loaded. Written twice for the same day it is the same, to the last identifier.
/// </summary>
internal static class Scenario
{
    private const int Months = 14;

    /// <param name="today">The day of loading. The last thing happened the day before.</param>
    public static IReadOnlyList<Deed> Write(DateOnly today, Size size)
    {
        var (begin, end) = (today.AddMonths(-Months), today.AddDays(-1));
        var script = new Script(end);
        var crowd = new Crowd(script);
        Settle(script, begin);
        Replace(script, end);
        var posts = Posts(script, crowd, begin.AddDays(9), end.AddDays(-3), size.Posts);
        for (var number = 0; number < size.Paths; number++)
            new PathStory(script, crowd, posts[number % posts.Count], number, Spread(begin.AddDays(12), end.AddDays(-8), number, size.Paths)).Write();
        return script.Told();
    }

    /// <summary>The end of what a demonstration loaded on a day tells.</summary>
    public static DateTimeOffset End(DateOnly today) => FrenchCalendar.StartOf(today);

    /// <summary>The organisations, from the top, and the people who work there.</summary>
    private static void Settle(Script script, DateOnly begin)
    {
        var administrator = Cast.Players.First(one => one.Role == Role.Administrator);
        foreach (var player in Cast.Players)
            script.Add(begin, player.Id, new Grains.Candidates.Register(player.Id, player.Given, player.Family, player.Email, null, CandidateStatus.CivilServant), administrator.Id);
        foreach (var house in Cast.Houses)
            script.Add(begin.AddDays(house.Depth), house.Id, new CreateOrganisation(house.Id, house.Name, null, house.Level, house.Parent?.Id), administrator.Id);
        foreach (var player in Cast.Players)
            script.Add(begin.AddDays(4), player.House.Id, new GrantRole(player.Id, player.Role, FrenchCalendar.StartOf(begin.AddDays(4))), administrator.Id);
    }

    /// <summary>A recruiter is away these days, and another acts for her.</summary>
    private static void Replace(Script script, DateOnly end)
    {
        var away = Cast.Players.First(one => one is { Role: Role.Recruiter, House: var house } && house == Cast.AlphaInfrastructure);
        var substitute = Cast.Players.First(one => one is { Role: Role.Recruiter, House: var house } && house == Cast.Alpha);
        var day = FrenchCalendar.WorkingDaysBefore(end, 2);
        script.Add(day, away.House.Id, new NameSubstitute(away.Id, Role.Recruiter, substitute.Id, FrenchCalendar.StartOf(day), FrenchCalendar.StartOf(end.AddDays(15))), Cast.Players.First(one => one.Role == Role.Administrator).Id);
    }

    private static List<Guid> Posts(Script script, Crowd crowd, DateOnly first, DateOnly last, int count)
    {
        var unfilled = new Queue<(Guid Id, DateOnly Ended)>();
        var posts = new List<Guid>();
        for (var number = 0; number < count; number++)
        {
            var dice = new Dice("post", number);
            var drafted = Spread(first, last, number, count);
            Guid? former = unfilled.TryPeek(out var ended) && ended.Ended < drafted && dice.Chance(0.5) ? unfilled.Dequeue().Id : null;
            var openings = dice.Share() switch { < 0.72 => 1, < 0.87 => 2, < 0.95 => 3, < 0.99 => dice.Between(4, 5), _ => 8 };
            var ending = dice.Share() switch { < 0.60 => Ending.Filled, < 0.80 => openings > 1 ? Ending.PartlyFilled : Ending.Filled, < 0.91 => Ending.Unfilled, _ => Ending.Cancelled };
            var stopped = number % 3 == 0 && last.DayNumber - drafted.DayNumber is > 30 and < 55;
            var post = new Post(number, Cast.Employers[number % Cast.Employers.Count], dice.Pick(Professions.All), openings, drafted, ending, dice.Chance(0.15), stopped, former, dice);
            var story = new PostStory(script, crowd, post);
            story.Write();
            if (story.EndedUnfilled is { } day && ending == Ending.Unfilled) unfilled.Enqueue((post.Id, day));
            posts.Add(post.Id);
        }

        return posts;
    }

    /// <summary>The days of so many things begun one after the other between two days, on working days.</summary>
    private static DateOnly Spread(DateOnly first, DateOnly last, int number, int count) =>
        first.AddDays((last.DayNumber - first.DayNumber) * number / Math.Max(1, count - 1)).AddDays(-1).Later(1);
}
