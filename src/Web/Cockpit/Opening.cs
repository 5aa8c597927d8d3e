using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>How every page of figures begins.</summary>
public static class Opening
{
    /// <summary>What the reader may count and asked for; null where they may not know of it, which is answered 404.</summary>
    /// <param name="channels">Whether the page can look at one channel; another drops it, so that no link of its own says what it does not do.</param>
    public static async Task<Perimeter?> PerimeterAsync(this PageModel page, Engine engine, CancellationToken ct, bool channels = false)
    {
        var who = page.HttpContext.Who();
        if (Filters.Read(page.Request.Query) is not { } asked) return null;
        var filters = channels ? asked : asked with { Channel = null };
        if (Perimeter.Of(who, filters, await Tree.ReadAsync(engine.Database, ct), FrenchCalendar.DayOf(engine.Clock.GetUtcNow())) is not { } perimeter) return null;
        return perimeter with { OwnPosts = await OwnPostsAsync(engine.Database, who.PersonId, ct) };
    }

    private static async Task<IReadOnlySet<Guid>> OwnPostsAsync(NpgsqlDataSource database, Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(database, "select vacancy_id from jalon.job_application where candidate_id = $1 limit 5000", [person]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var posts = new HashSet<Guid>();
        while (await row.ReadAsync(ct)) posts.Add(row.GetGuid(0));
        return posts;
    }
}
