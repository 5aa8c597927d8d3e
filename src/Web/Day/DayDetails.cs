using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Day;

/// <summary>What the shown lines say beside the step: the candidacy, its person, the post. Read for those shown only.</summary>
public sealed class DayDetails
{
    private const string Files = """
        select a.id, a.state, p.given_name || ' ' || p.family_name from jalon.job_application a left join jalon.person p on p.id = a.candidate_id where a.id = any ($1)
        """;

    private const string Paths = """
        select c.id, p.given_name || ' ' || p.family_name from jalon.reconversion_path c join jalon.person p on p.id = c.candidate_id where c.id = any ($1)
        """;

    /// <summary>Whom a line that gathers several has waited for longest.</summary>
    private const string Longest = """
        select line.post, line.name, p.given_name || ' ' || p.family_name
        from unnest($1::uuid[], $2::text[]) line(post, name)
        cross join lateral (select i.case_id from jalon.interval i where i.post_id = line.post and i.to_at is null and i.scope = 'case' and i.name = line.name order by i.from_at, i.case_id limit 1) i
        join jalon.job_application a on a.id = i.case_id join jalon.person p on p.id = a.candidate_id
        """;

    private const string Posts = "select id, title from jalon.vacancy where id = any ($1)";

    private readonly Dictionary<Guid, JobApplication> files = [];
    private readonly Dictionary<Guid, string> people = [];
    private readonly Dictionary<Guid, string> posts = [];
    private readonly Dictionary<(Guid Post, string Step), string> longest = [];

    public static async Task<DayDetails> ReadAsync(NpgsqlDataSource database, IReadOnlyList<DayLine> shown, CancellationToken ct)
    {
        var details = new DayDetails();
        await using var batch = database.CreateBatch();
        var several = shown.Where(line => line is { Count: > 1, PostId: not null }).Select(line => (Post: line.PostId!.Value, line.Step.Name)).Distinct().ToList();
        Add(Files, shown.Where(line => line.Count == 1).Select(line => line.CaseId));
        Add(Paths, shown.Where(line => line.CaseKind == "reconversion_path").Select(line => line.CaseId));
        Add(Posts, shown.Select(line => line.PostId).OfType<Guid>());
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Longest) { Parameters = { new NpgsqlParameter { Value = several.ConvertAll(line => line.Post).ToArray() }, new NpgsqlParameter { Value = several.ConvertAll(line => line.Name).ToArray() } } });
        await using var row = await batch.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            details.files[row.GetGuid(0)] = row.State<JobApplication>(1);
            if (row.Text(2) is { } name) details.people[row.GetGuid(0)] = name;
        }

        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct)) details.people[row.GetGuid(0)] = row.GetString(1);
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct)) details.posts[row.GetGuid(0)] = row.Text(1) ?? "Poste sans intitulé";
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct)) details.longest[(row.GetGuid(0), row.GetString(1))] = row.GetString(2);
        return details;

        void Add(string sql, IEnumerable<Guid> ids) => batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. ids.Distinct()] } } });
    }

    public JobApplication? File(DayLine line) => files.GetValueOrDefault(line.CaseId);

    public string? Post(DayLine line) => line.PostId is { } post ? posts.GetValueOrDefault(post) : null;

    /// <summary>The person of the file, or its pseudonym for an approver, who is asked about a request and reads no file.</summary>
    public string Person(DayLine line) => line.Step.Holder.Role != Role.Approver && people.TryGetValue(line.CaseId, out var name) ? name : Pseudonym.Of(line.CaseId);

    /// <summary>The person whose case has waited longest among those a line gathers; null where nobody is named.</summary>
    public string? LongestOf(DayLine line) => line.PostId is { } post ? longest.GetValueOrDefault((post, line.Step.Name)) : null;

    public string About(DayLine line) => line.CaseKind == "vacancy" ? Post(line) ?? "Poste sans intitulé" : Person(line);

    /// <summary>The intervals follow the facts by some milliseconds: what the state no longer awaits is not shown.</summary>
    public bool IsOpen(DayLine line) => line.Count > 1 || File(line) is not { } file || file.Steps.Any(step => step.Id == line.Step.Id);
}
