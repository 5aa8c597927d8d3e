using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Silo;

namespace Jalon.Web.Import;

/// <summary>
/// Takes applications in, with the people who apply: what exists is read for the whole lot, only what differs is sent, people before their applications. Ids are
/// derived, so that an import killed in the middle is run again whole and meets what it had brought in.
/// </summary>
/// <param name="commit">False on a dry run.</param>
public sealed class FilingIntake(Engine engine, bool commit = true)
{
    private readonly FilingTables tables = new(engine.Database);

    /// <summary>A line and what became known of it.</summary>
    private sealed class Draft(ParsedFiling filing, Guid derived)
    {
        public ParsedFiling Filing { get; } = filing;

        /// <summary>The id a person of this file is given; another one where somebody is already known by this e-mail.</summary>
        public Guid Derived { get; } = derived;

        public Guid Person { get; set; } = derived;

        public KnownPerson? Known { get; set; }

        public KnownVacancy? Vacancy { get; set; }

        public KnownApplication? Filed { get; set; }

        public ImportOutcome? Outcome { get; set; }

        /// <summary>Somebody nobody knew before this line: they have applied nowhere.</summary>
        public bool IsStranger => Known is null && Person == Derived;

        public Guid Application => application ??= DerivedId.Application(Vacancy!.Id, Person);

        private Guid? application;
    }

    public async Task<IReadOnlyList<ImportOutcome>> TakeAsync(IReadOnlyList<ParsedFiling> filings, CancellationToken ct)
    {
        var derive = await tables.IdsAsync(ct);
        var drafts = filings.Select(filing => new Draft(filing, derive(filing.Person))).ToList();
        await FindAsync(drafts, ct);
        await FindFiledAsync(drafts.FindAll(draft => draft.Outcome is null), ct);
        await SendPeopleAsync(drafts.FindAll(draft => draft.Outcome is null), ct);
        await FileAsync(drafts.FindAll(draft => draft is { Outcome: null or ImportOutcome.Updated, Filed: null }), ct);
        return [.. drafts.Select(draft => draft.Outcome ?? new ImportOutcome.Unchanged())];
    }

    private async Task FindAsync(List<Draft> drafts, CancellationToken ct)
    {
        var vacancies = await tables.VacanciesAsync([.. drafts.Select(draft => draft.Filing.VacancyReference).Distinct()], ct);
        var people = await tables.PeopleAsync([.. drafts.Select(draft => draft.Derived).Distinct()], ct);
        var strangers = drafts.FindAll(draft => draft.Filing.Key is null && !people.ContainsKey(draft.Derived));
        var byEmail = strangers.Count == 0 ? [] : await tables.ByEmailAsync([.. strangers.Select(draft => draft.Filing.Email!.ToLowerInvariant()).Distinct()], ct);
        foreach (var draft in strangers)
            if (byEmail.TryGetValue(draft.Filing.Email!.ToLowerInvariant(), out var person)) draft.Person = person;
        foreach (var draft in drafts)
        {
            draft.Known = people.GetValueOrDefault(draft.Derived);
            draft.Vacancy = vacancies.GetValueOrDefault(draft.Filing.VacancyReference);
            if (draft.Vacancy is null) draft.Outcome = Refused("Aucun poste n’a cette référence. Importez d’abord son offre, ou corrigez la référence.", FilingColumns.Reference);
            else if (draft.Known is { Kept: false })
                draft.Outcome = Refused("Les données de cette personne ont été effacées\u00A0: un import ne les ramène pas.", draft.Filing.Key is null ? FilingColumns.Email : FilingColumns.Key);
        }
    }

    private async Task FindFiledAsync(List<Draft> drafts, CancellationToken ct)
    {
        drafts.RemoveAll(draft => draft.IsStranger);
        if (drafts.Count == 0) return;
        var filed = await tables.ApplicationsAsync([.. drafts.Select(draft => draft.Application)], ct);
        foreach (var draft in drafts)
        {
            if (!filed.TryGetValue(draft.Application, out var known)) continue;
            draft.Filed = known;
            if (draft.Filing.FiledAt is { } at && at.Start != known.FiledAt)
                draft.Outcome = FiledAlready($"à la date du {French.Date(FrenchCalendar.DayOf(known.FiledAt))}", FilingColumns.FiledAt);
            else if (draft.Filing.Channel is { } channel && channel != known.Channel)
                draft.Outcome = FiledAlready($"par la source «\u00A0{known.Channel.Label()}\u00A0»", FilingColumns.Source);
        }
    }

