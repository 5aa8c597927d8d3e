using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Reading;

/// <summary>The legal month of a post in a line, and what follows it in small.</summary>
public sealed record LegalMonth(string Sentence, string? Detail)
{
    public static LegalMonth Of(Vacancy vacancy, Rules rules, DateTimeOffset now)
    {
        if (vacancy.Urgency is { } urgency) return new("Urgence enregistrée", $"depuis le {French.Date(FrenchCalendar.DayOf(urgency.At))}{French.Nbsp}: l’acceptation est possible");
        if (vacancy.AcceptanceFrom(rules) is not { } from) return new("Pas encore commencé", vacancy.Stage < VacancyStage.Published ? "il court de la publication sur l’espace commun" : "il manque la date sur l’espace commun");
        var day = French.Date(FrenchCalendar.DayOf(from));
        var reference = vacancy.Reference is { } known ? $"espace commun, réf. {known}" : null;
        if (from <= now) return new($"Acceptation possible depuis le {day}", reference);
        var left = French.Count(FrenchCalendar.DayOf(from).DayNumber - FrenchCalendar.DayOf(now).DayNumber, "jour", "jours");
        return new($"Acceptation possible à partir du {day}", reference is null ? $"dans {left}" : $"dans {left} · {reference}");
    }
}
