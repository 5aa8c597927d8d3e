using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.Rights;

namespace Jalon.Web.Pages.Choosing;

/// <summary>One condition of a choice: met or not, and what it rests on.</summary>
public sealed record Condition(bool Met, string Title, string Detail, string? Url = null, string? Verb = null);

/// <summary>Somebody who was heard, or chosen: the opinions on them, and what can be done.</summary>
/// <param name="Hidden">Opinions filed that the reader may not see before filing theirs.</param>
public sealed record ChoicePerson(CaseReading Reading, IReadOnlyList<(string Assessor, FileOpinion? Opinion)> Opinions, bool Hidden, Deeds.Deeds Can)
{
    public JobApplication State => Reading.Seen.State;
}

/// <summary>What stands before a choice, read for one person.</summary>
public static class ChoiceReading
{
    /// <summary>What of a case's deeds belongs to the choice.</summary>
    private static readonly string[] Keys = ["retenir", "priorites", "choix"];

    private const int Most = 50;

    private const string HeardSql = """
        select a.id from jalon.job_application a left join jalon.person p on p.id = a.candidate_id
        where a.vacancy_id = $1 and a.stage in ('Interview', 'Selected') and a.outcome is null
        order by p.family_name collate "fr-x-icu", p.given_name collate "fr-x-icu", a.id limit $2
        """;

    /// <summary>Filed in time and still without a decision on admissibility or preselection: guard 2 waits for them.</summary>
    private const string UntreatedSql = """
        select count(*)::int from jalon.job_application a
        where a.vacancy_id = $1 and a.outcome is null and a.stage in ('Received', 'Admissible')
            and not coalesce((a.state ->> 'late')::boolean, false) and not coalesce((a.state ->> 'awaitsFinding')::boolean, false)
        """;

