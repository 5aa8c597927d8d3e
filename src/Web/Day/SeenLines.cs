using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Web.Board;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Day;

/// <summary>
/// Whether the reader may open what a line is about. The steps of a case's own stages are held where the case is, by whom its rights name: lines that differ in nothing
/// the rights depend on are asked about once. Those a procedure opened may be held by anybody: their cases are read.
/// </summary>
internal sealed class SeenLines
{
    private const string Files = "select id, state from jalon.job_application where id = any ($1)";

    private const string Posts = "select id, state from jalon.vacancy where id = any ($1)";

    private static readonly string[] Own = ["need", "validation", "publication", "admissibility", "preselection", "convocation", "choice", "proposal", "contract", "confirmation"];

    private readonly Dictionary<(string Kind, Role? Role, Guid? Organisation, Guid? Person, bool Applied), bool> asked = [];
    private readonly Dictionary<Guid, JobApplication> files = [];
    private readonly Dictionary<Guid, Vacancy> posts = [];
    private readonly Who who;
    private readonly IReadOnlySet<Guid> applied;
    private OrganisationPaths paths = null!;

    private SeenLines(Who who, IReadOnlySet<Guid> applied) => (this.who, this.applied) = (who, applied);

    /// <param name="applied">The posts the reader applies to: their internal side is closed to them.</param>
    public static async Task<SeenLines> ReadAsync(NpgsqlDataSource database, Who who, IReadOnlySet<Guid> applied, IReadOnlyList<DayLine> lines, CancellationToken ct)
    {
        var seen = new SeenLines(who, applied);
        await seen.ReadCasesAsync(database, [.. lines.Where(line => !Own.Contains(line.Step.Name)).Select(line => line.CaseId).Distinct()], ct);
        var organisations = lines.Select(line => line.Step.Holder.OrganisationId).Concat(seen.files.Values.Select(file => (Guid?)file.OrganisationId)).Concat(seen.posts.Values.Select(post => (Guid?)post.OrganisationId));
        seen.paths = await OrganisationPaths.ReadAsync(database, organisations, ct);
        return seen;
    }

    /// <summary>From the organisation of whoever holds the step up to its root.</summary>
    public IReadOnlyList<Guid> PathOf(DayLine line) => paths.Of(line.Step.Holder.OrganisationId);

    public bool May(DayLine line)
    {
        if (files.TryGetValue(line.CaseId, out var file)) return MayOpen(line, file);
        if (posts.TryGetValue(line.CaseId, out var post)) return Grants.Allows(who, Act.SeeVacancy, Of(line, paths.Of(post.OrganisationId), post.Sheet.LineManager));
        var holder = line.Step.Holder;
        var key = (line.CaseKind, holder.Role, holder.OrganisationId, holder.PersonId, Applies(line));
        if (!asked.TryGetValue(key, out var may))
            asked[key] = may = Grants.Allows(who, Seeing(line.CaseKind), Of(line, PathOf(line), holder.Role == Role.LineManager ? holder.PersonId : null));
        return may;
    }

    /// <summary>The posts the reader recruits for or manages are theirs to open, unless they apply there.</summary>
    public bool MayOpenPost(DayLine line) => !Applies(line);

    /// <summary>An interview waits for its assessors as a role; the file says who they are, and whose opinion is in.</summary>
    private bool MayOpen(DayLine line, JobApplication file)
    {
        var subject = Subjects.OfApplication(file, paths.Of(file.OrganisationId), false, Applies(line) ? [who.PersonId] : []);
        if (line.Step.Holder is { Role: Role.Assessor, PersonId: null } && !file.Assessors.Any(one => BoardQuery.Owes(who, one))) return false;
        return Grants.Allows(who, Act.SeeApplication, subject) || Grants.Allows(who, Act.SeeRequest, subject) || (line.Step.Holder.Role == Role.Assessor && Grants.Allows(who, Act.StateInterests, subject));
    }

    private bool Applies(DayLine line) => line.PostId is { } post && applied.Contains(post);

    private static Act Seeing(string kind) => kind switch { "vacancy" => Act.SeeVacancy, "reconversion_path" => Act.SeePath, _ => Act.SeeApplication };

    private Subject Of(DayLine line, IReadOnlyList<Guid> path, Guid? lineManager) => new()
    {
        OrganisationPath = path,
        LineManagerId = lineManager,
        ClosedTo = Applies(line) ? [who.PersonId] : [],
        Requests = line.Step.Holder.Role == Role.Approver ? [line.Step.Holder] : [],
    };

    private async Task ReadCasesAsync(NpgsqlDataSource database, Guid[] cases, CancellationToken ct)
    {
        if (cases.Length == 0) return;
        await using (var query = Query.Of(database, Files, cases))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) files[row.GetGuid(0)] = row.State<JobApplication>(1);
        await using (var query = Query.Of(database, Posts, cases))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) posts[row.GetGuid(0)] = row.State<Vacancy>(1);
    }
}
