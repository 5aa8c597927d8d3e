using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Delays;
using Jalon.Web.Interviews;
using Jalon.Web.Offers;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Own;

/// <summary>The candidacies of the person who reads, and what is awaited of them.</summary>
public static class OwnApplications
{
    /// <summary>Nobody has more; a person with more reads the newest.</summary>
    private const int Most = 100;

    /// <summary>What was written to explain a refusal is read only where the refusal is shared with the person.</summary>
    private const string Sql = """
        select a.id, a.state, v.state, o.name, s.data,
            array(with recursive up as (
                select o.id, o.parent_id, 1 as depth from jalon.organisation o where o.id = v.organisation_id
                union all select o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
                select id from up order by depth),
            (select json_agg(json_build_object('stage', coalesce(f.data ->> 'to', f.data ->> 'at', 'Received'), 'at', f.at) order by f.version)
                from jalon.fact f where f.grain_id = a.id and f.type in ('ApplicationFiled', 'StageChanged')),
            case when a.state -> 'outcome' ->> 'shared' = 'true' then (
                select n.text from jalon.fact f join jalon.note n on n.id = (f.data ->> 'noteId')::uuid
                where f.grain_id = a.id and f.type = 'ApplicationRejected' order by f.version desc limit 1) end,
            (select json_object_agg(p.id, p.title) from jsonb_array_elements(a.state -> 'otherPosts') other join jalon.vacancy p on p.id = (other ->> 'vacancyId')::uuid where not other ? 'agreed')
        from jalon.job_application a join jalon.vacancy v on v.id = a.vacancy_id left join jalon.organisation o on o.id = v.organisation_id
        left join lateral (select data from jalon.sheet s where s.vacancy_id = v.id order by revision desc limit 1) s on true
        where a.candidate_id = $1 order by a.state ->> 'filedAt' desc limit $2
        """;

    private sealed record Reached(Stage Stage, DateTimeOffset At);

    public static async Task<IReadOnlyList<OwnApplication>> ReadAsync(Engine engine, DelayReadings delays, Guid person, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        var read = new List<OwnApplication>();
        await using (var query = Query.Of(engine.Database, Sql, person, Most))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) read.Add(Of(row, engine.Rules.Current, now));
        var told = new List<OwnApplication>(read.Count);
        var unread = await MessageThread.UnreadAsync(engine.Database, person, ct);
        foreach (var plain in read)
        {
            var one = plain with { Unread = unread.GetValueOrDefault(plain.Id), Booking = await BookingAsync(engine, plain, ct) };
            told.Add(one.IsOver || one.AwaitsFinding || one.Stage > Stage.Interview ? one
                : one with { Expected = await ExpectedAnswer.OfAsync(delays, engine, one.Stage, one.StageSince, FrenchCalendar.DayOf(now), one.Path, ct) });
        }

