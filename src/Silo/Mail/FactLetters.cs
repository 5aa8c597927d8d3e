using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo.Feed;
using Jalon.Silo.Mail.Reminding;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>
/// What facts say to people: each live fact of a candidacy that somebody has to hear of queues its letter, in the commit that passes the fact; what undoes it takes
/// back what has not left.
/// </summary>
public sealed class FactLetters(NpgsqlDataSource database, Outbox outbox, Func<Rules> rules, Convocations convocations)
{
    /// <summary>Name of the subscription; never changes.</summary>
    public const string Name = "mail";

    private static readonly string Kind = JobApplicationGrain.Kind.Name;

    /// <summary>Papers asked one after the other go in one letter: the next ask takes the last back while it is held.</summary>
    private static readonly TimeSpan PapersGather = TimeSpan.FromMinutes(2);

    public Subscription Subscription => Subscription.OfTables(Name, WriteAsync);

    private async Task WriteAsync(IReadOnlyList<FactRecord> page, NpgsqlBatch writes, CancellationToken ct)
    {
        var letters = new CaseLetters(rules(), convocations.Link);
        var asked = ProcedureLetters.AskedBy(page);
        foreach (var (fact, reminder) in asked) AskedReminders.Add(writes, fact, reminder);
        if (ProcedureLetters.DoneBy(page) is { Count: > 0 } done) outbox.AddOutside(writes, Letter.ReleaseRequest, done);
        foreach (var message in await ProcedureLetters.OfAsync(database, asked, letters, ct)) outbox.Add(writes, message);
        var live = page.Where(fact => fact.Origin == Origin.Live && fact.Kind == Kind && MayTell(fact.Fact)).ToList();
        if (live.Count == 0) return;
        var words = await CaseWords.ReadAsync(database, [.. live.Select(fact => fact.GrainId).Distinct()], ct);
        var interviews = new InterviewLetters(convocations, rules());
        var around = await CaseAround.ReadAsync(database, live, [.. words.Values], ct);
        foreach (var fact in live)
        {
            TakeBack(fact, writes);
            if (!words.TryGetValue(fact.GrainId, out var known)) continue;
            foreach (var message in ToPerson(fact, known, letters, around).Concat(ToColleagues(fact, known, letters, around))) outbox.Add(writes, message);
            foreach (var message in await interviews.OfAsync(fact, known, around, ct)) outbox.Add(writes, message);
        }
    }

    /// <summary>Most facts tell nobody anything: their case is not read.</summary>
    private static bool MayTell(Fact fact) => fact is StageChanged { To: Stage.Preselected or Stage.Finalising or Stage.Confirmed } or not (StageChanged or PersonInformed);

    /// <summary>What has not left and is no longer true, or is said again by what follows.</summary>
    private void TakeBack(FactRecord fact, NpgsqlBatch writes)
    {
        Letter[] stale = fact.Fact switch
        {
            RejectionUndone => [Letter.Rejection, Letter.RejectionWithReason, Letter.ConvocationCancelled, Letter.AssessorConvocationCancelled],
            PostReopened => [Letter.PostFilled, Letter.PostUnfilled, Letter.PostCancelled],
            HiringElsewhereUndone => [Letter.HiredElsewhere],
            DocumentAsked => [Letter.DocumentAsked],
            _ => [],
        };
        if (stale.Length > 0) outbox.AddCancel(writes, fact.GrainId, stale);
    }

    private IEnumerable<Message> ToPerson(FactRecord fact, CaseWords words, CaseLetters letters, CaseAround around)
    {
        if (words.Person is null || letters.ToPerson(fact.Fact, fact.At, words, around.Note) is not { } letter) return [];
        var message = new Message(Key(letter.Letter, fact), letter.Letter, Recipient.Person(words.State.CandidateId), letter.Text) { About = fact.GrainId, DraftOf = fact.CommandId };
        return
        [
            fact.Fact switch
            {
                NewsOverdue => message with { Key = ProcedureLetters.NewsKey(fact.GrainId, fact.At), Tells = Information.News },
                StageChanged { To: Stage.Preselected } => message with { Tells = Information.News },
                DocumentAsked => message with { HeldUntil = fact.At + PapersGather },
                ApplicationRejected => message with { Tells = Information.Outcome, OutcomeAt = fact.At, HeldUntil = fact.At + UndoWindow(fact) },
                PostEnded or Grains.Applications.HiredElsewhere => message with { Tells = Information.Outcome, OutcomeAt = fact.At },
                _ => message,
            },
        ];
    }

    private static IEnumerable<Message> ToColleagues(FactRecord fact, CaseWords words, CaseLetters letters, CaseAround around)
    {
        IEnumerable<Message> To(IEnumerable<Guid> people, Letter letter, Func<CaseWords, string, MailText> text) =>
            people.Select(person => new Message($"{Key(letter, fact)}/{person}", letter, Recipient.Person(person), text(words, around.Name(person))) { About = fact.GrainId });
        return fact.Fact switch
        {
            AssessorNamed(var person, _, _) => To([person], Letter.AssessorNamed, letters.AssessorNamed),
            AssessorReplaced(_, var with, _) => To([with], Letter.AssessorNamed, letters.AssessorNamed),
            MessageWritten { ByPerson: true } when words.State.RecruiterId is { } recruiter => To([recruiter], Letter.MessageFromPerson, letters.MessageFromPerson).Select(message => message with { Key = $"{Letter.MessageFromPerson}/{fact.GrainId}/{FrenchCalendar.DayOf(fact.At):O}" }),
            OtherTimesAsked when words.State.RecruiterId is { } recruiter => To([recruiter], Letter.OtherTimesWanted, letters.OtherTimesWanted),
            ConflictDeclared(var person, _, _) when words.State.RecruiterId is { } recruiter => To([recruiter], Letter.ConflictToMend, (known, name) => letters.ConflictToMend(known, name, around.Name(person))),
            AnswerEscalated => To(around.Leads(words), Letter.AnswerEscalated, letters.AnswerEscalated),
            ImplicitRefusalReached => To(around.Leads(words), Letter.ImplicitRefusal, letters.ImplicitRefusal),
            StageChanged { To: Stage.Confirmed } when words.State.LineManagerId is { } manager => To([manager], Letter.ArrivalToPrepare, letters.ArrivalToPrepare),
            _ => [],
        };
    }

    private TimeSpan UndoWindow(FactRecord fact) => TimeSpan.FromSeconds(rules().On(FrenchCalendar.DayOf(fact.At), "undo-window").Amount);

    /// <summary>One letter of a kind follows from a fact, however often the fact is read.</summary>
    public static string Key(Letter letter, Guid application, int version) => $"{letter}/{application}/{version}";

    private static string Key(Letter letter, FactRecord fact) => Key(letter, fact.GrainId, fact.Version);
}
