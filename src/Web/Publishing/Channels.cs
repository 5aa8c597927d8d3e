using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Offers;

namespace Jalon.Web.Publishing;

/// <summary>Something a channel asks that the notice does not give.</summary>
/// <param name="Blocks">The channel cannot take it as it is; else it is advice.</param>
public sealed record ChannelProblem(string Sentence, bool Blocks);

/// <summary>Where a notice is told, with its own link and what the channel says of it.</summary>
/// <param name="Code">What its link carries (<see cref="ChannelLink"/>).</param>
/// <param name="ByItself">The program tells it as long as the notice is open; else a person does, with the text or the file given here.</param>
public sealed record PublicationChannel(string Code, string Label, string How, bool ByItself, IReadOnlyList<ChannelProblem> Problems)
{
    public bool Takes => !Problems.Any(problem => problem.Blocks);
}

/// <summary>The channels of a notice.</summary>
public static class Channels
{
    public const string CommonSpace = "csp", Tchap = "tchap", Fair = "salon";

    /// <summary>Lengths of the State's portal (offers API, 2026).</summary>
    private const int PortalTitle = 150, PortalText = 10_000, PortalExtra = 5_000;

    public static IReadOnlyList<PublicationChannel> Of(Vacancy post, VacancySheet sheet, string? siret)
    {
        List<ChannelProblem> missing = [.. post.Sheet.Missing.Select(item => new ChannelProblem($"Il manque{French.Nbsp}: {item.Label()}.", true))];
        return
        [
            new("site", "Page publique", "Lue sans compte, avec les données que lisent les moteurs de recherche.", true, missing),
            new(ChannelLink.Feed, "Flux Atom", "Suivi par d’autres sites, par métier, organisme ou lieu.", true, missing),
            new("alerte", "Alertes par courriel", "Envoyées aux personnes dont la recherche correspond, le matin ouvré suivant.", true, missing),
            new(CommonSpace, "Choisir le service public", "Le fichier se dépose sur l’espace commun ; la date et la référence qu’il donne s’enregistrent ici.".Replace(" ;", $"{French.Nbsp};", StringComparison.Ordinal), false, [.. missing, .. Portal(sheet, siret)]),
            new(Tchap, "Salon Tchap", "Un texte prêt à coller.", false, missing),
            new("reseau", "Communauté ou réseau", "Un lien propre à ce réseau.", false, missing),
            new(Fair, "Salon de recrutement", "Un code QR à imprimer.", false, missing),
        ];
    }

    private static IEnumerable<ChannelProblem> Portal(VacancySheet sheet, string? siret)
    {
        if (sheet.Title?.Length > PortalTitle) yield return new($"L’intitulé dépasse {PortalTitle} caractères.", true);
        foreach (var (name, text, most) in new[] { ("Les missions", sheet.Missions, PortalText), ("Le profil", sheet.Profile, PortalText), ("Les conditions", sheet.Conditions, PortalExtra) })
            if (text?.Length > most) yield return new($"{name} dépassent {most.ToString("N0", French.Culture)} caractères.", true);
        if (siret is null) yield return new("Le SIRET de l’organisation n’est pas connu : le portail le demandera.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal), false);
        if (sheet.Profession is { } profession && !LooksLikeCode(profession)) yield return new("Le métier n’a pas de code du répertoire (RMFP) : il se choisira sur le portail.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal), false);
    }

    internal static bool LooksLikeCode(string profession) => profession.Length <= 8 && profession.Any(char.IsAsciiDigit) && profession.All(char.IsAsciiLetterOrDigit);

    /// <summary>A message for a room: the post, the place, the date, the link. No mark-up, so that it pastes anywhere.</summary>
    public static string TchapText(Vacancy post, VacancySheet sheet, string link) => string.Join('\n', new[]
    {
        $"{post.Title}", string.Join(" · ", new[] { sheet.Organisation, sheet.Place, sheet.Category is { } category ? $"catégorie{French.Nbsp}{category.Label()}" : null, sheet.Openness?.Label() }.OfType<string>()),
        post.ApplicationsUntil is { } until ? $"Candidatures jusqu’au {French.FullDate(until)}, en trois écrans et sans mot de passe." : "Candidatures en trois écrans et sans mot de passe.", link,
    });
}
