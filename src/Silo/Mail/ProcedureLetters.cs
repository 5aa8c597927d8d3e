using Jalon.Grains.Calendar;
using Jalon.Silo.Feed;
using Jalon.Silo.Mail.Reminding;
using Jalon.Workflows.Running;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>
/// What procedures ask to be written. An acknowledgement follows from the filing itself, an interview is told by whoever plans it (<see cref="Convocations"/>), and what only
/// reminds is a line of the one message of the morning (<see cref="AskedReminders"/>): those are not written again here.
/// </summary>
internal static class ProcedureLetters
{
    private static readonly Dictionary<string, Letter> Letters = new()
    {
        ["news"] = Letter.News, ["arrival"] = Letter.ArrivalInformation, ["trial-reminder"] = Letter.TrialToDecide, ["training-release-silence"] = Letter.TrainingReleaseSilence,
    };

    /// <summary>What is written without being asked for: the filing tells itself, and an interview is told with its day by whoever fixes it.</summary>
    private static readonly string[] ToldAlready = ["acknowledgement", "convocation"];

    /// <summary>Everything a procedure may ask for.</summary>
    public static IEnumerable<string> Templates => [.. Letters.Keys, .. ToldAlready, .. AskedReminders.Templates];

    private const string CasesSql = """
        select i.id, i.case_id, r.state ->> 'advisorId', p.given_name || ' ' || p.family_name
        from jalon.workflow_instance i
        left join jalon.reconversion_path r on r.id = i.case_id
        left join jalon.person p on p.id = r.candidate_id
        where i.id = any ($1)
        """;

    private const string NamesSql = "select id, given_name || ' ' || family_name from jalon.person where id = any ($1)";

    /// <summary>The live facts that ask for a message.</summary>
    public static IReadOnlyList<(FactRecord Fact, MessageAsked Asked)> AskedBy(IEnumerable<FactRecord> facts) =>
        [.. facts.Where(fact => fact.Origin == Origin.Live && fact.Kind == InstanceGrain.Kind.Name && fact.Type == nameof(MessageAsked)).Select(fact => (fact, (MessageAsked)fact.Fact))];

    /// <summary>The tasks that a live fact ended: one that was done by writing to somebody outside has its letter under the id of its command.</summary>
    public static IReadOnlyList<(string Key, Guid Instance, Guid Command)> DoneBy(IEnumerable<FactRecord> facts) =>
    [
        .. from fact in facts
           where fact.Origin == Origin.Live && fact.Kind == InstanceGrain.Kind.Name && fact.Type == nameof(WaitEnded)
           let ended = (WaitEnded)fact.Fact
           where ended.How == WaitEnd.Completed
           select (Key(fact.GrainId, ended.Element, ended.Visit), fact.GrainId, fact.CommandId),
    ];

    /// <summary>One letter of an activation, however often its fact is read.</summary>
    public static string Key(Guid instance, string element, int visit) => $"procedure/{instance}/{element}/{visit}";

    public static async Task<IReadOnlyList<Message>> OfAsync(NpgsqlDataSource database, IEnumerable<(FactRecord Fact, MessageAsked Asked)> all, CaseLetters letters, CancellationToken ct)
    {
        var asked = all.Where(one => Letters.ContainsKey(one.Asked.Template)).ToList();
        if (asked.Count == 0) return [];
        var cases = await CasesAsync(database, [.. asked.Select(one => one.Fact.GrainId).Distinct()], ct);
        var words = await CaseWords.ReadAsync(database, [.. cases.Values.Select(one => one.Id).Distinct()], ct);
        var names = await NamesAsync(database, [.. words.Values.Select(one => one.State.LineManagerId).Concat(cases.Values.Select(one => one.Advisor)).OfType<Guid>().Distinct()], ct);
        return [.. asked.Where(one => cases.ContainsKey(one.Fact.GrainId)).Select(one => Of(one.Fact, one.Asked, cases[one.Fact.GrainId], words, names, letters)).OfType<Message>()];
    }

    /// <summary>The news of a day are the same whoever asks for them: the case whose time has come, or its procedure.</summary>
    public static string NewsKey(Guid application, DateTimeOffset at) => $"{Letter.News}/{application}/{FrenchCalendar.DayOf(at):O}";

    private static Message? Of(FactRecord fact, MessageAsked asked, Case about, Dictionary<Guid, CaseWords> words, Dictionary<Guid, string> names, CaseLetters letters)
    {
        var letter = Letters[asked.Template];
        var key = Key(fact.GrainId, asked.Element, asked.Visit);
        if (letter == Letter.TrainingReleaseSilence)
        {
            return about.Advisor is { } advisor && names.TryGetValue(advisor, out var reader)
                ? new Message(key, letter, Recipient.Person(advisor), letters.TrainingReleaseSilence(about.Person, reader)) { About = about.Id } : null;
        }

        if (!words.TryGetValue(about.Id, out var known) || known.Person is null) return null;
        return letter switch
        {
            Letter.News => new Message(NewsKey(about.Id, fact.At), letter, Recipient.Person(known.State.CandidateId), letters.News(known, letters.NextNews(known, fact.At))) { About = about.Id },
            Letter.ArrivalInformation => new Message(key, letter, Recipient.Person(known.State.CandidateId), letters.ArrivalInformation(known)) { About = about.Id },
            _ => known.State.LineManagerId is { } manager && names.TryGetValue(manager, out var reader)
                ? new Message(key, letter, Recipient.Person(manager), letters.TrialToDecide(known, reader)) { About = about.Id } : null,
        };
    }

    private static async Task<Dictionary<Guid, Case>> CasesAsync(NpgsqlDataSource database, Guid[] instances, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, CasesSql, Parameter.Of(instances));
        await using var row = await command.ExecuteReaderAsync(ct);
        var cases = new Dictionary<Guid, Case>();
        while (await row.ReadAsync(ct))
            cases[row.GetGuid(0)] = new Case(row.GetGuid(1), row.IsDBNull(2) ? null : Guid.Parse(row.GetString(2)), row.IsDBNull(3) ? "Une personne" : row.GetString(3));
        return cases;
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(NpgsqlDataSource database, Guid[] people, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, NamesSql, Parameter.Of(people));
        await using var row = await command.ExecuteReaderAsync(ct);
        var names = new Dictionary<Guid, string>();
        while (await row.ReadAsync(ct)) names[row.GetGuid(0)] = row.GetString(1);
        return names;
    }

    /// <param name="Advisor">Of a path.</param>
    private sealed record Case(Guid Id, Guid? Advisor, string Person);
}
