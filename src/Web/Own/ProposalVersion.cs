using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Own;

/// <summary>One version of a proposal, and what the person answered where they asked to discuss it.</summary>
public sealed record ProposalVersion(int Number, ProposalSent Fact, ProposalTerms Terms, (DateTimeOffset At, Guid By) Sent, (DateTimeOffset At, string? Reason)? Discussed)
{
    private const int Most = 40;

    private const string Sql = """
        select f.type, f.data::text, f.at, f.actor, n.text from jalon.fact f left join jalon.note n on n.id = (f.data ->> 'noteId')::uuid
        where f.grain_id = $1 and f.type in ('ProposalSent', 'ProposalDiscussed', 'ApplicationFiled') order by f.version desc limit $2
        """;

    /// <summary>Those of the present round, the newest first.</summary>
    public static async Task<IReadOnlyList<ProposalVersion>> OfAsync(Engine engine, Guid application, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, Sql, application, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var (versions, discussed) = (new List<ProposalVersion>(), ((DateTimeOffset, string?)?)null);
        while (await row.ReadAsync(ct) && row.GetString(0) is not nameof(ApplicationFiled) and var type)
        {
            var at = row.GetFieldValue<DateTimeOffset>(2);
            if (type == nameof(ProposalDiscussed))
            {
                discussed = (at, row.Text(4));
                continue;
            }

            versions.Add(new ProposalVersion(0, JsonSerializer.Deserialize<ProposalSent>(row.GetString(1), Json.Options)!, ProposalTerms.Read(row.Text(4)), (at, row.GetGuid(3)), discussed));
            discussed = null;
        }

        return [.. versions.Select((version, place) => version with { Number = versions.Count - place })];
    }
}
