using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo.Interviews;
using Jalon.Workflows.Invitations;

using Npgsql;

namespace Jalon.Silo.Mail;

public enum ConvocationChange { Convened, Moved, Cancelled }

/// <summary>An interview as it is now.</summary>
/// <param name="Id">The interview, the same as long as it lives.</param>
/// <param name="Sequence">0 when it is convened; one more at each change, its cancellation included.</param>
/// <param name="Organiser">Who convenes.</param>
public sealed record Convocation(Guid Id, int Sequence, Guid ApplicationId, DateTimeOffset From, TimeSpan Duration, string Place, Guid Organiser, IReadOnlyList<Guid> Assessors);

/// <summary>Tells an interview to everybody who comes: the candidate and the assessors, each by their own letter, with the invitation their agenda reads.</summary>
public sealed class Convocations(NpgsqlDataSource database, BookingLinks links, MailSettings settings, TimeProvider clock)
{
    /// <summary>Where a path of the pages is.</summary>
    public string Link(string path) => settings.Link(path);

    /// <summary>Where a person chooses the hour of their interview.</summary>
    public async Task<string> BookingAsync(Guid application, CancellationToken ct) => settings.Link((await links.PathAsync(application, ct))[1..]);

    private const string PeopleSql = "select id, given_name || ' ' || family_name, email from jalon.person where id = any ($1)";

    /// <summary>The letters of a change. The same change told twice leaves once; a person without an address still has the message on their page.</summary>
    /// <param name="to">Whom to tell; everybody who comes when null.</param>
    public async Task<IReadOnlyList<Message>> MessagesAsync(Convocation interview, ConvocationChange change, CaseWords words, CancellationToken ct, IReadOnlyList<Guid>? to = null)
    {
        if (words.Person is not { } candidate) return [];
        var people = await PeopleAsync([words.State.CandidateId, interview.Organiser, .. interview.Assessors, .. to ?? []], ct);
        var assessors = string.Join(", ", interview.Assessors.Select(id => people.GetValueOrDefault(id).Name).OfType<string>());
        Invited[] invited = [.. interview.Assessors.Prepend(words.State.CandidateId).Where(people.ContainsKey).Select(id => people[id]).Where(one => one.Address is not null).Select(one => new Invited(one.Name, one.Address!))];
        var organiser = people.TryGetValue(interview.Organiser, out var known) && known.Address is { } address ? new Invited(known.Name, address) : new Invited("Recrutement", settings.From.Address);
        var messages = new List<Message>();
        foreach (var reader in (to ?? [words.State.CandidateId, .. interview.Assessors]).Where(people.ContainsKey))
        {
            var own = reader == words.State.CandidateId;
            var link = own ? await BookingAsync(interview.ApplicationId, ct) : settings.Link($"evaluations/{interview.ApplicationId}");
            var summary = own ? $"Entretien{French.Nbsp}: {words.Post}" : $"Entretien{French.Nbsp}: {candidate}, {words.Post}";
            var meeting = new Meeting(interview.Id, interview.Sequence, interview.From, interview.Duration, summary, interview.Place, organiser, invited, link, change == ConvocationChange.Cancelled);
            var letter = LetterOf(change, own);
            var text = LetterText.Of(letter, Values(letter, interview, words, people[reader].Name, candidate, assessors, link));
            messages.Add(new Message($"interview/{interview.Id}/{interview.Sequence}/{reader}", letter, Recipient.Person(reader), text)
            {
                About = interview.ApplicationId, Calendar = ICalendar.Write(meeting, clock.GetUtcNow()),
            });
        }

        return messages;
    }

    private static (string, string?)[] Values(Letter letter, Convocation interview, CaseWords words, string reader, string candidate, string assessors, string link)
    {
        (string Name, string? Value)[] all =
        [
            ("person", reader), ("post", words.Post), ("employer", words.Employer), ("candidate", candidate), ("link", link), ("place", interview.Place), ("assessors", assessors),
            ("day", French.FullDate(FrenchCalendar.DayOf(interview.From))), ("hour", French.Hour(interview.From)),
            ("duration", French.Minutes((int)interview.Duration.TotalMinutes)),
        ];
        var names = LetterText.Names(letter);
        return [.. all.Where(value => names.Contains(value.Name))];
    }

    private static Letter LetterOf(ConvocationChange change, bool candidate) => (change, candidate) switch
    {
        (ConvocationChange.Convened, true) => Letter.Convocation,
        (ConvocationChange.Moved, true) => Letter.ConvocationChanged,
        (ConvocationChange.Cancelled, true) => Letter.ConvocationCancelled,
        (ConvocationChange.Convened, _) => Letter.AssessorConvened,
        (ConvocationChange.Moved, _) => Letter.AssessorConvocationChanged,
        _ => Letter.AssessorConvocationCancelled,
    };

    private async Task<Dictionary<Guid, (string Name, string? Address)>> PeopleAsync(Guid[] ids, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, PeopleSql, Parameter.Of(ids));
        await using var row = await command.ExecuteReaderAsync(ct);
        var people = new Dictionary<Guid, (string, string?)>();
        while (await row.ReadAsync(ct)) people[row.GetGuid(0)] = (row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));
        return people;
    }
}
