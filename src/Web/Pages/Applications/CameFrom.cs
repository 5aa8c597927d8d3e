namespace Jalon.Web.Pages.Applications;

/// <summary>The page an action on a candidacy was asked from, and where to go back to: named by a word, so that no address is ever taken from a form.</summary>
public static class CameFrom
{
    public const string Day = "journee", Board = "tableau", Triage = "tri", Outgoing = "envois";

    public static string Url(string? from, Guid application, Guid post) => from switch
    {
        Day => "/journee",
        Board => $"/postes/{post}/tableau#carte-{application}",
        Triage => $"/postes/{post}/tri",
        Outgoing => "/envois",
        _ => $"/candidatures/{application}",
    };
}
