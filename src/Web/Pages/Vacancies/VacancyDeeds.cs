using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Components;
using Jalon.Web.Deeds;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Everything that can be asked of a post from its sheet.</summary>
public static class VacancyDeeds
{
    public static IReadOnlyList<Deed> All(Vacancy state, DateOnly today, DateOnly defaultUntil) => [.. Preparing(state), .. Publishing(state, today, defaultUntil), .. Pausing(), .. Ending(state)];

    private static TextField Reason(string label = "Motif") => new("reason", label, Rows: 3, Required: true);

    private static IEnumerable<Deed> Preparing(Vacancy state)
    {
        yield return new Deed("soumettre", "Envoyer le besoin à valider", "Envoyer", Act.SubmitVacancy, new Submit(), _ => new Submit(), "Le besoin est envoyé à la validation.") { Main = true, Expected = state.Stage == VacancyStage.Draft };
        yield return new Deed("approuver", "Approuver le besoin", "Approuver", Act.ApproveVacancy, new Approve(), _ => new Approve(), "Le besoin est approuvé.") { Main = true };
        yield return new Deed("renvoyer", "Renvoyer avec des remarques", "Renvoyer", Act.ReturnVacancy, new Return("remarques"), typed => new Return(typed.Words("remarks")), "Le besoin est renvoyé avec vos remarques.")
        {
            Fields = [new TextField("remarks", "Remarques", Rows: 4, Required: true)],
        };
    }

    private static IEnumerable<Deed> Publishing(Vacancy state, DateOnly today, DateOnly until)
    {
        yield return new Deed("publier", "Publier l’avis", "Publier", Act.PublishVacancy, new Publish("référence", DateOnly.FromDayNumber(until.DayNumber + 60)),
            typed => new Publish(typed.Words("reference"), typed.NeededDate("applicationsUntil"), typed.Date("onCommonSpaceSince")), "L’avis est publié.")
        {
            Main = true, Expected = state.Stage <= VacancyStage.Approved,
            Fields =
            [
                new TextField("reference", "Référence sur l’espace commun", Required: true),
                new TextField("onCommonSpaceSince", "En ligne sur l’espace commun depuis le", $"{today:yyyy-MM-dd}", Hint: "le mois légal court de ce jour", Type: "date"),
                new TextField("applicationsUntil", "Candidatures jusqu’au", $"{state.Sheet.ApplicationsUntil ?? until:yyyy-MM-dd}", Type: "date", Required: true),
            ],
        };
        yield return new Deed("espace-commun", "Enregistrer la date sur l’espace commun", "Enregistrer", Act.PublishVacancy, new RecordCommonSpace(state.OnCommonSpaceSince == today ? today.AddDays(-1) : today),
            typed => new RecordCommonSpace(typed.NeededDate("since")), "La date est enregistrée : le mois légal en découle.".Replace(" :", "\u00A0:", StringComparison.Ordinal))
        {
            Hint = "le mois légal court de ce jour", Main = state is { Stage: VacancyStage.Published, PublicSince: null }, Fields = [new TextField("since", "En ligne depuis le", Type: "date", Required: true)],
        };
        yield return new Deed("urgence", "Déclarer une urgence", "Déclarer", Act.RecordUrgency, new RecordUrgency("motif", "autorité"), typed => new RecordUrgency(typed.Words("reason"), typed.Words("authority")), "L’urgence est enregistrée.")
        {
            Hint = "par une autre personne que le chargé ou la chargée de recrutement ; elle est comptée".Replace(" ;", "\u00A0;", StringComparison.Ordinal), Expected = state.Stage == VacancyStage.Published,
            Fields = [Reason(), new TextField("authority", "Autorité qui la constate", Required: true)],
        };
        yield return new Deed("cloturer", "Clore les candidatures", "Clore", Act.CloseVacancy, new Close(), _ => new Close(), "Les candidatures sont closes.") { Expected = state.Stage == VacancyStage.Published };
        yield return new Deed("prolonger", "Prolonger les candidatures", "Prolonger", Act.ExtendVacancy, new Extend(DateOnly.FromDayNumber((state.ApplicationsUntil ?? today).DayNumber + 4_000), "motif"),
            typed => new Extend(typed.NeededDate("until"), typed.Words("reason")), "La date limite est reportée.")
        {
            Fields = [new TextField("until", "Jusqu’au", Type: "date", Required: true), Reason()],
        };
        yield return new Deed("constat", "Signer le constat d’infructuosité", "Signer", Act.RecordFinding, new RecordFinding("motif"), typed => new RecordFinding(typed.Words("reason")), "Le constat est signé : les candidatures contractuelles s’examinent.".Replace(" :", "\u00A0:", StringComparison.Ordinal))
        {
            Hint = "aucun titulaire n’a pu être recruté", Fields = [Reason()],
        };
    }

    private static IEnumerable<Deed> Pausing()
    {
        yield return new Deed("reprendre", "Reprendre le recrutement", "Reprendre", Act.SuspendVacancy, new Resume(), _ => new Resume(), "Le recrutement reprend.") { Main = true };
        yield return new Deed("renouveler", "Renouveler la suspension", "Renouveler", Act.SuspendVacancy, new RenewSuspension("motif"), typed => new RenewSuspension(typed.Words("reason")), "La suspension est renouvelée.") { Fields = [Reason()] };
        yield return new Deed("suspendre", "Suspendre le recrutement", "Suspendre", Act.SuspendVacancy, new Suspend("motif"), typed => new Suspend(typed.Words("reason")), "Le recrutement est suspendu.")
        {
            Hint = "30 jours, renouvelables", Fields = [Reason()],
        };
    }

    private static IEnumerable<Deed> Ending(Vacancy state)
    {
        yield return new Deed("conclure", "Conclure le recrutement", "Conclure", Act.ConcludeVacancy, new Conclude(), _ => new Conclude(), "Le recrutement est conclu.") { Hint = "l’issue se lit dans les ouvertures", Expected = state.Stage == VacancyStage.Closed };
        yield return new Deed("annuler", "Annuler le recrutement", "Annuler", Act.CancelVacancy, new Cancel("motif"), typed => new Cancel(typed.Words("reason")), "Le recrutement est annulé.") { Fields = [Reason()] };
    }
}
