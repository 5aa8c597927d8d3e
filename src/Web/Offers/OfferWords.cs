using System.Globalization;
using System.Text.RegularExpressions;
using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Offers;

/// <summary>What a notice says of itself in a few words.</summary>
public static partial class OfferWords
{
    /// <summary>« dans 7 jours », « demain », « aujourd’hui ».</summary>
    public static string Left(DateOnly until, DateOnly today) => (until.DayNumber - today.DayNumber) switch
    {
        < 0 => "passé",
        0 => "aujourd’hui",
        1 => "demain",
        var days => $"dans {days.ToString(CultureInfo.InvariantCulture)}{French.Nbsp}jours",
    };

    /// <summary>Where it stands, once it is not simply open.</summary>
    public static string State(OfferPage offer) => offer.State switch
    {
        OfferState.Suspended => "Recrutement suspendu. Les candidatures reprendront peut-être : revenez plus tard.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal),
        OfferState.Filled => "Ce poste est pourvu.",
        OfferState.Unfilled => "Ce recrutement s’est terminé sans que le poste soit pourvu.",
        OfferState.Cancelled => "Ce recrutement a été annulé.",
        _ => offer.Until is { } until && until < offer.Today ? $"Les candidatures sont closes depuis le {French.Date(until.AddDays(1))}. Le choix est en cours." : "Les candidatures sont closes. Le choix est en cours.",
    };

    public static string Need(VacancySheet sheet) => sheet.NeedKind switch
    {
        NeedKind.Creation => "Création de poste",
        NeedKind.LikelyVacant => "Susceptible d’être vacant",
        _ => "Poste vacant",
    };

    /// <summary>The address to write to, where the notice gives one that is an e-mail address.</summary>
    public static string? MailAddress(string? applyTo) => applyTo is not null && Mail().Match(applyTo) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+")]
    private static partial Regex Mail();
}
