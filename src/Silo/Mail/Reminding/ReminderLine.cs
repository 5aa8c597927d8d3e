using System.Globalization;

using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Reminders;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>What one person is told of one step, at one rung.</summary>
/// <param name="To">The audience, by its name.</param>
internal sealed record ReminderLine(Guid CaseId, int Opened, string Step, string To, int Percent, Guid PersonId, string Text)
{
    /// <summary>« – Salomé Girard, Ingénieur DevOps F/H : vérifier la recevabilité, à rendre le jeudi 26 novembre 2026 (88 % de la cible). »</summary>
    /// <param name="holder">Who has the ball, by name or role; said to those who do not.</param>
    public static ReminderLine Of(OpenCase open, StepClock clock, Rung rung, Guid person, string? holder, DateTimeOffset now)
    {
        var step = clock.Step;
        var share = Math.Floor(clock.ShareUsed(now) * 100).ToString("N0", French.Culture);
        // The person reads of their own application: its post is enough to know it by.
        var about = (step.Kind == TimeKind.Candidate && rung.Audience == Audience.Holder) || open.Person is null ? open.Post : $"{open.Person}, {open.Post}";
        var end = When(clock, now);
        var text = rung.Audience switch
        {
            Audience.Holder when step.Kind == TimeKind.Candidate => $"{Task(step.Name)}, {end}",
            Audience.Holder => $"{Task(step.Name)}, {end} ({share}{French.Nbsp}% de la cible)",
            Audience.Recruiter => $"sans réponse pour «{French.Nbsp}{Task(step.Name)}{French.Nbsp}», {end}{French.Nbsp}; relancez, prolongez ou concluez",
            _ => $"{Task(step.Name)}, attendu de {holder ?? "personne en particulier"}, {end} ({share}{French.Nbsp}% de la cible)",
        };
        return new(open.Id, open.OpenedAt(step.Id), step.Id, rung.Audience.ToString(), rung.Percent, person, $"– {about}{French.Nbsp}: {text}.");
    }

    /// <summary>« vérifier la recevabilité »; a step that a procedure named itself keeps its name.</summary>
    private static string Task(string step) => Lower(Labels.Has($"Step.{step}") ? Labels.Of($"Step.{step}") : step);

    private static string Lower(string label) => char.ToLower(label[0], French.Culture) + label[1..];

    private static string When(StepClock clock, DateTimeOffset now)
    {
        if (clock.DueAt(now) is not { } due) return "sans date";
        var last = FrenchCalendar.DayOf(due.AddTicks(-1));
        var first = clock.FirstDue is { } promised && promised != due ? $", au lieu du {French.Date(FrenchCalendar.DayOf(promised.AddTicks(-1)))} avant les pauses" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(due <= now ? "en retard depuis le" : "à rendre le")} {French.FullDate(last)}{first}");
    }
}
