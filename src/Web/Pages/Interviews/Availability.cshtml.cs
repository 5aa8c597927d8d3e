using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Silo.Interviews;
using Jalon.Web.Host;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Interviews;

/// <summary>When an assessor is free for interviews: they say it themself, and take it back as long as nothing is booked.</summary>
public sealed class AvailabilityModel(Engine engine) : PageModel
{
    /// <summary>Weeks after the first for which the same hours may be said at once.</summary>
    public const int MostWeeks = 7;

    public IReadOnlyList<Availability> Offers { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public Refusal? Refusal { get; private set; }

    public string Day { get; private set; } = "";

    public string From { get; private set; } = "09:00";

    public string To { get; private set; } = "12:00";

    public int Weeks { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => Mine ? await ShowAsync(ct) : NotFound();

    public async Task<IActionResult> OnPostAsync(string? jour, string? de, string? a, int semaines, CancellationToken ct)
    {
        if (!Mine) return NotFound();
        (Day, From, To, Weeks) = (jour ?? "", de ?? "", a ?? "", semaines);
        var (hours, unread) = Read(jour, de, a, Math.Clamp(semaines, 0, MostWeeks));
        Refusal = unread ?? await engine.Diary.DeclareAsync(HttpContext.Who().PersonId, hours, ct);
        if (Refusal is null)
        {
            this.Say(hours.Count == 1 ? "Le créneau est ajouté." : $"{hours.Count} créneaux sont ajoutés.");
            return Redirect("/entretiens/disponibilites");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostRetirerAsync(Guid creneau, CancellationToken ct)
    {
        if (!Mine) return NotFound();
        if (await engine.Diary.WithdrawAsync(HttpContext.Who().PersonId, creneau, ct))
        {
            this.Say("Le créneau est retiré.");
            return Redirect("/entretiens/disponibilites");
        }

        Refusal = new Refusal("slot_kept", "Ce créneau ne peut pas être retiré : un entretien y est prévu, ou quelqu’un le réserve en ce moment. Demandez d’abord à déplacer l’entretien.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(ct);
    }

    /// <summary>Those who may be asked to assess.</summary>
    private bool Mine => HttpContext.Who().Roles.Any(held => held.Role is Role.Assessor or Role.LineManager or Role.Recruiter or Role.HrLead);

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        Today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        if (Day.Length == 0) Day = $"{FrenchCalendar.AddWorkingDays(Today, 1):yyyy-MM-dd}";
        Offers = await engine.Diary.OfAsync(HttpContext.Who().PersonId, ct);
        return Page();
    }

    private static (IReadOnlyList<Stretch> Hours, Refusal? Unread) Read(string? day, string? from, string? to, int weeks)
    {
        string[] days = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], times = ["HH:mm", "H:mm", "HH'h'mm", "H'h'mm", "HH'h'", "H'h'"];
        if (!DateOnly.TryParseExact(day, days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 2000 or > 2100)
            return ([], new Refusal("day_unread", $"Donnez un jour. Exemple{French.Nbsp}: 27/11/2026."));
        if (!TimeOnly.TryParseExact(from?.Replace(" ", "", StringComparison.Ordinal), times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var begins) || !TimeOnly.TryParseExact(to?.Replace(" ", "", StringComparison.Ordinal), times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var ends))
            return ([], new Refusal("time_unread", $"Donnez une heure de début et une heure de fin. Exemple{French.Nbsp}: 9:00 et 12:00."));
        // The same day of the following weeks, but for those that are not worked.
        var all = Enumerable.Range(0, weeks + 1).Select(week => first.AddDays(7 * week)).Where((one, week) => week == 0 || FrenchCalendar.IsWorkingDay(one));
        return ([.. all.Select(one => new Stretch(At(one, begins), At(one, ends)))], null);
    }

    private static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, FrenchCalendar.Paris.GetUtcOffset(local)).ToUniversalTime();
    }
}
