using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Silo.Projections;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.Rights;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Doing one thing to several candidacies of a post: asked of each grain first, then sent to all at once, answered person by person.</summary>
/// <param name="form">Id of the form: sent twice, it has one effect on each.</param>
internal sealed class TogetherActing(Engine engine, Who who, Guid post, Guid form)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>What would happen to each, in alphabetical order.</summary>
    public async Task<IReadOnlyList<TogetherLine>> PreviewAsync(TogetherDeed? deed, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var lines = new List<TogetherLine>();
        foreach (var reading in await ReadingsAsync(ids, ct))
        {
            if (deed is null) lines.Add(Line(reading, TogetherResult.Possible, ""));
            else if (Gone(reading, deed) is { } gone) lines.Add(gone);
            else lines.Add((await reading.JudgeAsync(engine, ct))(deed.Probe(reading.Seen.State)) switch
            {
                Accepted { Facts.Count: > 0 } => Line(reading, TogetherResult.Possible, ""),
                Accepted => Line(reading, TogetherResult.Already, "déjà fait"),
                Refused refused => Line(reading, TogetherResult.Impossible, refused.Why.Sentence),
                _ => Line(reading, TogetherResult.Impossible, ""),
            });
        }

        return Sorted(lines);
    }

    public async Task<IReadOnlyList<TogetherLine>> DoAsync(TogetherDeed deed, TogetherCommand command, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        await SendAsync(await ReadingsAsync(ids, ct), reading => Gone(reading, deed), reading => command.Of(reading.Seen.State), ("faire", "fait"), ct);

    public async Task<IReadOnlyList<TogetherLine>> UndoAsync(Func<JobApplication, Command?> undo, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        await SendAsync(await ReadingsAsync(ids, ct), reading => undo(reading.Seen.State) is null ? Line(reading, TogetherResult.Impossible, "rien à annuler ici") : null, reading => undo(reading.Seen.State)!, ("annuler", "annulé"), ct);

    /// <summary>The same message to each, held as long as a refusal is; the case is told once it has left.</summary>
    public async Task<IReadOnlyList<TogetherLine>> WriteAsync(MailText text, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var lines = new List<TogetherLine>();
        foreach (var reading in await ReadingsAsync(ids, ct))
        {
            var held = reading.Now.AddSeconds(engine.Rules.Current.On(reading.Today, "undo-window").Amount);
            var message = new Message(KeyOf(reading.Id), Letter.MessageToPerson, Recipient.Person(reading.Seen.State.CandidateId), text) { About = reading.Id, HeldUntil = held, Tells = reading.Seen.State.Live ? Information.News : null };
            lines.Add(await engine.Mail.QueueAsync(message, ct) ? Line(reading, TogetherResult.Done, "message prêt") : Line(reading, TogetherResult.Already, "déjà écrit"));
        }

        return Sorted(lines);
    }

    /// <summary>Takes back what this form wrote, where it has not left.</summary>
    public async Task<IReadOnlyList<TogetherLine>> UnwriteAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var lines = new List<TogetherLine>();
        foreach (var reading in await ReadingsAsync(ids, ct))
            lines.Add(await engine.Mail.CancelAsync(KeyOf(reading.Id), ct) == MailState.Cancelled ? Line(reading, TogetherResult.Done, "message annulé") : Line(reading, TogetherResult.Impossible, "le message est déjà parti"));
        return Sorted(lines);
    }

    private string KeyOf(Guid application) => $"together/{application}/{form}";

    /// <param name="settled">What is said of those nothing is sent to.</param>
    /// <param name="words">What the command is, in its id; and what is said once it is done.</param>
    private async Task<IReadOnlyList<TogetherLine>> SendAsync(IReadOnlyList<CaseReading> readings, Func<CaseReading, TogetherLine?> settled, Func<CaseReading, Command> command, (string What, string Said) words, CancellationToken ct)
    {
        var known = readings.Select(reading => (Reading: reading, Line: settled(reading))).ToList();
        var going = known.Where(one => one.Line is null).Select(one => one.Reading).ToList();
        var replies = await engine.ActTogetherAsync([.. going.Select(reading => new Envelope(reading.Id, command(reading), DerivedId.Of(words.What, form, reading.Id.ToString()), new Actor(who.PersonId)))], ct);
        if (replies.OfType<Done>().Max(done => done.Last) is { } last) await engine.Feed.WaitUntilPassedAsync(IntervalProjection.Name, last, Patience, ct);
        return Sorted([.. known.Select(one => one.Line).OfType<TogetherLine>(), .. going.Zip(replies, (reading, reply) => Told(reading, reply, words.Said))]);
    }

    private static TogetherLine Told(CaseReading reading, Reply reply, string said) => reply switch
    {
        Done { Last: null } => Line(reading, TogetherResult.Already, "déjà fait"),
        Done => Line(reading, TogetherResult.Done, said),
        Declined declined => Line(reading, TogetherResult.Impossible, declined.Why.Sentence),
        Invalid invalid => Line(reading, TogetherResult.Impossible, string.Join(" ", invalid.Problems.Select(problem => problem.Sentence))),
        _ => Line(reading, TogetherResult.Impossible, "quelqu’un d’autre vient d’agir sur cette candidature"),
    };

    /// <summary>Over already: nothing is asked of it.</summary>
    private static TogetherLine? Gone(CaseReading reading, TogetherDeed deed) => reading.Seen.State.Outcome switch
    {
        null => null,
        { Kind: OutcomeKind.Rejected } outcome when deed.Key == "refuser" => Line(reading, TogetherResult.Already, $"déjà refusée, {Days.Short(outcome.At, reading.Now)}"),
        var outcome => Line(reading, TogetherResult.Gone, $"n’est plus là{French.Nbsp}: {outcome.Kind.Label().ToLower(French.Culture)}, {Days.Short(outcome.At, reading.Now)}"),
    };

    /// <summary>Those of this post that they may open.</summary>
    private async Task<IReadOnlyList<CaseReading>> ReadingsAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var readings = new List<CaseReading>();
        foreach (var id in ids)
            if (await CaseReading.OfAsync(engine, who, id, ct) is { } reading && reading.Seen.State.VacancyId == post && Grants.Allows(who, Act.SeeApplication, reading.Seen.Subject)) readings.Add(reading);
        return readings;
    }

    private static TogetherLine Line(CaseReading reading, TogetherResult result, string why) => new(reading.Id, reading.Name, reading.Label(reading.Seen.State.Stage), result, why);

    private static IReadOnlyList<TogetherLine> Sorted(IEnumerable<TogetherLine> lines) => [.. lines.OrderBy(line => line.Name, StringComparer.Create(French.Culture, ignoreCase: true))];
}