    /// <summary>One writing per person in a file, so one line speaks for all theirs. Whoever was known here before, by their e-mail, keeps the file they have.</summary>
    private async Task SendPeopleAsync(List<Draft> drafts, CancellationToken ct)
    {
        var mine = drafts.Where(draft => draft.Person == draft.Derived && draft.Known is not { Merged: true }).ToLookup(draft => draft.Person);
        var first = mine.Select(lines => lines.First()).ToList();
        await SendAsync([.. first.Where(draft => draft.Known is null).Select(draft => ((Command)draft.Filing.Registering(draft.Person), draft))]);
        await SendAsync([.. first.Select(draft => ((Command?)Amending(draft), draft)).Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.draft))]);
        await SendAsync([.. first.Select(draft => ((Command?)Correcting(draft), draft)).Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.draft))]);

        async Task SendAsync(List<(Command Command, Draft Draft)> commands)
        {
            var replies = await engine.Silo.SendTogetherAsync([.. commands.Select(one => Envelope(one.Draft.Person, one.Command))], commit, ct);
            for (var i = 0; i < replies.Length; i++)
            {
                // Registered by another lot of this file an instant ago: the same writing of the same person.
                var outcome = replies[i] is Declined(var why) && why == CandidateRefusals.AlreadyRegistered ? null : ImportOutcome.Of(replies[i], FilingColumns.Of);
                if (outcome is not (ImportOutcome.Updated or ImportOutcome.Refused)) continue;
                foreach (var draft in mine[commands[i].Draft.Person].Where(draft => draft.Outcome is not ImportOutcome.Refused)) draft.Outcome = outcome;
            }
        }
    }

    private async Task FileAsync(List<Draft> drafts, CancellationToken ct)
    {
        var replies = await engine.Silo.SendTogetherAsync(
            [.. drafts.Select(draft => Envelope(draft.Application, draft.Filing.Applying(draft.Vacancy!.Id, draft.Vacancy.OrganisationId, draft.Person)) with { Begins = true })], commit, ct);
        for (var i = 0; i < replies.Length; i++) drafts[i].Outcome = ImportOutcome.Of(replies[i], FilingColumns.Of);
    }

    /// <summary>An empty cell erases nothing; a corps and a grade go with the status of civil servant.</summary>
    private static AmendProfile? Amending(Draft draft)
    {
        if (draft.Known is not { } known) return null;
        var (said, agent) = (draft.Filing, draft.Filing.Status == CandidateStatus.CivilServant);
        var wanted = new AmendProfile(said.Status, said.Category ?? known.Category, agent ? said.Corps ?? known.Corps : null, agent ? said.Grade ?? known.Grade : null, known.Origin);
        return wanted == new AmendProfile(known.Status, known.Category, known.Corps, known.Grade, known.Origin) ? null : wanted;
    }

    private static CorrectIdentity? Correcting(Draft draft)
    {
        if (draft.Known is not { } known) return null;
        var said = draft.Filing;
        var email = said.Email is null || string.Equals(said.Email, known.Email, StringComparison.OrdinalIgnoreCase) ? known.Email : said.Email;
        var wanted = new CorrectIdentity(said.GivenName, said.FamilyName, email, said.Phone ?? known.Phone);
        return wanted == new CorrectIdentity(known.GivenName!, known.FamilyName!, known.Email, known.Phone) ? null : wanted;
    }

    private static Envelope Envelope(Guid id, Command command) => new(id, command, Guid.CreateVersion7(), Actor.System, Origin.Import);

    private static ImportOutcome.Refused FiledAlready(string how, Column column) =>
        Refused($"Cette candidature est déjà enregistrée, {how}\u00A0: c’est de là que courent les délais, un import ne les change pas.", column);

    private static ImportOutcome.Refused Refused(string sentence, Column column) => new(sentence, column.Name);
}
