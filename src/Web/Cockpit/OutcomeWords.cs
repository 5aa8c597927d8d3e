using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>How the end of a place is said.</summary>
public static class OutcomeWords
{
    public static string Of(PostOutcome outcome) => outcome switch
    {
        PostOutcome.CivilServant => "Pourvue par une personne titulaire",
        PostOutcome.Contract => "Pourvue par contrat",
        PostOutcome.Reconversion => "Pourvue par reconversion",
        PostOutcome.Unfilled => "Non pourvue",
        PostOutcome.Cancelled => "Annulée",
        _ => "En cours",
    };
}
