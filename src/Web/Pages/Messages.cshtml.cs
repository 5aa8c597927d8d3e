using Dapper;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>A message as a list shows it.</summary>
/// <param name="Subject">Null for whoever runs the program: they see that messages leave, not what they say nor to whom.</param>
public sealed record MailLine(Guid Id, Letter Letter, string? Subject, DateTimeOffset At, MailState State);

/// <summary>The messages a person was sent, and, where no mail server is set, all that would have left, without content, for whoever runs the program.</summary>
public sealed class MessagesModel(Engine engine) : PageModel
{
    /// <summary>Further back, nobody reads: the page of the case has it all.</summary>
    private const int Most = 100;

    private const string Own = "select id, letter, nullif(subject, ''), sent_at, 'Sent' from jalon.mail where recipient = @me and sent_at is not null order by sent_at desc, id limit @most";

    private const string All = $"select id, letter, null::text, coalesce(sent_at, queued_at), {Outbox.StateSql} from jalon.mail order by coalesce(sent_at, queued_at) desc, id limit @most";

    public IReadOnlyList<MailLine> Received { get; private set; } = [];

    public IReadOnlyList<MailLine>? Everything { get; private set; }

    public bool Local => engine.MailSettings.Smtp is null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        Received = await ReadAsync(Own, who.PersonId, ct);
        if (Local && Grants.Allows(who, Act.SeeOperations, new Subject())) Everything = await ReadAsync(All, who.PersonId, ct);
    }

    private async Task<IReadOnlyList<MailLine>> ReadAsync(string sql, Guid me, CancellationToken ct)
    {
        await using var connection = await engine.Database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Letter, string? Subject, DateTime At, string State)>(new CommandDefinition(sql, new { me, most = Most }, cancellationToken: ct));
        return [.. rows.Select(row => new MailLine(row.Id, Enum.Parse<Letter>(row.Letter), row.Subject, row.At, Enum.Parse<MailState>(row.State)))];
    }
}
