using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Components;
using Jalon.Web.Deeds;

namespace Jalon.Web.Pages.Applications;

/// <summary>What can be asked about the interview: who assesses, and their opinions.</summary>
public static class InterviewDeeds
{
    public static IEnumerable<Deed> All(JobApplication state, CaseChoices choices)
    {
        var colleague = choices.Colleagues.FirstOrDefault(one => choices.Assessors.All(assessor => assessor.Value != one.Value));
        yield return new Deed("nommer", "Nommer un évaluateur ou une évaluatrice", "Nommer", Act.NameAssessors, new NameAssessor(Id(colleague)), typed => new NameAssessor(typed.NeededId("personId")), "L’évaluation est confiée.")
        {
            Hint = state.Stage == Stage.Preselected ? "deux au moins avant l’entretien" : null, Fields = [new SelectField("personId", "Personne", choices.Colleagues, Required: true)],
        };
        if (choices.Assessors.Count > 0)
        {
            var first = Id(choices.Assessors[0]);
            yield return new Deed("remplacer", "Remplacer un évaluateur ou une évaluatrice", "Remplacer", Act.NameAssessors, new ReplaceAssessor(first, Guid.AllBitsSet, "motif"),
                typed => new ReplaceAssessor(typed.NeededId("personId"), typed.NeededId("with"), typed.Words("reason")), "L’évaluation change de mains.")
            {
                Fields = [new SelectField("personId", "Qui part", choices.Assessors, Required: true), new SelectField("with", "Qui le ou la remplace", choices.Colleagues, Required: true), CaseDeeds.Reason()],
            };
            yield return new Deed("decharger", "Décharger un évaluateur ou une évaluatrice", "Décharger", Act.NameAssessors, new ReleaseAssessor(first, "motif"),
                typed => new ReleaseAssessor(typed.NeededId("personId"), typed.Words("reason")), "L’évaluation est retirée.")
            {
                Fields = [new SelectField("personId", "Qui", choices.Assessors, Required: true), CaseDeeds.Reason()],
            };
        }

        yield return new Deed("avis", "Déposer votre avis", "Écrire", Act.FileOpinion, new FileOpinion("avis", []), _ => new FileOpinion("", []), "")
        {
            Hint = "sur les critères annoncés ; un avis déposé ne se remplace pas".Replace(" ;", "\u00A0;", StringComparison.Ordinal), Main = true,
            Page = $"/evaluations/{DerivedId.Application(state.VacancyId, state.CandidateId)}#avis",
        };
        if (state.Assessors.Any(one => one.PersonId == choices.Me))
            yield return new Deed("conflit", "Déclarer un conflit d’intérêts", "Déclarer", Act.StateInterests, new DeclareConflict(choices.Me), _ => new DeclareConflict(choices.Me), "Le conflit d’intérêts est déclaré : ce dossier vous est fermé.".Replace(" :", "\u00A0:", StringComparison.Ordinal)) { Hint = "ce dossier vous sera fermé aussitôt" };
        yield return new Deed("tour", "Ouvrir un nouvel entretien", "Ouvrir", Act.NameAssessors, new OpenInterviewRound(), _ => new OpenInterviewRound(), "Un nouvel entretien est ouvert : les avis sont demandés à nouveau.".Replace(" :", "\u00A0:", StringComparison.Ordinal)) { Hint = "les mêmes personnes donnent un nouvel avis" };
    }

    private static Guid Id(Choice? choice) => choice is null ? Guid.AllBitsSet : Guid.Parse(choice.Value);
}
