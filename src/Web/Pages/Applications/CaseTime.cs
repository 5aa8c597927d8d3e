using System.Globalization;

using Dapper;
using Jalon.Grains;
using Npgsql;

namespace Jalon.Web.Pages.Applications;

/// <summary>A holder's part of the life of a case.</summary>
/// <param name="From">Where its bar begins, and how wide it is: lengths of an SVG.</param>
public sealed record TimePart(TimeKind Kind, int Days, string From, string Width)
{
    public string Fill => Kind switch { TimeKind.Administration => "#000091", TimeKind.Candidate => "url(#fill-candidate)", TimeKind.ThirdParty => "url(#fill-third-party)", _ => "url(#fill-legal-wait)" };
}

/// <summary>Who held a case, how long: the parts add up to the whole exactly.</summary>
public sealed record CaseTime(IReadOnlyList<TimePart> Parts, int Days)
{
    private const string Sql = """
        select kind, extract(epoch from sum(coalesce(to_at, @now) - from_at))::float8
        from jalon.interval where case_id = @id and scope = 'case' group by kind
        """;

    public static async Task<CaseTime> ReadAsync(NpgsqlDataSource database, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Kind, double Seconds)>(new CommandDefinition(Sql, new { id, now = now.UtcDateTime }, cancellationToken: ct));
        return Of([.. rows.Where(row => row.Seconds > 0).Select(row => (Enum.Parse<TimeKind>(row.Kind), row.Seconds))]);
    }

    /// <summary>Whole days by the largest remainder, so that what is read adds up too.</summary>
    public static CaseTime Of(IReadOnlyList<(TimeKind Kind, double Seconds)> held)
    {
        const double day = 86_400;
        var total = held.Sum(one => one.Seconds);
        var days = (int)Math.Round(total / day);
        var left = days - held.Sum(one => (int)(one.Seconds / day));
        var rounded = held.OrderByDescending(one => one.Seconds / day % 1).Select((one, rank) => (one.Kind, one.Seconds, Days: (int)(one.Seconds / day) + (rank < left ? 1 : 0)));
        var from = 0d;
        var parts = new List<TimePart>();
        foreach (var (kind, seconds, whole) in rounded.OrderBy(one => one.Kind))
        {
            parts.Add(new TimePart(kind, whole, Length(from / total), Length(seconds / total)));
            from += seconds;
        }

        return new CaseTime(parts, days);
    }

    private static string Length(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}
