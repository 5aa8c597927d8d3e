using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Interviews;
using Jalon.Web.Reading;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Interviews;

/// <summary>
/// The hour of one's interview, by a link of one's own: chosen, changed, other times asked for, what one needs on the day. Opening it changes nothing, since mail gateways open
/// links before people do; buttons do.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BookingModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public BookingView Booking { get; private set; } = null!;

    public Unmet? Unmet { get; private set; }

    /// <summary>What was typed and could not be taken.</summary>
    public string? Typed(string field) => Unmet?.Values[field];

    public string? Error(string key, string field) => Unmet?.Key == key ? Unmet.Problems.FirstOrDefault(problem => problem.Field == field)?.Sentence : null;

    public string Address => $"/entretien/{Token}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    public Task<IActionResult> OnPostChoisirAsync(string? creneau, CancellationToken ct) => DateTimeOffset.TryParseExact(creneau, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
        ? DoAsync("choisir", new BookInterview(from), $"Votre entretien est fixé le {Days.Slot(from)}. Une invitation vous est envoyée.", ct)
        : DoAsync("choisir", new BookInterview(default), "", ct, new FieldProblem("from", "Choisissez un créneau de la liste."));

    public Task<IActionResult> OnPostAutresAsync(string? mot, CancellationToken ct) =>
        DoAsync("autres", new AskOtherTimes(Text(mot)), "Votre demande est transmise. D’autres créneaux vous seront proposés.", ct);

    public Task<IActionResult> OnPostBesoinsAsync(string? besoins, CancellationToken ct) =>
        DoAsync("besoins", new TellPracticalNeeds(Text(besoins) ?? ""), "C’est noté. Les personnes qui vous reçoivent en tiendront compte.", ct);

    private async Task<IActionResult> DoAsync(string key, Command command, string done, CancellationToken ct, params IReadOnlyList<FieldProblem> unread)
    {
        if (await EnterAsync(ct) is { } gone) return gone;
        Unmet = await this.SendAsync(engine, key, Booking.Id, command, unread, actor: Booking.CandidateId);
        if (Unmet is null)
        {
            this.Say(done);
            return Redirect(Address);
        }

        await EnterAsync(ct);
        Response.StatusCode = Unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await engine.BookingLinks.ReadAsync(Token, ct) is not { } id || await BookingView.ReadAsync(engine, id, ct) is not { } booking) return NotFound();
        Booking = booking;
        return null;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}
