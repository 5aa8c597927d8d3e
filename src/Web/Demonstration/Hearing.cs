using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;

namespace Jalon.Web.Demonstration;

/// <summary>An interview that a story tells for a day: where that day is still to come when the history ends, it is being planned.</summary>
/// <param name="Team">Those who may share assessors.</param>
/// <param name="Since">The day the person was preselected.</param>
internal sealed record Hearing(string Team, Guid Application, Guid Person, Guid Recruiter, IReadOnlyList<Guid> Assessors, DateOnly Since, DateOnly Day)
{
    /// <summary>As many at most, a day apart, so that the hours of those who share assessors never meet.</summary>
    public const int MostOfATeam = 10;

    public bool IsToCome(DateOnly end) => Since < end.AddDays(-1) && Day > end;

    /// <summary>What was done for it on the last working day: assessors named, times offered, one of them chosen twice out of three.</summary>
    /// <param name="number">Its place in the team.</param>
    public IEnumerable<(TimeSpan At, Command Command, Guid By)> Planned(DateOnly end, int number)
    {
        var (first, second) = (Assessors[0], Assessors[1]);
        yield return (Hours(16, 30), new NameAssessor(first), Recruiter);
        yield return (Hours(16, 31), new NameAssessor(second), Recruiter);
        yield return (Hours(16, 40), new DeclareImpartiality(), first);
        if (number % 2 == 0) yield return (Hours(16, 45), new DeclareImpartiality(), second);
        DateTimeOffset[] times = [At(end, number, 10), At(end, number + 1, 14), At(end, number + 2, 16)];
        yield return (Hours(16, 50), new ProposeInterview(times, 45, number % 3 == 2 ? InterviewMode.OnSite : InterviewMode.Video, number % 3 == 2 ? "Salle 214" : "https://visio.example/entretien"), Recruiter);
        if (number % 3 != 1) yield return (Hours(18, 40), new BookInterview(times[0]), Person);
    }

    private static TimeSpan Hours(int hours, int minutes) => new(hours, minutes, 0);

    /// <summary>The second working day after the end of the history is never behind whoever loads it.</summary>
    private static DateTimeOffset At(DateOnly end, int days, int hour)
    {
        var local = FrenchCalendar.AddWorkingDays(end, 2 + days).ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, FrenchCalendar.Paris.GetUtcOffset(local)).ToUniversalTime();
    }
}
