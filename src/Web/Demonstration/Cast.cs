using Jalon.Grains;
using Jalon.Grains.Organisations;

namespace Jalon.Web.Demonstration;

/// <summary>An invented organisation.</summary>
/// <param name="Domain">Of the addresses of its people; never a real one (RFC 2606).</param>
internal sealed record House(string Name, OrganisationLevel Level, House? Parent, string Domain)
{
    public Guid Id => DerivedId.Of(Cast.Seed, "organisation", Name);

    public House Ministry => Parent is null ? this : Parent.Ministry;

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;
}

/// <summary>Somebody who works in the demonstration.</summary>
/// <param name="Purpose">What signing in as this person shows; null for those who are there to make it live.</param>
internal sealed record Player(string Given, string Family, Role Role, House House, string? Purpose = null)
{
    public string Email => $"{Names.Plain(Given)}.{Names.Plain(Family)}@{House.Ministry.Domain}";

    public Guid Id => DerivedId.Of(Cast.Seed, "player", Email);
}

/// <summary>Twelve organisations and the people who work there. All invented: names, ministries, addresses.</summary>
internal static class Cast
{
    /// <summary>Every id of the demonstration follows from it.</summary>
    public const string Seed = "demonstration-1";

    public static readonly House Mission = new("Mission interministérielle du numérique", OrganisationLevel.Directorate, null, "mission.example"),
        Alpha = new("Ministère Alpha", OrganisationLevel.Ministry, null, "alpha.example"),
        AlphaDigital = new("Direction du numérique du ministère Alpha", OrganisationLevel.Directorate, Alpha, "alpha.example"),
        AlphaProducts = new("Service des produits numériques", OrganisationLevel.Service, AlphaDigital, "alpha.example"),
        AlphaInfrastructure = new("Service des infrastructures", OrganisationLevel.Service, AlphaDigital, "alpha.example"),
        Beta = new("Ministère Bêta", OrganisationLevel.Ministry, null, "beta.example"),
        BetaSystems = new("Direction des systèmes d’information du ministère Bêta", OrganisationLevel.Directorate, Beta, "beta.example"),
        BetaData = new("Service de la donnée", OrganisationLevel.Service, BetaSystems, "beta.example"),
        BetaSecurity = new("Service de la cybersécurité", OrganisationLevel.Service, BetaSystems, "beta.example"),
        Gamma = new("Ministère Gamma", OrganisationLevel.Ministry, null, "gamma.example"),
        GammaChange = new("Direction de la transformation numérique du ministère Gamma", OrganisationLevel.Directorate, Gamma, "gamma.example"),
        GammaUses = new("Service des usages et de l’accessibilité", OrganisationLevel.Service, GammaChange, "gamma.example");

    public static readonly IReadOnlyList<House> Houses =
        [Mission, Alpha, AlphaDigital, AlphaProducts, AlphaInfrastructure, Beta, BetaSystems, BetaData, BetaSecurity, Gamma, GammaChange, GammaUses];

    /// <summary>Where posts are to be filled; a house listed twice has twice as many.</summary>
    public static readonly IReadOnlyList<House> Employers =
        [AlphaDigital, AlphaProducts, AlphaInfrastructure, BetaSystems, BetaData, BetaSecurity, GammaChange, GammaUses, AlphaProducts, GammaChange, BetaData, GammaUses];

    public static readonly IReadOnlyList<Player> Players =
    [
        new("Claire", "Besnard", Role.Recruiter, Alpha, "Fait avancer les candidatures du ministère Alpha\u00A0: sa journée, ses tableaux, le tri des candidatures reçues. Elle remplace aussi une collègue absente."),
        new("Odile", "Ferrand", Role.HrLead, Alpha, "Suit les délais de son ministère, valide les besoins, répartit le travail."),
        new("Mehdi", "Ouali", Role.LineManager, AlphaProducts, "Responsable de plusieurs postes\u00A0: le besoin, la présélection, le choix."),
        new("Sami", "Tahar", Role.Assessor, AlphaProducts, "Lit les dossiers qui lui sont confiés et dépose ses avis."),
        new("Véronique", "Astier", Role.FiliereHr, Mission, "Voit toutes les organisations\u00A0: délais, blocages\u00A0; ni nom ni note."),
        new("Tanguy", "Keller", Role.CareerAdvisor, Mission, "Accompagne les agents qui souhaitent bouger."),
        new("Aïcha", "Berthelot", Role.TrainingAdvisor, Mission, "Accompagne les parcours de reconversion."),
        new("Gérard", "Lantier", Role.Approver, Beta, "Répond aux demandes adressées à son administration."),
        new("Solange", "Mirbeau", Role.SensitiveReader, Alpha, "Examine les priorités légales, et elle seule."),
        new("Pascal", "Quéméner", Role.DataProtection, Mission, "Délégué à la protection des données\u00A0: registre des accès, demandes des personnes."),
        new("Karim", "Diallo", Role.Administrator, Mission, "Ouvre «\u00A0Exploitation\u00A0»\u00A0: retard des abonnements, faits mis de côté."),
        new("Anaïs", "Perrin", Role.Recruiter, Beta, "Chargée de recrutement d’un autre ministère\u00A0: elle ne voit pas les postes du ministère Alpha."),
        new("Judith", "Carrel", Role.Recruiter, AlphaInfrastructure), new("Loïc", "Hervé", Role.Recruiter, BetaSystems), new("Marius", "Vallin", Role.Recruiter, Gamma),
        new("Flora", "Santoni", Role.Recruiter, GammaChange), new("Bruno", "Delattre", Role.HrLead, Beta), new("Yolande", "Rosier", Role.HrLead, Gamma),
        new("Rozenn", "Le Bihan", Role.LineManager, AlphaDigital), new("Idris", "Chabane", Role.LineManager, AlphaInfrastructure),
        new("Capucine", "Revel", Role.LineManager, AlphaInfrastructure), new("Hervé", "Maréchal", Role.LineManager, BetaSystems),
        new("Lina", "Azoulay", Role.LineManager, BetaData), new("Gaspard", "Thévenin", Role.LineManager, BetaSecurity),
        new("Violette", "Ancel", Role.LineManager, GammaChange), new("Omar", "Sekkat", Role.LineManager, GammaUses),
        new("Élise", "Morel", Role.Assessor, AlphaDigital), new("Denis", "Pujol", Role.Assessor, AlphaInfrastructure), new("Nour", "Khelifi", Role.Assessor, AlphaInfrastructure),
        new("Ophélie", "Grandin", Role.Assessor, AlphaProducts), new("Tristan", "Bellec", Role.Assessor, BetaSystems), new("Maud", "Janssen", Role.Assessor, BetaData),
        new("Saïd", "Rahmani", Role.Assessor, BetaSecurity), new("Cyril", "Poncet", Role.Assessor, GammaChange), new("Ingrid", "Solal", Role.Assessor, GammaUses),
        new("Armand", "Tixier", Role.Assessor, GammaUses), new("Marthe", "Dufour", Role.Approver, Alpha), new("Lionel", "Escande", Role.Approver, Gamma),
    ];

    /// <summary>The nearest people who hold a role in a house or above it.</summary>
    public static IReadOnlyList<Player> Of(Role role, House house)
    {
        for (var at = house; at is not null; at = at.Parent)
            if (Players.Where(one => one.Role == role && one.House == at).ToList() is { Count: > 0 } found) return found;
        return [.. Players.Where(one => one.Role == role && one.House.Ministry == house.Ministry)];
    }
}
