using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jalon.Workflows.Invitations;

namespace Jalon.Web.Tests.Mail;

/// <summary>Our invitations as another program reads them: ical.js, which knows nothing of Paris but what we tell it.</summary>
public sealed class ReadingInvitations
{
    private const string Reader = """
        import ICAL from 'ical.js';
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        const calendar = new ICAL.Component(ICAL.parse(text));
        ICAL.TimezoneService.reset();
        ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')));
        const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
        console.log(JSON.stringify({
          method: calendar.getFirstPropertyValue('method'), uid: event.uid, sequence: event.sequence, summary: event.summary, location: event.location,
          start: event.startDate.toJSDate().toISOString(), end: event.endDate.toJSDate().toISOString(),
          status: event.component.getFirstPropertyValue('status'), organizer: event.organizer,
          attendees: event.attendees.map(one => `${one.getParameter('cn')} ${one.getFirstValue()}`),
        }));
        """;

    private static readonly Meeting Interview = new(new("11111111-2222-7333-8444-555555555555"), 0, new(2026, 12, 1, 13, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(45),
        "Entretien\u00A0: Cheffe ou chef de projet numérique, au cœur d’une équipe; F/H", "12 rue de l’Été\n3e étage", new("Claire Besnard", "claire@alpha.example"),
        [new("Salomé Girard", "salome@exemple.test"), new("Élise Morel", "elise@alpha.example"), new("Sami Tahar", "sami@alpha.example")], "https://recrutement.example/candidatures/1");

    [Theory]
    [InlineData("2026-12-01T13:00:00.000Z")]
    [InlineData("2027-07-01T12:00:00.000Z")]
    [InlineData("2027-03-26T09:00:00.000Z")]
    [InlineData("2027-03-30T09:00:00.000Z")]
    public async Task An_invitation_says_who_where_and_when_in_winter_and_in_summer(string start)
    {
        var from = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var read = await ReadAsync(Interview with { From = from });
        Assert.Equal(("REQUEST", "11111111-2222-7333-8444-555555555555@jalon", 0), (read.Text("method"), read.Text("uid"), read.GetProperty("sequence").GetInt32()));
        Assert.Equal((start, from.AddMinutes(45)), (read.Text("start"), read.GetProperty("end").GetDateTimeOffset()));
        Assert.Equal((Interview.Summary, Interview.Place, "mailto:claire@alpha.example"), (read.Text("summary"), read.Text("location"), read.Text("organizer")));
        Assert.Equal(["Salomé Girard mailto:salome@exemple.test", "Élise Morel mailto:elise@alpha.example", "Sami Tahar mailto:sami@alpha.example"],
            read.GetProperty("attendees").EnumerateArray().Select(one => one.GetString()!));
    }

    [Fact]
    public async Task A_cancellation_is_of_the_same_event_and_later()
    {
        var (before, after) = (await ReadAsync(Interview), await ReadAsync(Interview with { Sequence = 1, Cancelled = true }));
        Assert.Equal((before.Text("uid"), "CANCEL", "CANCELLED"), (after.Text("uid"), after.Text("method"), after.Text("status")));
        Assert.True(after.GetProperty("sequence").GetInt32() > before.GetProperty("sequence").GetInt32());
    }

    private static async Task<JsonElement> ReadAsync(Meeting meeting)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/Web"));
        if (!Directory.Exists(Path.Combine(folder, "node_modules/ical.js"))) Assert.Skip("ical.js n’est pas installé\u00A0: lancer « npm ci » dans src/Web.");
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Reader])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(ICalendar.Write(meeting, new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero)));
        node.StandardInput.Close();
        var (told, trouble) = (await node.StandardOutput.ReadToEndAsync(), await node.StandardError.ReadToEndAsync());
        Assert.True(told.Length > 0, trouble);
        return JsonElement.Parse(told);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}

file static class Reading
{
    public static string? Text(this JsonElement read, string name) => read.GetProperty(name).GetString();
}
