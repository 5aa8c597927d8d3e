using System.Globalization;

namespace Jalon.Web.Host;

/// <summary>Whose face the pages wear. <see cref="Etat"/> is reserved to services of the State, whose terms a person has accepted.</summary>
public enum Identity { Neutre, Etat }

/// <summary>Settings of the pages, section <c>Pages</c>.</summary>
public sealed class PagesOptions
{
    public const string Section = "Pages";

    public Identity Identity { get; set; } = Identity.Neutre;

    /// <summary>Says « démonstration, pas un site officiel » on every page, and asks search engines to stay away.</summary>
    public bool Demonstration { get; set; } = true;

    /// <summary>Where to write about an obstacle met on a page; an e-mail address.</summary>
    public string? Contact { get; set; }

    /// <summary>Who publishes and hosts this service, as the legal notices say it; lines are kept.</summary>
    public string? Publisher { get; set; }

    public string IdentityName => Identity.ToString().ToLower(CultureInfo.InvariantCulture);
}
