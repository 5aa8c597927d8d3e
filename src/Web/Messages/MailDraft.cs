using Jalon.Silo.Mail;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Microsoft.Extensions.Primitives;

namespace Jalon.Web.Messages;

/// <summary>A message shown before it leaves, in the form of what sends it: its final text, which may be changed.</summary>
public static class MailDraft
{
    /// <summary>The fields of the form.</summary>
    public const string Subject = "objet", Body = "message";

    /// <summary>Name of the button that shows the message.</summary>
    public const string Asked = "relire";

    private const int Rows = 14;

    public static IReadOnlyList<object> Fields =>
    [
        new TextField(Subject, "Objet du message", Required: true),
        new TextField(Body, "Message", Hint: "Le texte final, que vous pouvez changer. Si vous changez la raison, relisez de nouveau : il est réécrit.".Replace(" :", "\u00A0:", StringComparison.Ordinal), Rows: Rows, Required: true),
    ];

    public static bool IsAsked(IFormCollection form) => form.ContainsKey(Asked);

    /// <summary>What the person wrote; null where the message was not shown.</summary>
    public static MailText? Read(Typed typed) => typed.Text(Subject) is null && typed.Text(Body) is null ? null : new MailText(typed.Words(Subject), typed.Words(Body));

    /// <summary>The form as it was typed, with the message in it.</summary>
    public static Unmet Shown(string key, IFormCollection form, MailText text)
    {
        var values = form.ToDictionary(field => field.Key, field => field.Value);
        (values[$"{key}-{Subject}"], values[$"{key}-{Body}"]) = (new StringValues(text.Subject), new StringValues(text.Body));
        return new Unmet(key, new FormCollection(values), []);
    }
}
