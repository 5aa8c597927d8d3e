using System.Globalization;

namespace Jalon.Silo.Feed;

/// <summary>A place in the feed as text, <c>epoch.xid.position</c>: opaque to whoever keeps it.</summary>
public static class Cursor
{
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
