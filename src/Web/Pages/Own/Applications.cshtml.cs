using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Delays;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>« Mes candidatures »: where each stands, who acts, when an answer is expected, what is awaited of the person.</summary>
public sealed class ApplicationsModel(Engine engine, DelayReadings delays) : PageModel
{
    public IReadOnlyList<OwnApplication> Open { get; private set; } = [];

    public IReadOnlyList<OwnApplication> Over { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public int Awaited => Open.Concat(Over).Count(Awaits);

    /// <summary>Something is theirs to do, or to read.</summary>
    public static bool Awaits(OwnApplication one) => one.IsTheirs || one.Unread > 0 || one.OtherPosts.Count > 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Now = engine.Clock.GetUtcNow();
        Today = FrenchCalendar.DayOf(Now);
        var all = await OwnApplications.ReadAsync(engine, delays, HttpContext.Who().PersonId, ct);
        Open = [.. all.Where(one => !one.IsOver).OrderByDescending(Awaits)];
        Over = [.. all.Where(one => one.IsOver).OrderByDescending(Awaits)];
        return Page();
    }

    public HolderMark Mark(OwnApplication one) => one.Holder switch
    {
        { Kind: TimeKind.Candidate } => HolderMark.Of(TimeKind.Candidate, true),
        { Kind: TimeKind.ThirdParty } => new HolderMark(TimeKind.ThirdParty, false, "Votre administration d’origine"),
        { Kind: TimeKind.LegalWait } => HolderMark.Of(TimeKind.LegalWait),
        _ => new HolderMark(TimeKind.Administration, false, one.Organisation ?? "L’administration"),
    };

    public string Since(OwnApplication one) => (Today.DayNumber - HeldSince(one).DayNumber) switch
    {
        0 => "depuis aujourd’hui",
        var days => $"depuis {French.Count(days, "jour", "jours")}",
    };

    /// <summary>What the date takes into account, once some time has passed.</summary>
    public string Waited(OwnApplication one) => (Today.DayNumber - one.StageSince.DayNumber) switch
    {
        <= 0 => "",
        1 => ", compte tenu du jour déjà passé",
        var days => $", compte tenu des {days.ToString("N0", French.Culture)}{French.Nbsp}jours déjà passés",
    };

    /// <summary>The strip from today to the end of the range, in hundredths of its width.</summary>
    public RangeStrip Strip(ExpectedAnswer expected) => RangeStrip.Of(Today, expected);

    private static DateOnly HeldSince(OwnApplication one) => one.Holder is { } step ? FrenchCalendar.DayOf(step.Since) : one.StageSince;
}
