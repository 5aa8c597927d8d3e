using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>
/// What facts say to people: each live fact of a candidacy that somebody has to hear of queues its letter, in the commit that passes the fact; what undoes it takes
/// back what has not left.
/// </summary>
public sealed class FactLetters(NpgsqlDataSource database, Outbox outbox, Func<Rules> rules, Func<string, string> link)
{
    /// <summary>Name of the subscription; never changes.</summary>
    public const string Name = "mail";

    private static readonly string Kind = JobApplicationGrain.Kind.Name;

    /// <summary>Papers asked one after the other go in one letter: the next ask takes the last back while it is held.</summary>
    private static readonly TimeSpan PapersGather = TimeSpan.FromMinutes(2);

    public Subscription Subscription => Subscription.OfTables(Name, WriteAsync);

    private async Task WriteAsync(IReadOnlyList<FactRecord> page, NpgsqlBatch writes, CancellationToken ct)
    {
        var letters = new CaseLetters(rules(), link);
        foreach (var message in await ProcedureLetters.OfAsync(database, page, letters, ct)) outbox.Add(writes, message);
        var live = page.Where(fact => fact.Origin == Origin.Live && fact.Kind == Kind).ToList();
        if (live.Count == 0) return;
        var words = await CaseWords.ReadAsync(database, [.. live.Select(fact => fact.GrainId).Distinct()], ct);
        var around = await CaseAround.ReadAsync(database, live, [.. words.Values], ct);
        foreach (var fact in live)
        {
            TakeBack(fact, writes);
            if (!words.TryGetValue(fact.GrainId, out var known)) continue;
            foreach (var message in ToPerson(fact, known, letters, around).Concat(ToColleagues(fact, known, letters, around))) outbox.Add(writes, message);
        }
    }

    /// <summary>What has not left and is no longer true, or is said again by what follows.</summary>
    private void TakeBack(FactRecord fact, NpgsqlBatch writes)
    {
        Letter[] stale = fact.Fact switch
        {
            RejectionUndone => [Letter.Rejection, Letter.RejectionWithReason],
            PostReopened => [Letter.PostFilled, Letter.PostUnfilled, Letter.PostCancelled],
            HiringElsewhereUndone => [Letter.HiredElsewhere],
            DocumentAsked => [Letter.DocumentAsked],
            _ => [],
        };
        if (stale.Length > 0) outbox.AddCancel(writes, fact.GrainId, stale);
    }

    private IEnumerable<Message> ToPerson(FactRecord fact, CaseWords words, CaseLetters letters, CaseAround around)
    {
        Message? Of(Letter letter, MailText text) => words.Person is null ? null : new Message(Key(letter, fact), letter, Recipient.Person(words.State.CandidateId), text) { About = fact.GrainId, DraftOf = fact.CommandId };
        Message? Ends(Letter letter, MailText text) => Of(letter, text) is { } message ? message with { Tells = Information.Outcome, OutcomeAt = fact.At } : null;
        var message = fact.Fact switch
        {
            ApplicationFiled filed => Of(Letter.Acknowledgement, letters.Acknowledgement(words, filed)),
            NewsOverdue(var next) => Of(Letter.News, letters.News(words, next)) is { } sent ? sent with { Key = ProcedureLetters.NewsKey(fact.GrainId, fact.At), Tells = Information.News } : null,
            StageChanged { From: < Stage.Preselected, To: Stage.Preselected } => Of(Letter.Preselected, letters.Preselected(words)) is { } sent ? sent with { Tells = Information.News } : null,
            StageChanged { To: Stage.Finalising } => Of(words.State.Status == CandidateStatus.CivilServant ? Letter.ReleaseAsked : Letter.ContractBegun, letters.Finalising(words, FrenchCalendar.DayOf(fact.At))),
            StageChanged { To: Stage.Confirmed } => Of(Letter.ArrivalPlanned, letters.ArrivalPlanned(words)),
            ArrivalPostponed(var day) => Of(Letter.ArrivalPostponed, letters.ArrivalPostponed(words, day)),
            DocumentAsked asked => Of(Letter.DocumentAsked, letters.DocumentsAsked(words, asked)) is { } sent ? sent with { HeldUntil = fact.At + PapersGather } : null,
            ProposalSent proposal => Of(Letter.Proposal, letters.Proposal(words, proposal, around.Note(proposal.NoteId))),
            ApplicationRejected rejected => Ends(rejected.Shared ? Letter.RejectionWithReason : Letter.Rejection, letters.Rejection(words, rejected.Reason, rejected.Shared, around.Note(rejected.NoteId)))
                is { } sent ? sent with { HeldUntil = fact.At + UndoWindow(fact) } : null,
            PostEnded ended => Ends(LetterOf(ended.Reason), letters.PostEnded(words, ended.Reason)),
            Grains.Applications.HiredElsewhere => Ends(Letter.HiredElsewhere, letters.HiredElsewhere(words)),
            ApplicationWithdrawn { Reason: not WithdrawalReason.NoShow } => Of(Letter.WithdrawalRecorded, letters.WithdrawalRecorded(words)),
            _ => null,
        };
        return message is null ? [] : [message];
    }

    private static IEnumerable<Message> ToColleagues(FactRecord fact, CaseWords words, CaseLetters letters, CaseAround around)
    {
        IEnumerable<Message> To(IEnumerable<Guid> people, Letter letter, Func<CaseWords, string, MailText> text) =>
            people.Select(person => new Message($"{Key(letter, fact)}/{person}", letter, Recipient.Person(person), text(words, around.Name(person))) { About = fact.GrainId });
        return fact.Fact switch
        {
            AssessorNamed(var person, _, _) => To([person], Letter.AssessorNamed, letters.AssessorNamed),
            AssessorReplaced(_, var with, _) => To([with], Letter.AssessorNamed, letters.AssessorNamed),
            AnswerEscalated => To(around.Leads(words), Letter.AnswerEscalated, letters.AnswerEscalated),
            ImplicitRefusalReached => To(around.Leads(words), Letter.ImplicitRefusal, letters.ImplicitRefusal),
            StageChanged { To: Stage.Confirmed } when words.State.LineManagerId is { } manager => To([manager], Letter.ArrivalToPrepare, letters.ArrivalToPrepare),
            _ => [],
        };
    }

    private TimeSpan UndoWindow(FactRecord fact) => TimeSpan.FromSeconds(rules().On(FrenchCalendar.DayOf(fact.At), "undo-window").Amount);

    private static Letter LetterOf(PostEndReason reason) => reason switch { PostEndReason.Filled => Letter.PostFilled, PostEndReason.Unfilled => Letter.PostUnfilled, _ => Letter.PostCancelled };

    /// <summary>One letter of a kind follows from a fact, however often the fact is read.</summary>
    public static string Key(Letter letter, Guid application, int version) => $"{letter}/{application}/{version}";

    private static string Key(Letter letter, FactRecord fact) => Key(letter, fact.GrainId, fact.Version);
}
