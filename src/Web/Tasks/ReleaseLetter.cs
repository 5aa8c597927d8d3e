using System.Net.Mail;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Messages;
using Jalon.Web.Rights;
using Jalon.Workflows.Running;

namespace Jalon.Web.Tasks;

/// <summary>
/// The letter by which the agreement of the origin administration is asked, written from the task that asks for it. It leaves with the fact of the task, from which the two months are counted.
/// </summary>
internal static class ReleaseLetter
{
    /// <summary>What a procedure calls this form.</summary>
    public const string Form = "release-request";

    private const string To = "to";

    /// <summary>Longest address that a mail server takes (RFC 5321, 4.5.3.1).</summary>
    private const int LongestAddress = 254;

    /// <summary>Answers are awaited by who follows the case, else by who writes.</summary>
    private const string ContactSql = "select given_name || ' ' || family_name || ', ' || email from jalon.person where id in ($1, $2) and email is not null order by id = $1 desc limit 1";

    public static async Task<Deed?> DeedAsync(Engine engine, Guid writer, TaskEntry task, CancellationToken ct)
    {
        if (!(await CaseWords.ReadAsync(engine.Database, [task.CaseId], ct)).TryGetValue(task.CaseId, out var words)) return null;
        await using var query = Query.Of(engine.Database, ContactSql, words.State.RecruiterId ?? writer, writer);
        var contact = (string?)await query.ExecuteScalarAsync(ct);
        var text = new CaseLetters(engine.Rules.Current, engine.MailSettings.Link).ReleaseRequest(words, FrenchCalendar.DayOf(engine.Clock.GetUtcNow()), contact);
        var command = new FinishTask(task.Key.Element, task.Key.Visit, task.Key.ItemOrNone);
        return new Deed($"{TaskDeeds.Do}-{TaskDeeds.Mark(task.Key)}", "Envoyer la demande", "Envoyer", TaskRights.ActOf(task)!.Value, command, _ => command, "La demande part.")
        {
            Fields =
            [
                new TextField(To, "Adresse de l’administration d’origine", Hint: "celle du service des ressources humaines qui donne l’accord", Type: "email", Required: true),
                new TextField(MailDraft.Subject, "Objet du message", text.Subject, Required: true),
                new TextField(MailDraft.Body, "Message", text.Body, "Le texte final, que vous pouvez changer. Le silence compte à partir de son envoi.", Rows: 16, Required: true),
            ],
        };
    }

    /// <summary>Keeps what was written for the fact of the command to send.</summary>
    /// <returns>What is wrong with it; nothing is kept then.</returns>
    public static async Task<IReadOnlyList<FieldProblem>> KeepAsync(Engine engine, Guid commandId, Typed typed, CancellationToken ct)
    {
        var (to, text) = (typed.Words(To), new MailText(typed.Words(MailDraft.Subject), typed.Words(MailDraft.Body)));
        var problems = text.Problems(MailDraft.Subject, MailDraft.Body).ToList();
        if (to.Length is 0 or > LongestAddress || !MailAddress.TryCreate(to, out var address) || address.Address != to)
            problems.Insert(0, new FieldProblem(To, $"Donnez une adresse de courriel. Exemple{French.Nbsp}: mobilite@ministere.exemple.fr."));
        if (problems.Count == 0) await engine.Mail.DraftAsync(commandId, text, ct, to);
        return problems;
    }
}
