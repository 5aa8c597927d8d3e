using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Publishing;

/// <summary>A notice in the layout of the State's portal (offers API of « Choisir le service public », 2026): the body of <c>offres/creer_modifier</c>, one offer.</summary>
public static class PortalFile
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Of(Vacancy post, VacancySheet sheet, string organisation, string? siret) => JsonSerializer.SerializeToUtf8Bytes(new object[]
    {
        new
        {
            identification = new { reference = post.Reference, versant = sheet.Branch switch { Branch.Territorial => "FPT", Branch.Hospital => "FPH", _ => "FPE" } },
            titre = post.Title,
            organisation = new { nom = organisation, siret },
            profession = sheet.Profession is { } profession && Channels.LooksLikeCode(profession) ? new { referentiel = "RMFPv2", domaine = "NUM", metier = profession } : null,
            description = new { mission = sheet.Missions, profil = sheet.Profile, employeur = sheet.Organisation, complements = sheet.Conditions },
            publication = new { debut_publication = post.PublishedOn, fin_publication = post.ApplicationsUntil },
            conditions = new
            {
                categories = sheet.Category is { } category ? new[] { category == Category.APlus ? "APLUS" : category.ToString() } : null,
                type_contrat = sheet.Openness switch { Openness.ContractOnly => "CONTRACTUELS", Openness.CivilServantsAndContract => "TITULAIRE_CONTRACTUEL", _ => "TITULAIRE" },
                forme_contrat = sheet.Permanent == true ? "PERMANENT" : sheet.ContractMonths is not null ? "CDD" : null,
                vacance_poste = sheet.NeedKind == NeedKind.Vacant ? "OUI" : "NON",
                lieu_de_travail = sheet.Place,
                corps = sheet.Corps,
                date_vacance = sheet.VacantFrom,
                bases_legales = sheet.LegalBasis,
            },
            criteres = new { documents_requis = sheet.DocumentsText },
            fin_candidature = post.ApplicationsUntil,
            contact = sheet.ApplyTo,
        },
    }, Written);
}
