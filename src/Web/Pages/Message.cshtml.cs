using Dapper;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>One message, for the person it was sent to and nobody else.</summary>
public sealed class MessageModel(Engine engine) : PageModel
{
    public MailText Text { get; private set; } = null!;

    public DateTimeOffset SentAt { get; private set; }

    /// <summary>An invitation goes with it.</summary>
    public bool Invites { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await ReadAsync(id, ct) is not { } found) return NotFound();
        (Text, SentAt, Invites) = (new MailText(found.Subject.Length > 0 ? found.Subject : Enum.Parse<Letter>(found.Letter).Label(), found.Body), found.SentAt, found.Calendar is not null);
        return Page();
    }

    /// <summary>The invitation, for an agenda.</summary>
    public async Task<IActionResult> OnGetAgendaAsync(Guid id, CancellationToken ct) =>
        await ReadAsync(id, ct) is { Calendar: { } calendar } ? File(System.Text.Encoding.UTF8.GetBytes(calendar), "text/calendar; charset=utf-8", "invitation.ics") : NotFound();

    private async Task<Row?> ReadAsync(Guid id, CancellationToken ct)
    {
        await using var connection = await engine.Database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select letter, subject, body, calendar, sent_at as SentAt from jalon.mail where id = @id and recipient = @me and sent_at is not null",
            new { id, me = HttpContext.Who().PersonId }, cancellationToken: ct));
    }

    private sealed record Row(string Letter, string Subject, string Body, string? Calendar, DateTime SentAt);
}
