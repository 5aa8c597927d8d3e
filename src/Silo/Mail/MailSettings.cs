using MimeKit;

namespace Jalon.Silo.Mail;

/// <summary>A mail server. Its name says how one speaks to it: <c>smtps</c> under TLS from the first byte, <c>smtp</c> in clear on this machine and by STARTTLS, required, anywhere else.</summary>
public sealed record SmtpServer(string Host, int Port, bool Tls, string? User, string? Password);

/// <summary>How messages leave.</summary>
/// <param name="Smtp">Null where there is no server: messages stay in the mailbox of the pages.</param>
/// <param name="From">Who they come from.</param>
/// <param name="Site">Where the links in them lead.</param>
public sealed record MailSettings(SmtpServer? Smtp, MailboxAddress From, Uri Site)
{
    public static MailSettings Local(int port) => new(null, new MailboxAddress("Jalon", "jalon@localhost"), new Uri($"http://127.0.0.1:{port}"));

    /// <summary>Every problem at once, one French sentence each, naming the setting.</summary>
    /// <param name="smtp">Mail__Smtp.</param>
    /// <param name="from">Mail__From.</param>
    /// <param name="site">Mail__Site.</param>
    internal static MailSettings Read(string? smtp, string? from, string? site, int port, List<string> problems)
    {
        var local = Local(port);
        return new MailSettings(smtp is null ? null : ReadServer(smtp, problems), ReadFrom(smtp, from, problems) ?? local.From, ReadSite(site, problems) ?? local.Site);
    }

    public string Link(string path) => new Uri(Site, path).AbsoluteUri;

    /// <summary>The password that may be in the address is never shown.</summary>
    private static SmtpServer? ReadServer(string text, List<string> problems)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
        {
            problems.Add(Sentences.Spaced("Mail__Smtp n’est pas l’adresse d’un serveur de messagerie : donnez par exemple « smtps://compte:motdepasse@messagerie.exemple.fr:465 » ou « smtp://localhost:25 »."));
            return null;
        }

        var account = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var tls = uri.Scheme == "smtps";
        return new SmtpServer(uri.Host, uri.IsDefaultPort || uri.Port < 0 ? tls ? 465 : 25 : uri.Port, tls, account[0].Length > 0 ? account[0] : null, account.Length > 1 ? account[1] : null);
    }

    private static MailboxAddress? ReadFrom(string? smtp, string? text, List<string> problems)
    {
        if (text is null)
        {
            if (smtp is not null) problems.Add(Sentences.Spaced("Mail__From manque : donnez l’adresse d’où partent les messages, par exemple « Recrutement <recrutement@exemple.fr> »."));
            return null;
        }

        if (MailboxAddress.TryParse(text, out var from) && from.Address.Contains('@', StringComparison.Ordinal)) return from;
        problems.Add(Sentences.Spaced($"Mail__From vaut « {text} » : donnez une adresse, par exemple « Recrutement <recrutement@exemple.fr> »."));
        return null;
    }

    private static Uri? ReadSite(string? text, List<string> problems)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var site) && site.Scheme is ("http" or "https")) return site;
        problems.Add(Sentences.Spaced($"Mail__Site vaut « {text} » : donnez l’adresse des pages, par exemple « https://recrutement.exemple.fr »."));
        return null;
    }
}
