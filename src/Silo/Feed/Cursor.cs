using System.Globalization;

namespace Jalon.Silo.Feed;

/// <summary>A place in the feed as text, <c>epoch.xid.position</c>: opaque to whoever keeps it.</summary>
public static class Cursor
{
    /// <summary>Said of a cursor this journal has never handed out.</summary>
    public const string Unknown = "Ce curseur désigne un fait que ce journal n’a pas\u00A0: la base a été restaurée depuis à un état antérieur, ou le curseur vient d’une autre base. "
        + "Reprenez d’un curseur plus ancien, ou relisez tout, sans curseur.";

    public static string Text(FeedPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Epoch}.{position.Xid}.{position.Position}");

    /// <summary>Nothing, or an empty text, is the beginning.</summary>
    public static bool TryParse(string? text, out FeedPosition position)
    {
        position = default;
        if (string.IsNullOrEmpty(text)) return true;
        var parts = text.Split('.');
        if (parts.Length != 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var xid)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return false;
        position = new FeedPosition(epoch, xid, place);
        return true;
    }
}
