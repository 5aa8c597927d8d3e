using Jalon.Grains;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Import;

/// <summary>The words the State's files use for what the code names, whatever the case, accents and apostrophes.</summary>
internal static class StateWords
{
    public static Branch? BranchIn(string? text) => OrganisationKey.Of(text ?? "") switch
    {
        "fonction publique de l etat" or "fonction publique d etat" => Branch.State,
        "fonction publique territoriale" => Branch.Territorial,
        "fonction publique hospitaliere" => Branch.Hospital,
        _ => null,
    };

    /// <summary>« A », « Catégorie A (cadre) ».</summary>
    public static Category? CategoryIn(string text) => text.Replace("Catégorie ", "", StringComparison.OrdinalIgnoreCase).Split('(')[0].Trim() switch
    {
        "A+" => Category.APlus,
        "A" => Category.A,
        "B" => Category.B,
        "C" => Category.C,
        _ => null,
    };

    public static NeedKind? NeedIn(string text) => OrganisationKey.Of(text) switch
    {
        "vacant" => NeedKind.Vacant,
        "susceptible d etre vacant" => NeedKind.LikelyVacant,
        "creation" or "creation d emploi" or "creation de poste" => NeedKind.Creation,
        _ => null,
    };

    /// <summary>« Emploi ouvert aux contractuels » says that they too may apply; only « uniquement » shuts civil servants out, and nobody is shut out on a guess.</summary>
    public static Openness? OpennessIn(string text) => OrganisationKey.Of(text) switch
    {
        "emploi ouvert aux titulaires et ou aux contractuels" or "emploi ouvert aux titulaires et aux contractuels" or "emploi ouvert aux contractuels"
            => Openness.CivilServantsAndContract,
        "emploi ouvert uniquement aux contractuels" => Openness.ContractOnly,
        "emploi ouvert uniquement aux titulaires" => Openness.CivilServantsOnly,
        var words when words.StartsWith("emploi reserve aux fonctionnaires", StringComparison.Ordinal) => Openness.CivilServantsOnly,
        _ => null,
    };
}
