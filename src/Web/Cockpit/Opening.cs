using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Cockpit;

/// <summary>How every page of figures begins.</summary>
public static class Opening
{
    /// <summary>What the reader may count and asked for; null where they may not know of it, which is answered 404.</summary>
    public static async Task<Perimeter?> PerimeterAsync(this PageModel page, Engine engine, CancellationToken ct) =>
        Filters.Read(page.Request.Query) is { } filters
            ? Perimeter.Of(page.HttpContext.Who(), filters, await Tree.ReadAsync(engine.Database, ct), FrenchCalendar.DayOf(engine.Clock.GetUtcNow()))
            : null;
}
