using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Demonstration;

/// <summary>A profession of the State's digital branch, with what a notice says of it.</summary>
/// <param name="Label">As the repertory of professions writes it.</param>
/// <param name="Applicants">How many people usually apply to one post.</param>
internal sealed record Profession(string Title, string Label, Category Category, string Corps, int Applicants, string Missions, string Profile, params IReadOnlyList<string> Essential)
{
    /// <summary>Wished for in every notice.</summary>
    private static readonly IReadOnlyList<string> Wished = ["Travailler avec les équipes produit", "Écrire et transmettre"];

    public IReadOnlyList<AnnouncedCriterion> Criteria { get; } = [.. Essential.Select(name => new AnnouncedCriterion(name, true)), .. Wished.Select(name => new AnnouncedCriterion(name, false))];
}

/// <summary>The professions sought here. Titles and labels are those in use in the State; missions and profiles are written for the demonstration.</summary>
internal static class Professions
{
    private const string Engineer = "Ingénieurs des systèmes d’information et de communication", Attache = "Attachés d’administration de l’État", Technician = "Techniciens des systèmes d’information";

    public static readonly IReadOnlyList<Profession> All =
    [
        new("Développeuse ou développeur F/H", "Développeur", Category.A, Engineer, 38, "Écrire, relire et tenir en production les services d’une équipe produit.", "Un langage du web bien connu, le goût des tests et du travail relu à plusieurs.", "Écrire du code qui se relit", "Tester et mettre en production", "Tenir un service en exploitation"),
        new("Ingénieure ou ingénieur DevOps F/H", "Intégrateur d’exploitation", Category.A, Engineer, 24, "Construire la chaîne de mise en production et la plateforme qui porte les services.", "Conteneurs, automatisation, sens du service rendu.", "Automatiser la mise en production", "Exploiter et superviser", "Sécurité au quotidien"),
        new("Cheffe ou chef de projet numérique F/H", "Chef de projet MOA SI", Category.A, Attache, 52, "Conduire un projet du besoin à la mise en service, avec les métiers et les équipes techniques.", "Avoir mené un projet à son terme, savoir dire non, savoir écrire.", "Conduire un projet jusqu’à son terme", "Arbitrer entre besoins et moyens", "Rendre compte clairement"),
        new("Cheffe ou chef de produit F/H", "Chef de projet MOA SI", Category.A, Attache, 44, "Porter un service public numérique : écouter ses usagers, décider de la suite, mesurer l’effet.", "Recherche auprès des usagers, arbitrages, priorités claires.", "Mener la recherche auprès des usagers", "Décider des priorités", "Mesurer les effets"),
        new("Data analyst F/H", "Data scientist", Category.A, Engineer, 41, "Mettre les données d’une politique publique à portée de ceux qui décident.", "SQL, statistiques, clarté dans l’explication.", "Interroger des données", "Choisir la bonne mesure", "Expliquer un résultat"),
        new("Ingénieure ou ingénieur de données F/H", "Data scientist", Category.A, Engineer, 22, "Bâtir les chaînes de traitement et garantir la qualité des données.", "Modélisation, entrepôts, ordonnancement.", "Modéliser des données", "Tenir une chaîne de traitement", "Garantir la qualité"),
        new("Responsable de la sécurité des systèmes d’information F/H", "RSSI", Category.A, Engineer, 14, "Tenir la politique de sécurité, conduire les homologations, préparer la réponse aux incidents.", "Analyse de risque, pédagogie, sang-froid.", "Analyser un risque", "Conduire une homologation", "Répondre à un incident"),
        new("Analyste en détection d’intrusion F/H", "Pilote en détection d’intrusion", Category.A, Engineer, 13, "Surveiller, qualifier et suivre les incidents de sécurité.", "Journaux, réseaux, rigueur de l’enquête.", "Lire des journaux", "Qualifier un incident", "Enquêter avec rigueur"),
        new("Architecte technique F/H", "Architecte technique", Category.A, Engineer, 18, "Dessiner des systèmes sobres qui durent, et accompagner les équipes qui les construisent.", "Plusieurs systèmes menés en production, dont un remplacé.", "Dessiner un système sobre", "Remplacer un système ancien", "Accompagner les équipes"),
        new("Administratrice ou administrateur systèmes et réseaux F/H", "Administrateur d’outils, de systèmes, de réseaux et/ou de télécoms", Category.B, Technician, 27, "Exploiter les serveurs et les réseaux, traiter les incidents, documenter.", "Linux, réseaux, travail d’équipe en horaires décalés.", "Exploiter des serveurs", "Exploiter des réseaux", "Traiter un incident"),
        new("Technicienne ou technicien support aux utilisateurs F/H", "Technicien support utilisateurs", Category.B, Technician, 34, "Accueillir les demandes des agents, dépanner, former.", "Écoute, patience, postes de travail et téléphonie.", "Accueillir une demande", "Dépanner un poste de travail", "Former des collègues"),
        new("Designer d’expérience utilisateur F/H", "Spécialiste méthode et outils / qualité / sécurité", Category.A, Attache, 46, "Mener des entretiens, dessiner et éprouver les parcours avec les usagers.", "Un dossier de réalisations, l’accessibilité comme habitude.", "Mener des entretiens", "Dessiner et éprouver un parcours", "Concevoir accessible"),
        new("Urbaniste des systèmes d’information F/H", "Urbaniste des SI", Category.A, Engineer, 12, "Tenir la carte des systèmes et éclairer les choix d’évolution.", "Vision d’ensemble, écoute des métiers.", "Tenir la carte des systèmes", "Éclairer un choix d’évolution", "Écouter les métiers"),
    ];

    public static readonly IReadOnlyList<string> Places = ["Paris", "Lille", "Lyon", "Nantes", "Rennes", "Toulouse", "Strasbourg", "Montpellier", "Bordeaux"];
}
