using System.Globalization;
using System.Text;
using Jalon.Grains.Calendar;

namespace Jalon.Workflows.Invitations;

/// <summary>
/// A meeting as an iCalendar object (RFC 5545) to be sent as an invitation or its cancellation (RFC 5546 §3.2.2 and §3.2.5). The same meeting has the same UID for ever: an
/// agenda replaces what it knew by what has a higher SEQUENCE. Pure.
/// </summary>
public static class ICalendar
{
    /// <summary>Octets of a line before it is folded (RFC 5545 §3.1).</summary>
    private const int LineOctets = 75;

    /// <summary>The rules of Europe/Paris since 1996: the last Sundays of March and October, at one o'clock UTC.</summary>
    private static readonly string[] Paris =
    [
        "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD",
        "END:VTIMEZONE",
    ];

    /// <param name="stamp">When it is written.</param>
    public static string Write(Meeting meeting, DateTimeOffset stamp)
    {
        string[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jalon//Recrutement//FR", "CALSCALE:GREGORIAN", $"METHOD:{(meeting.Cancelled ? "CANCEL" : "REQUEST")}",
            .. Paris,
            "BEGIN:VEVENT", $"UID:{meeting.Id}@jalon", $"SEQUENCE:{meeting.Sequence.ToString(CultureInfo.InvariantCulture)}", $"DTSTAMP:{Utc(stamp)}",
            $"DTSTART;TZID=Europe/Paris:{Local(meeting.From)}", $"DTEND;TZID=Europe/Paris:{Local(meeting.From + meeting.Duration)}",
            $"SUMMARY:{Text(meeting.Summary)}", $"LOCATION:{Text(meeting.Place)}", $"DESCRIPTION:{Text(meeting.Link)}", $"STATUS:{(meeting.Cancelled ? "CANCELLED" : "CONFIRMED")}",
            $"ORGANIZER;CN={Quoted(meeting.Organiser.Name)}:mailto:{meeting.Organiser.Address}",
            .. meeting.People.Select(one => $"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP={(meeting.Cancelled ? "FALSE" : "TRUE")};CN={Quoted(one.Name)}:mailto:{one.Address}"),
            "END:VEVENT", "END:VCALENDAR",
        ];
        return string.Concat(lines.Select(Folded));
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, FrenchCalendar.Paris).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Text(string value) => value.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A quoted value holds no quote and no control (RFC 5545 §3.2).</summary>
    private static string Quoted(string value) => $"\"{string.Concat(value.Where(letter => letter != '"' && !char.IsControl(letter)))}\"";

    /// <summary>Cut between letters, never inside one.</summary>
    private static string Folded(string line)
    {
        var folded = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.Append("\r\n").ToString();
    }
}
