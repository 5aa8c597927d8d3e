using Jalon.Grains.Applications;

namespace Jalon.Web.Offers;

/// <summary>
/// Each channel has its own link to a notice (<c>?c=</c>), so that the source of an application is known without asking: most come from elsewhere than the
/// common space, and nobody could say from where. The code says the kind of channel; what follows a hyphen tells two of one kind apart.
/// </summary>
public static class ChannelLink
{
    public const string Feed = "flux", Field = "c";

    /// <summary>Longer than any code we hand out.</summary>
    private const int Longest = 60;

    private static readonly Dictionary<string, Channel> Kinds = new(StringComparer.Ordinal)
    {
        ["csp"] = Channel.CommonSpace, ["site"] = Channel.OrganisationSite, ["emploi"] = Channel.JobBoard, ["courriel"] = Channel.Email, ["tchap"] = Channel.Community,
        ["reseau"] = Channel.Community, ["salon"] = Channel.Fair, ["vivier"] = Channel.TalentPool, ["cooptation"] = Channel.Referral, [Feed] = Channel.Jalon, ["alerte"] = Channel.Jalon,
    };

    /// <summary>The code as it may be carried on; null where it is none of ours.</summary>
    public static string? Known(string? code) =>
        code is { Length: > 0 and <= Longest } && Kinds.ContainsKey(Kind(code)) && code.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-') ? code : null;

    public static Channel ChannelOf(string? code) => Known(code) is { } known ? Kinds[Kind(known)] : Channel.Jalon;

    private static string Kind(string code) => code.Split('-', 2)[0];
}