    /// <summary>In alphabetical order.</summary>
    public static async Task<IReadOnlyList<ChoicePerson>> PeopleAsync(Engine engine, Who who, Guid vacancy, CancellationToken ct)
    {
        var ids = new List<Guid>();
        await using (var query = Query.Of(engine.Database, HeardSql, vacancy, Most))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) ids.Add(row.GetGuid(0));
        var people = new List<ChoicePerson>();
        foreach (var id in ids)
            if (await CaseReading.OfAsync(engine, who, id, ct) is { } reading && Grants.Allows(who, Act.SeeOpinions, reading.Seen.Subject)) people.Add(await PersonAsync(engine, reading, ct));
        return people;
    }

    private static async Task<ChoicePerson> PersonAsync(Engine engine, CaseReading reading, CancellationToken ct)
    {
        var state = reading.Seen.State;
        var hidden = state.Assessors.Any(one => one.PersonId == reading.Who.PersonId && one is { OpinionId: null, Conflicted: false });
        var notes = hidden ? [] : (await CaseNotes.ReadAsync(engine.Database, reading.Id, ct)).ToDictionary(note => note.Id);
        var names = await Names.OfAsync(engine.Database, state.Assessors.Select(one => (Guid?)one.PersonId), ct);
        var choices = await CasePeople.ReadAsync(engine.Database, reading, ct);
        var deeds = CaseDeeds.All(state, choices).Where(deed => Keys.Contains(deed.Key) && (deed.Key != "choix" || state.ChoiceNoteId is null));
        return new ChoicePerson(reading,
            [.. state.Assessors.Where(one => !one.Conflicted).Select(one => (names[one.PersonId] ?? "Personne effacée", one.OpinionId is { } id ? notes.GetValueOrDefault(id)?.Opinion : null))],
            hidden, Deeds.Deeds.Of(deeds, reading.Who, reading.Seen.Subject, await reading.JudgeAsync(engine, ct)));
    }

    /// <summary>The checklist that opens the guards, in the order in which they are met.</summary>
    public static async Task<IReadOnlyList<Condition>> ConditionsAsync(Engine engine, Guid id, Vacancy vacancy, IReadOnlyList<ChoicePerson> people, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, UntreatedSql, id);
        var untreated = (int)(await query.ExecuteScalarAsync(ct))!;
        var now = engine.Clock.GetUtcNow();
        var month = LegalMonth.Of(vacancy, engine.Rules.Current, now);
        var over = vacancy.Urgency is not null || vacancy.AcceptanceFrom(engine.Rules.Current) <= now;
        return [new(over, over ? "Mois légal écoulé" : "Mois légal en cours", month.Detail is null ? month.Sentence : $"{month.Sentence}, {month.Detail}"), Opinions(people), Papers(vacancy, people), Untreated(id, untreated), Free(vacancy, people), Priorities(people), Note(people)];
    }

    private static Condition Opinions(IReadOnlyList<ChoicePerson> people)
    {
        var asked = people.Sum(person => person.Opinions.Count);
        var filed = people.Sum(person => person.State.Assessors.Count(one => one is { OpinionId: not null, Conflicted: false }));
        return new(asked > 0 && filed == asked, asked > filed ? "Des avis manquent" : "Un avis déposé par évaluation confiée", asked == 0 ? "personne n’a encore été entendu" : $"{filed} avis sur {asked}");
    }

    private static Condition Papers(Vacancy vacancy, IReadOnlyList<ChoicePerson> people)
    {
        var heard = people.Where(person => person.State.Stage == Stage.Interview).ToList();
        var missing = heard.Where(person => vacancy.Sheet.RequiredDocuments.Any(type => !person.State.Documents.Any(one => one.Type == type && one.Status == DocumentStatus.Validated))).ToList();
        return missing.Count == 0
            ? new(true, "Pièces demandées par l’avis validées", vacancy.Sheet.RequiredDocuments.Count == 0 ? "l’avis n’en demande aucune" : "pour chaque personne entendue")
            : new(false, "Des pièces ne sont pas validées", string.Join(", ", missing.Select(person => person.Reading.Name)), $"/candidatures/{missing[0].Reading.Id}", "Voir le dossier");
    }

    private static Condition Untreated(Guid id, int untreated) => new(untreated == 0, untreated == 0 ? "Toutes les candidatures déposées à temps ont été examinées" : "Des candidatures déposées à temps attendent encore",
        untreated == 0 ? "aucune n’attend" : French.Count(untreated, "candidature à examiner", "candidatures à examiner"), untreated == 0 ? null : $"/postes/{id}/tableau", "Examiner");

    /// <summary>Who is chosen already has theirs.</summary>
    private static Condition Free(Vacancy vacancy, IReadOnlyList<ChoicePerson> people) => vacancy.FreeOpenings > 0
        ? new(true, "Une ouverture est libre", $"{vacancy.FreeOpenings} sur {vacancy.Openings.Count}")
        : people.Any(person => person.State.Stage == Stage.Selected) ? new(true, "L’ouverture est réservée à la personne retenue", $"0 libre sur {vacancy.Openings.Count}")
        : new(false, "Aucune ouverture n’est libre", $"0 sur {vacancy.Openings.Count}");

    private static Condition Priorities(IReadOnlyList<ChoicePerson> people)
    {
        var waiting = people.Where(person => person.State is { Stage: Stage.Selected, Status: CandidateStatus.CivilServant, PrioritiesExaminedAt: null }).ToList();
        return waiting.Count == 0
            ? new(true, "Priorités légales examinées", people.Any(person => person.State.PrioritiesExaminedAt is not null) ? "noté par la personne habilitée" : "elles s’examinent quand une personne titulaire est retenue")
            : new(false, "Priorités légales non examinées", French.Count(waiting.Count, "dossier à examiner", "dossiers à examiner"), $"#personne-{waiting[0].Reading.Id}", "Noter");
    }

    private static Condition Note(IReadOnlyList<ChoicePerson> people)
    {
        var chosen = people.Where(person => person.State.Stage == Stage.Selected).ToList();
        var missing = chosen.FirstOrDefault(person => person.State.ChoiceNoteId is null);
        return missing is not null ? new(false, "Note de sélection à écrire", $"pour {missing.Reading.Name}", $"#personne-{missing.Reading.Id}", "Compléter")
            : new(chosen.Count > 0, chosen.Count > 0 ? "Note de sélection validée" : "Note de sélection à venir", chosen.Count > 0 ? "elle est figée" : "elle s’écrit quand une personne est retenue");
    }
}
