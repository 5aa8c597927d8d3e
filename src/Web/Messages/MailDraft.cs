using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Applications;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;

namespace Jalon.Web.Messages;

/// <summary>A message shown before it leaves, in the form of what sends it: its final text, which may be changed.</summary>
public static class MailDraft
{
    /// <summary>The fields of the form.</summary>
    public const string Subject = "objet", Body = "message";

    /// <summary>Name of the button that shows the message.</summary>
    public const string Asked = "relire";

    /// <summary>What that button says.</summary>
    public const string Verb = "Relire le message";

    private const int Rows = 14;

    public static IReadOnlyList<object> Fields =>
    [
        new TextField(Subject, "Objet du message", Required: true),
        new TextField(Body, "Message", Hint: "Le texte final, que vous pouvez changer. Si vous changez autre chose au-dessus, relisez de nouveau : il est réécrit.".Replace(" :", "\u00A0:", StringComparison.Ordinal), Rows: Rows, Required: true),
    ];

    public static bool IsAsked(IFormCollection form) => form.ContainsKey(Asked);

    public static bool IsShown(Unmet unmet, string key) => unmet.Values.ContainsKey($"{key}-{Body}");

    /// <summary>What the person wrote; null where the message was not shown.</summary>
    public static MailText? Read(Typed typed) => typed.Text(Subject) is null && typed.Text(Body) is null ? null : new MailText(typed.Words(Subject), typed.Words(Body));

    /// <summary>
    /// What a form that writes to the person does before its command is sent: the message is shown when asked for, and kept for the fact to send when somebody changed it.
    /// </summary>
    /// <param name="key">Of the form.</param>
    /// <returns>What to show; null to send the command now.</returns>
    public static async Task<Unmet?> PrepareAsync(PageModel page, Engine engine, CaseReading reading, string key, Typed typed, Command command)
    {
        var (form, ct) = (page.Request.Form, page.HttpContext.RequestAborted);
        if (IsAsked(form))
        {
            if (command.Problems().ToList() is { Count: > 0 } wrong) return new Unmet(key, form, wrong);
            var (text, why) = await CasePreviews.OfAsync(engine, reading, command, ct);
            return text is not null ? Shown(key, form, text) : new Unmet(key, form, [], new RefusalAlert(why ?? NobodyWritten));
        }

        if (Read(typed) is not { } draft) return null;
        if (draft.Problems(Subject, Body).ToList() is { Count: > 0 } problems) return new Unmet(key, form, problems);
        await engine.Mail.DraftAsync(page.CommandId(), draft, ct);
        return null;
    }

    private static readonly Refusal NobodyWritten = new("nobody_written", "Ce geste n’écrit à personne : il n’y a pas de message à relire.".Replace(" :", "\u00A0:", StringComparison.Ordinal));

    /// <summary>The form as it was typed, with the message in it.</summary>
    public static Unmet Shown(string key, IFormCollection form, MailText text)
    {
        var values = form.ToDictionary(field => field.Key, field => field.Value);
        (values[$"{key}-{Subject}"], values[$"{key}-{Body}"]) = (new StringValues(text.Subject), new StringValues(text.Body));
        return new Unmet(key, new FormCollection(values), []);
    }
}
