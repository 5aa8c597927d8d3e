using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Feed;

using Npgsql;

using NpgsqlTypes;

namespace Jalon.Silo.Projections;

/// <summary>
/// Keeps <c>jalon.post_span</c>: how long each place of each post has waited, and how it ended. A post has a few dozen facts at most: they are read again whole whenever one
/// comes, so that nothing depends on what was written before.
/// </summary>
public static class PostSpanProjection
{
    public const string Name = "post-spans";

    private static readonly string Vacancy = VacancyGrain.Kind.Name;

    private const string Facts = """
        select f.grain_id, f.type, f.data::text, f.at from unnest($1) as wanted (id)
        cross join lateral (select * from jalon.fact f where f.grain_id = wanted.id offset 0) f
        order by f.grain_id, f.version
        """;

    /// <summary>How and when people came, of the candidacies that were ever given a place; whoever came by a reconversion path is counted there only.</summary>
    private const string Arrivals = """
        select a.id, a.state ->> 'status', a.state -> 'proposal' ->> 'wayIn', (a.state ->> 'arrivedOn')::date,
            exists (select from jalon.reconversion_path p where p.candidate_id = a.candidate_id and (p.state -> 'targetPost' ->> 'vacancyId')::uuid = a.vacancy_id)
        from jalon.job_application a where a.id = any ($1)
        """;

    private const string Forget = "delete from jalon.post_span where vacancy_id = any ($1)";

    private const string Keep = """
        insert into jalon.post_span (vacancy_id, clock, place, visit, organisation_id, profession, category, application_id, from_on, seen_on, to_on, outcome, pauses, promised_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    public static Subscription Subscription(NpgsqlDataSource database, IReadOnlyList<GrainKind> kinds)
    {
        var types = new FactTypes(kinds);
        return Feed.Subscription.OfTables(Name, async (page, writes, ct) =>
        {
            Guid[] touched = [.. page.Where(fact => fact.Kind == Vacancy).Select(fact => fact.GrainId).Distinct()];
            if (touched.Length == 0) return;
            var facts = await FactsAsync(database, types, touched, ct);
            var arrivals = await ArrivalsAsync(database, [.. facts.SelectMany(post => post.Value).Select(one => one.Fact).Select(GivenTo).OfType<Guid>().Distinct()], ct);
            writes.Add(Forget, Parameter.Of(touched));
            foreach (var (id, story) in facts)
                if (PostFigures.Of(story, application => arrivals.GetValueOrDefault(application, new Arrived(PostOutcome.Contract, null))) is { } post) AddPost(writes, id, post);
        });
    }

    private static Guid? GivenTo(VacancyFact fact) => fact switch
    {
        OpeningHeld held => held.ApplicationId,
        OpeningTakenUp up => up.ApplicationId,
        _ => null,
    };

    private static async Task<Dictionary<Guid, List<PostFact>>> FactsAsync(NpgsqlDataSource database, FactTypes types, Guid[] ids, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Facts, Parameter.Of(ids));
        await using var row = await command.ExecuteReaderAsync(ct);
        var facts = new Dictionary<Guid, List<PostFact>>();
        while (await row.ReadAsync(ct))
        {
            var fact = (VacancyFact)types.Read(Vacancy, row.GetString(1), row.GetFieldValue<byte[]>(2));
            if (!facts.TryGetValue(row.GetGuid(0), out var story)) facts[row.GetGuid(0)] = story = [];
            story.Add(new PostFact(fact, row.GetFieldValue<DateTimeOffset>(3)));
        }

        return facts;
    }

    private static async Task<Dictionary<Guid, Arrived>> ArrivalsAsync(NpgsqlDataSource database, Guid[] applications, CancellationToken ct)
    {
        var arrivals = new Dictionary<Guid, Arrived>(applications.Length);
        if (applications.Length == 0) return arrivals;
        await using var command = Parameter.Command(database, Arrivals, Parameter.Of(applications));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var status = Enum.Parse<CandidateStatus>(row.GetString(1));
            WayIn? wayIn = await row.IsDBNullAsync(2, ct) ? null : Enum.Parse<WayIn>(row.GetString(2));
            arrivals[row.GetGuid(0)] = new Arrived(WayOf(status, wayIn, row.GetBoolean(4)), await row.IsDBNullAsync(3, ct) ? null : row.GetFieldValue<DateOnly>(3));
        }

        return arrivals;
    }

    private static PostOutcome WayOf(CandidateStatus status, WayIn? wayIn, bool reconverted) =>
        reconverted ? PostOutcome.Reconversion
        : wayIn is WayIn.FixedTerm or WayIn.OpenEnded or WayIn.ProjectContract ? PostOutcome.Contract
        : wayIn is not null || status == CandidateStatus.CivilServant ? PostOutcome.CivilServant
        : PostOutcome.Contract;

    private static void AddPost(NpgsqlBatch writes, Guid id, PostFigures post)
    {
        DateOnly[] pauses = [.. post.Pauses.SelectMany(pause => (DateOnly[])[pause.From, pause.To])];
        foreach (var span in post.Spans)
        {
            writes.Add(Keep, Parameter.Of(id), Parameter.Of(ClockText(span.Clock)), Parameter.Of(span.Place), Parameter.Of(span.Visit), Parameter.Of(post.OrganisationId),
                Text(post.Sheet.Profession), Text(post.Sheet.Category?.ToString()), Optional(span.ApplicationId, NpgsqlDbType.Uuid), Parameter.Of(span.From),
                Optional(span.Seen, NpgsqlDbType.Date), Optional(span.To, NpgsqlDbType.Date), Parameter.Of((int)span.Outcome), Parameter.Of(pauses),
                Optional(post.Sheet.VacantFrom, NpgsqlDbType.Date));
        }
    }

    public static string ClockText(PostClock clock) => clock switch { PostClock.Arrival => "arrival", PostClock.Choice => "choice", _ => "notice" };

    private static NpgsqlParameter Text(string? value) => value is null ? Parameter.Null(NpgsqlDbType.Text) : Parameter.Of(value);

    private static NpgsqlParameter Optional<T>(T? value, NpgsqlDbType type) where T : struct => value is { } known ? Parameter.Of(known) : Parameter.Null(type);
}
