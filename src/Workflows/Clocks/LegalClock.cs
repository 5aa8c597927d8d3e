using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Clocks;

/// <summary>Counts legal deadlines from the facts, each with its proof. Pure: after a change of a rule or of a fact, counting again says what is true now.</summary>
public static class LegalClock
{
    /// <summary>The deadlines of a case that were started, open or not, in the order of the rules.</summary>
    /// <param name="history">Facts of the case and of its procedures, in the order they happened.</param>
    public static IReadOnlyList<LegalDeadline> Of(IEnumerable<LegalRule> clocks, string caseKind, IReadOnlyList<Dated> history, Rules rules, Guid? organisation = null) =>
        [.. clocks.Where(clock => clock.Case == caseKind).Select(clock => Count(clock, history, rules, organisation)).OfType<LegalDeadline>()];

    /// <summary>What is open in both and is not on the same day: said with its reason.</summary>
    public static IReadOnlyList<Moved> Compare(IReadOnlyList<LegalDeadline> before, IReadOnlyList<LegalDeadline> after) =>
    [
        .. from old in before
           where old.IsOpen
           from now in after
           where now.Rule == old.Rule && now.IsOpen && now.Day != old.Day
           select new Moved(now.Rule, old.Day, now.Day, Told(old, now)),
    ];

    private static LegalDeadline? Count(LegalRule clock, IReadOnlyList<Dated> history, Rules rules, Guid? organisation)
    {
        var at = history.ToList().FindLastIndex(dated => Starts(clock, dated));
        if (at < 0) return null;
        var (start, since) = (history[at], history.Skip(at + 1).ToList());
        var first = FirstDay(clock, start);
        var stop = since.Find(dated => Is(dated, clock.StoppedBy));
        var parameter = rules.On(first, clock.Name, organisation);
        var pauses = PausesOf(clock, since.TakeWhile(dated => dated != stop)).ToList();
        var (end, arithmetic) = Add(first, parameter, pauses);
        DateOnly? reached = pauses.Exists(pause => pause.To is null) ? null : end;
        DateTimeOffset? due = reached is { } last ? clock.LastDayCounts ? FrenchCalendar.EndOf(last) : FrenchCalendar.StartOf(last) : null;
        var met = stop is null || due is not { } instant || stop.At < instant ? stop?.At : null;
        return new(clock.Name, clock.Effect, reached, due, met, new Proof(parameter, first, start.Fact.Kind, pauses, arithmetic)) { AnsweredAt = stop?.At };
    }

    private static DateOnly FirstDay(LegalRule clock, Dated start)
    {
        if ((GivenBy(clock, start) ?? clock.StartField) is not { } field || !start.Fact.Fields.TryGetValue(field, out var text)) return FrenchCalendar.DayOf(start.At);
        return Values.Read(text, NameType.Day) is DateOnly day ? day : FrenchCalendar.DayOf(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
    }

    internal static bool Starts(LegalRule clock, Dated dated) => Is(dated, clock.StartedBy) || GivenBy(clock, dated) is not null;

    /// <summary>The field that gives the first day, in a fact that starts the clock only with it.</summary>
    private static string? GivenBy(LegalRule clock, Dated dated) =>
        clock.AlsoStartedBy.Where(one => one.Fact.Matches(dated.Fact) && dated.Fact.Fields.ContainsKey(one.Field)).Select(one => one.Field).FirstOrDefault();

    private static bool Is(Dated dated, IReadOnlyList<Pattern> patterns) => patterns.Any(pattern => pattern.Matches(dated.Fact));

    /// <summary>Pauses within the count; one begun again while it lasts is the same one.</summary>
    private static IEnumerable<Pause> PausesOf(LegalRule clock, IEnumerable<Dated> since)
    {
        DateOnly? from = null;
        foreach (var dated in since)
        {
            if (from is null && Is(dated, clock.PausedBy)) from = FrenchCalendar.DayOf(dated.At);
            if (from is not { } begun || !Is(dated, clock.ResumedBy)) continue;
            yield return new Pause(begun, FrenchCalendar.DayOf(dated.At));
            from = null;
        }

        if (from is { } open) yield return new Pause(open, null);
    }

    /// <summary>The duration first, then each pause that began before the end so far, in days of the rule's own kind.</summary>
    private static (DateOnly End, IReadOnlyList<string> Arithmetic) Add(DateOnly first, Parameter parameter, List<Pause> pauses)
    {
        var end = parameter.After(first);
        List<string> lines = [$"Du {French.Date(first)}, {Length(parameter)}{French.Nbsp}: {French.Date(end)}."];
        foreach (var pause in pauses.Where(pause => pause.From <= end))
        {
            if (pause.To is not { } to)
            {
                lines.Add($"Arrêté depuis le {French.Date(pause.From)}{French.Nbsp}: la date sera connue à la reprise.");
                continue;
            }

            var working = parameter.Unit == ParameterUnit.WorkingDays;
            var days = working ? FrenchCalendar.WorkingDaysBetween(pause.From, to) : to.DayNumber - pause.From.DayNumber;
            end = working ? FrenchCalendar.AddWorkingDays(end, days) : FrenchCalendar.AddDays(end, days);
            lines.Add($"Arrêté du {French.Date(pause.From)} au {French.Date(to)}, soit {Days(days, working)} de plus{French.Nbsp}: {French.Date(end)}.");
        }

        return (end, lines);
    }

    private static string Length(Parameter parameter) => parameter.Unit switch
    {
        ParameterUnit.CalendarMonths => $"{parameter.Amount}{French.Nbsp}mois de quantième à quantième",
        ParameterUnit.WorkingDays => $"{Days(parameter.Amount, working: true)} sans les jours fériés",
        _ => Days(parameter.Amount, working: false),
    };

    private static string Days(int days, bool working) => French.Count(days, working ? "jour ouvré" : "jour", working ? "jours ouvrés" : "jours");

    private static string Told(LegalDeadline old, LegalDeadline now)
    {
        var (was, becomes) = (old.Proof, now.Proof);
        var why = was.Start != becomes.Start ? $"le point de départ passe du {French.Date(was.Start)} au {French.Date(becomes.Start)}"
            : was.Parameter.Version != becomes.Parameter.Version || was.Parameter.Amount != becomes.Parameter.Amount || was.Parameter.Unit != becomes.Parameter.Unit
                ? $"la règle passe de {Length(was.Parameter)} (version {was.Parameter.Version}) à {Length(becomes.Parameter)} (version {becomes.Parameter.Version}, {becomes.Parameter.Reference})"
            : "une pause a commencé ou s’est terminée";
        return $"{Said(old.Day)} devient {Said(now.Day)}{French.Nbsp}: {why}.";
    }

    private static string Said(DateOnly? day) => day is { } known ? $"le {French.Date(known)}" : "une date à connaître à la reprise";
}
