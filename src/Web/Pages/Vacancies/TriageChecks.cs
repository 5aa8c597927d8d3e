using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>What can be told of admissibility without reading the file, each with the rule it comes from, and what is known of the person.</summary>
internal static class TriageChecks
{
    public static IEnumerable<(string Icon, string Sentence)> Of(JobApplication state, Vacancy post)
    {
        if (post.ApplicationsUntil is { } until)
            yield return state is { Late: true, LateAdmitted: false } ? ("octagon", $"Déposée après la date limite du {French.Date(until)}{French.Nbsp}: à admettre avec un motif, ou à refuser") : ("tick", $"Déposée avant la date limite du {French.Date(until)}{(state.Late ? ", admise hors délai" : "")}");
        foreach (var type in post.Sheet.RequiredDocuments.Where(type => !JobApplicationGrain.OnlyAfterSelection(type)))
        {
            var document = state.Documents.FirstOrDefault(one => one.Type == type);
            yield return document?.Status switch
            {
                DocumentStatus.Validated => ("tick", $"{type.Label()}{French.Nbsp}: pièce validée"),
                DocumentStatus.Received => ("tick", $"{type.Label()}{French.Nbsp}: pièce reçue, à valider"),
                DocumentStatus.Asked => ("octagon", $"{type.Label()}{French.Nbsp}: demandée, pas encore reçue"),
                _ => ("dash", $"{type.Label()}{French.Nbsp}: pas encore demandée"),
            };
        }

        if (state.Status != CandidateStatus.CivilServant)
            yield return post.Sheet.Openness == Openness.CivilServantsOnly ? ("octagon", "Poste ouvert aux seuls titulaires") : ("tick", $"Poste ouvert aux agents contractuels{(post.Sheet.LegalBasis is { } basis ? $" ({basis})" : "")}");
        if (state.EngagedElsewhereSince is { } since) yield return ("octagon", $"Cette personne s’est engagée ailleurs le {French.Date(FrenchCalendar.DayOf(since))}");
        yield return ("lock", $"Pièce d’identité et relevé bancaire{French.Nbsp}: ne se demandent qu’à l’étape Retenue");
    }

    public static async Task<IReadOnlyList<(string Label, string Value)>> FactsAsync(NpgsqlDataSource database, CaseReading reading, CancellationToken ct)
    {
        var state = reading.Seen.State;
        await using var query = Query.Of(database, "select count(*)::int from jalon.job_application where candidate_id = $1 and id <> $2 and outcome is null and (state ->> 'organisationId')::uuid = $3", state.CandidateId, reading.Id, state.OrganisationId);
        var others = (int)(await query.ExecuteScalarAsync(ct))!;
        return
        [
            ("Statut", state.Status.Label()),
            ("Source", state.Channel.Label()),
            ("Reçue le", French.FullDate(FrenchCalendar.DayOf(state.FiledAt))),
            ("Autres postes", others == 0 ? "aucune autre candidature dans votre organisation" : French.Count(others, "autre candidature dans votre organisation", "autres candidatures dans votre organisation")),
        ];
    }
}
