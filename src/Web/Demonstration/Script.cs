using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Histories;

namespace Jalon.Web.Demonstration;

/// <summary>When in a day something is done. What reserves or frees a place is done at the end of the day, after everything else.</summary>
internal enum Moment { Working, Evening, Midnight }

/// <summary>What happened, written down as it is imagined, then given in order.</summary>
internal sealed class Script(DateOnly end)
{
    /// <summary>The last day told.</summary>
    public DateOnly End => end;

    private sealed record Line(DateTimeOffset At, Guid Grain, Command Command, Guid By);

    private readonly List<Line> lines = [];

    private readonly List<Line> readings = [];

    private readonly List<Hearing> hearings = [];

    private readonly Dictionary<(Guid Grain, DateOnly Day), DateTimeOffset> last = [];

    private readonly Dice hours = new("hours");

    /// <summary>Adds something to a day; after what the same grain already did that day.</summary>
    public void Add(DateOnly day, Guid grain, Command command, Guid by, Moment moment = Moment.Working)
    {
        var at = FrenchCalendar.StartOf(day) + moment switch
        {
            Moment.Midnight => TimeSpan.Zero,
            Moment.Evening => TimeSpan.FromMinutes(hours.Between(17 * 60, (18 * 60) + 30)),
            _ => TimeSpan.FromMinutes(hours.Between(8 * 60, 16 * 60)),
        };
        if (last.TryGetValue((grain, day), out var before) && before >= at) at = before.AddMinutes(hours.Between(1, 4));
        last[(grain, day)] = at;
        lines.Add(new Line(at, grain, command, by));
    }

    /// <summary>The reading of a file, at the end of a day: played only where nothing happened to the file since. Nobody looks for it once the file is decided.</summary>
    public void AddReading(DateOnly day, Guid grain, Command command, Guid by, int place) =>
        readings.Add(new Line(FrenchCalendar.StartOf(day) + TimeSpan.FromMinutes((19 * 60) + place), grain, command, by));

    public void AddHearing(Hearing hearing) => hearings.Add(hearing);

    /// <summary>What was imagined on these grains after a day did not happen.</summary>
    public void Cut(IReadOnlySet<Guid> grains, DateOnly after)
    {
        hearings.RemoveAll(hearing => grains.Contains(hearing.Application) && hearing.Day > after);
        foreach (var list in (List<Line>[])[lines, readings]) list.RemoveAll(line => grains.Contains(line.Grain) && FrenchCalendar.DayOf(line.At) > after);
    }

    /// <summary>All that happened up to the end, in order; each with an id that follows from its place in the life of its grain.</summary>
    public IReadOnlyList<Deed> Told()
    {
        var told = lines.Where(line => line.At < FrenchCalendar.EndOf(end)).ToList();
        var latest = told.GroupBy(line => line.Grain).ToDictionary(group => group.Key, group => group.Max(line => line.At));
        told.AddRange(Coming());
        told.AddRange(readings.Where(line => line.At < FrenchCalendar.EndOf(end) && line.At > latest.GetValueOrDefault(line.Grain, DateTimeOffset.MaxValue)));
        var places = new Dictionary<Guid, int>();
        var deeds = new List<Deed>();
        foreach (var line in told.OrderBy(line => line.At).ThenBy(line => line.Grain))
        {
            var place = places[line.Grain] = places.GetValueOrDefault(line.Grain) + 1;
            deeds.Add(new Deed(line.At, KindOf(line.Command), line.Grain, line.Command, line.By, DerivedId.Of(Cast.Seed, line.Grain, place)));
        }

        return deeds;
    }

    /// <summary>The interviews still to come, planned on the last working day.</summary>
    private IEnumerable<Line> Coming()
    {
        var day = FrenchCalendar.IsWorkingDay(end) ? end : FrenchCalendar.WorkingDaysBefore(end, 1);
        return hearings.Where(hearing => hearing.IsToCome(day)).GroupBy(hearing => hearing.Team)
            .SelectMany(team => team.OrderBy(hearing => hearing.Application).Take(Hearing.MostOfATeam).SelectMany((hearing, number) => hearing.Planned(day, number)
                .Select(one => new Line(FrenchCalendar.StartOf(day) + one.At, hearing.Application, one.Command, one.By))));
    }

    /// <summary>The end of a notice is the only instant the story itself brings; the grains know the others.</summary>
    private static GrainKind KindOf(Command command) =>
        command is DeadlineReached ? VacancyGrain.Kind : Kinds.All.First(kind => command.GetType().IsSubclassOf(kind.Command));
}