        return told;
    }

    private static async Task<(BookingView, string)?> BookingAsync(Engine engine, OwnApplication one, CancellationToken ct) =>
        !one.IsOver && one.Stage is Stage.Preselected or Stage.Interview && await BookingView.ReadAsync(engine, one.Id, ct) is { Interview: not null } view
            ? (view, await engine.BookingLinks.PathAsync(one.Id, ct)) : null;

    private static OwnApplication Of(NpgsqlDataReader row, Rules rules, DateTimeOffset now)
    {
        var (state, post) = (row.State<JobApplication>(1), row.State<Vacancy>(2));
        var sheet = row.IsDBNull(4) ? new VacancySheet() : row.State<VacancySheet>(4);
        var outcome = Told(state.Outcome, rules, now) ? state.Outcome : null;
        var over = outcome is not null || state.Stage == Stage.InPost;
        var holder = over ? null : Ball.HolderOf(state.Steps);
        var reached = row.IsDBNull(6) ? [] : JsonSerializer.Deserialize<Reached[]>(row.GetFieldValue<string>(6), Json.Options)!;
        return new OwnApplication(
            row.GetGuid(0), state.VacancyId, post.Title ?? "Poste sans intitulé", row.Text(3), post.Place, OfferWords.MailAddress(sheet.ApplyTo), OwnApplication.Day(state.FiledAt), state.Stage,
            OwnApplication.Day(state.StageSince), Days(reached, state.Stage), outcome?.Kind, outcome is null ? null : OwnApplication.Day(outcome.At), ReasonOf(outcome, row.Text(7)), holder,
            over ? [] : Tasks(row.GetGuid(0), state), Later(state, sheet), state.Documents, row.Ids(5), state.AwaitsFinding, outcome?.Kind == OutcomeKind.Withdrawn && IsOpen(post, now),
            state.Live && state.Acceptance is not { Phase: AcceptancePhase.Releasing })
        {
            OtherPosts = [.. Elsewhere(row.GetGuid(0), row.Text(8))],
        };
    }

    /// <summary>A refusal can be taken back for a while: until then nothing of it is told, here as by e-mail.</summary>
    internal static bool Told(Outcome? outcome, Rules rules, DateTimeOffset now) =>
        outcome is { Kind: not OutcomeKind.Rejected } || (outcome is not null && (outcome.ToldAt is not null || outcome.At.AddSeconds(rules.On(FrenchCalendar.DayOf(outcome.At), "undo-window").Amount) <= now));

    private static string? ReasonOf(Outcome? outcome, string? explained) => outcome switch
    {
        { Kind: OutcomeKind.Rejected, Shared: true, Reason: { } reason } => explained ?? Enum.Parse<RejectionReason>(reason).Label(),
        { Kind: OutcomeKind.PostEnded, Reason: { } reason } => Enum.Parse<PostEndReason>(reason) switch { PostEndReason.Filled => "le poste est pourvu", PostEndReason.Unfilled => "le poste n’a pas été pourvu", _ => "le recrutement est annulé" },
        _ => null,
    };

    /// <summary>The first day of each stage up to the present one.</summary>
    private static IReadOnlyList<(Stage, DateOnly)> Days(IEnumerable<Reached> reached, Stage present) =>
        [.. reached.Where(one => one.Stage <= present).GroupBy(one => one.Stage).OrderBy(group => group.Key).Select(group => (group.Key, OwnApplication.Day(group.Last().At)))];

    private static List<OwnTask> Tasks(Guid id, JobApplication state)
    {
        var tasks = new List<OwnTask>();
        if (state is { Stage: Stage.Selected, Proposal: { } proposal } && state.Steps.Any(step => step.Name == "answer"))
            tasks.Add(new OwnTask($"Répondez à la proposition avant le {French.FullDate(proposal.AnswerBy)}.", $"prise de poste proposée le {French.Date(proposal.StartDate)}", "Lire et répondre", $"/mes-candidatures/{id}/proposition", proposal.AnswerBy));
        foreach (var asked in state.Documents.Where(document => document.Status == DocumentStatus.Asked))
        {
            var due = state.Steps.FirstOrDefault(step => step.Id == asked.StepId)?.Due;
            tasks.Add(new OwnTask($"Joignez cette pièce{French.Nbsp}: {asked.Type.Label()}.", due is { } at ? $"attendue avant le {French.FullDate(Reading.Days.Last(at))}" : null, "Joindre", $"/candidatures/{id}/pieces?piece={asked.Type}", null));
        }

        return tasks;
    }

    /// <summary>Other posts that were proposed and are not answered, also once a candidacy is over.</summary>
    /// <param name="titles">By id of the post, as JSON.</param>
    private static IEnumerable<OwnTask> Elsewhere(Guid id, string? titles) =>
        (titles is null ? [] : JsonSerializer.Deserialize<Dictionary<Guid, string?>>(titles, Json.Options)!).Select(post =>
            new OwnTask($"Un autre poste vous est proposé{French.Nbsp}: {post.Value ?? "poste sans intitulé"}.", "votre dossier n’y est transmis que si vous êtes d’accord", "Lire et répondre", $"/mes-candidatures/{id}/autre-poste/{post.Key}", null));

    private static IReadOnlyList<DocumentType> Later(JobApplication state, VacancySheet sheet) =>
        [.. (sheet.RequiredDocuments ?? []).Where(type => state.Documents.All(document => document.Type != type) && (state.Stage < Stage.Selected || !JobApplicationGrain.OnlyAfterSelection(type)))];

    private static bool IsOpen(Vacancy post, DateTimeOffset now) => post.Stage == VacancyStage.Published && (post.ApplicationsUntil is not { } until || until >= FrenchCalendar.DayOf(now));
}
