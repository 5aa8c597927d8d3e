using Jalon.Grains;

namespace Jalon.Web.Tracking;

/// <summary>What a tracker gave, or would give.</summary>
/// <param name="Posts">Brought in, and known already.</param>
/// <param name="Cases">Brought in, brought further, and left as they were.</param>
/// <param name="Undated">Stages and ends whose day nobody wrote: they stay unknown.</param>
public sealed record TrackerReport(bool DryRun, (int New, int Known) Posts, (int New, int Further, int Same) Cases, int Undated, IReadOnlyList<SetAside> Aside)
{
    /// <summary>The sentences of the report, the lines set aside apart.</summary>
    public IEnumerable<string> Sentences()
    {
        var (comes, come) = DryRun ? ("entrerait", "entreraient") : ("est entré", "sont entrés");
        if (Posts.New > 0) yield return $"{French.Count(Posts.New, "poste", "postes")} {(Posts.New > 1 ? come : comes)}.";
        if (Posts.Known > 0) yield return $"{French.Count(Posts.Known, "poste était déjà là", "postes étaient déjà là")}.";
        if (Cases.New > 0) yield return $"{French.Count(Cases.New, "candidature", "candidatures")} {(DryRun ? Cases.New > 1 ? "entreraient" : "entrerait" : Cases.New > 1 ? "sont entrées" : "est entrée")}, avec les dates du tableau.";
        if (Cases.Further > 0) yield return $"{French.Count(Cases.Further, "candidature", "candidatures")} {(DryRun ? "iraient" : "vont")} plus loin qu’à la reprise précédente.";
        if (Cases.Same > 0) yield return $"{French.Count(Cases.Same, "candidature ne change pas", "candidatures ne changent pas")}.";
        if (Undated > 0) yield return $"{French.Count(Undated, "étape sans date reste sans date", "étapes sans date restent sans date")}{French.Nbsp}: leur durée n’entre dans aucun chiffre.";
        if (Aside.Count > 0) yield return $"{French.Count(Aside.Count, "ligne est mise de côté", "lignes sont mises de côté")}{French.Nbsp}: corrigez-les dans le tableau, puis reprenez-le, ce qui est entré ne changera pas.";
        if (DryRun) yield return $"Essai à blanc{French.Nbsp}: rien n’est enregistré.";
    }
}
