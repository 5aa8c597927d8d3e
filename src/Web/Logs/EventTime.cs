using System.Globalization;

namespace Jalon.Web.Logs;

/// <summary>
/// The instant of an event, in the ways logs write it: ISO 8601, the same with spaces or slashes, the French order of days, seconds or milliseconds since 1970. Without a
/// time zone it is taken as written.
/// </summary>
internal static class EventTime
{
    public const string Known = "2026-03-31T14:05:00Z, 2026-03-31 14:05:00, 31/03/2026 14:05";

    private static readonly string[] French =
    [
        .. from separator in new[] { "/", ".", "-" }
           from time in new[] { "", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF" }
           select $"d'{separator}'M'{separator}'yyyy{time}",
    ];

    /// <param name="ticks">UTC.</param>
    public static bool TryRead(string text, out long ticks)
    {
        text = text.Trim();
        ticks = 0;
        if (text.Length < 8) return false;
        if (text.All(char.IsAsciiDigit)) return FromEpoch(text, out ticks);
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var yearFirst = text[4] is '-' or '/' && text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') == false;
        var read = yearFirst
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var at)
            : DateTimeOffset.TryParseExact(text, French, CultureInfo.InvariantCulture, styles, out at);
        ticks = at.UtcTicks;
        return read;
    }

    private static bool FromEpoch(string digits, out long ticks)
    {
        ticks = 0;
        if (digits.Length is not (10 or 13)) return false;
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        ticks = (digits.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number)).UtcTicks;
        return true;
    }
}
