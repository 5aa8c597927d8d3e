using Jalon.Grains.Applications;
using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>What the letters of a page of facts need beside the candidacies themselves: the notes they quote, colleagues by name, who answers for human resources.</summary>
internal sealed class CaseAround
{
    private const string NotesSql = "select id, text from jalon.note where id = any ($1)";

    private const string NamesSql = "select id, given_name || ' ' || family_name from jalon.person where id = any ($1)";

    /// <summary>The nearest organisation, from its own upwards, where somebody holds the role at that instant.</summary>
    private const string LeadsSql = """
        with recursive up as (
            select o as start, o as id, 0 as depth from unnest($1::uuid[]) o
            union all
            select up.start, g.parent_id, up.depth + 1 from up join jalon.organisation g on g.id = up.id where g.parent_id is not null and up.depth < 20),
        held as (
            select up.start, up.depth, r.person_id, min(up.depth) over (partition by up.start) as nearest
            from up join jalon.role_held r on r.organisation_id = up.id and r.role = 'HrLead' and r.from_at <= $2 and (r.until_at is null or r.until_at > $2))
        select distinct start, person_id from held where depth = nearest
        """;

    private Dictionary<Guid, string> notes = [];
    private Dictionary<Guid, string> names = [];
    private ILookup<Guid, Guid> leads = Array.Empty<(Guid, Guid)>().ToLookup(one => one.Item1, one => one.Item2);

    public string? Note(Guid? id) => id is { } known ? notes.GetValueOrDefault(known) : null;

    public string Name(Guid person) => names.GetValueOrDefault(person, "");

    public IEnumerable<Guid> Leads(CaseWords words) => leads[words.State.OrganisationId];

    public static async Task<CaseAround> ReadAsync(NpgsqlDataSource database, IReadOnlyList<FactRecord> facts, IReadOnlyList<CaseWords> cases, CancellationToken ct)
    {
        var around = new CaseAround();
        var quoted = facts.Select(fact => fact.Fact switch { ApplicationRejected { Shared: true } rejected => rejected.NoteId, ProposalSent sent => sent.NoteId, OtherPostProposed proposed => proposed.NoteId, MessageWritten { ByPerson: false } written => written.NoteId, InterviewProposed proposed => proposed.Planned.PlaceId, InterviewBooked booked => booked.Planned.PlaceId, InterviewCancelled cancelled => cancelled.Planned.PlaceId, _ => null })
            .Concat(cases.Select(one => one.State.Interview?.PlaceId)).OfType<Guid>().ToArray();
        if (quoted.Length > 0) around.notes = await PairsAsync(database, NotesSql, quoted, ct);
        if (facts.Any(fact => fact.Fact is AnswerEscalated or ImplicitRefusalReached))
            around.leads = await LeadsAsync(database, [.. cases.Select(one => one.State.OrganisationId).Distinct()], facts[^1].At, ct);
        var colleagues = facts.SelectMany(Colleagues).Concat(cases.SelectMany(one => (IEnumerable<Guid?>)[one.State.LineManagerId, one.State.RecruiterId])).OfType<Guid>().Concat(around.leads.SelectMany(one => one)).Distinct().ToArray();
        if (colleagues.Length > 0) around.names = await PairsAsync(database, NamesSql, colleagues, ct);
        return around;
    }

    private static IEnumerable<Guid?> Colleagues(FactRecord fact) => fact.Fact switch { AssessorNamed named => [named.PersonId], AssessorReplaced replaced => [replaced.With], ConflictDeclared conflict => [conflict.PersonId], _ => [] };

    private static async Task<Dictionary<Guid, string>> PairsAsync(NpgsqlDataSource database, string sql, Guid[] ids, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, sql, Parameter.Of(ids));
        await using var row = await command.ExecuteReaderAsync(ct);
        var pairs = new Dictionary<Guid, string>();
        while (await row.ReadAsync(ct)) pairs[row.GetGuid(0)] = row.GetString(1);
        return pairs;
    }

    private static async Task<ILookup<Guid, Guid>> LeadsAsync(NpgsqlDataSource database, Guid[] organisations, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, LeadsSql, Parameter.Of(organisations), Parameter.Of(at));
        await using var row = await command.ExecuteReaderAsync(ct);
        var pairs = new List<(Guid Organisation, Guid Person)>();
        while (await row.ReadAsync(ct)) pairs.Add((row.GetGuid(0), row.GetGuid(1)));
        return pairs.ToLookup(one => one.Organisation, one => one.Person);
    }
}
