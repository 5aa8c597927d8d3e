using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;

namespace Jalon.Silo.Mail;

/// <summary>The final text of the letters about a candidacy, from what happened and what is read of it. Pure.</summary>
/// <param name="link">Where a path of the pages is.</param>
public sealed class CaseLetters(Rules rules, Func<string, string> link)
{
    /// <summary>Where a person follows their own candidacies.</summary>
    private const string OwnPath = "mes-candidatures";

    private string Own => link(OwnPath);

    /// <summary>What a fact of a candidacy tells its person; null where it tells them nothing.</summary>
    /// <param name="words">The candidacy after the fact.</param>
    /// <param name="note">The text of a note that the fact names.</param>
    public (Letter Letter, MailText Text)? ToPerson(Fact fact, DateTimeOffset at, CaseWords words, Func<Guid?, string?> note) => fact switch
    {
        ApplicationFiled filed => (Letter.Acknowledgement, Acknowledgement(words, filed)),
        NewsOverdue(var next) => (Letter.News, News(words, next)),
        StageChanged { From: < Stage.Preselected, To: Stage.Preselected } => (Letter.Preselected, Preselected(words)),
        StageChanged { To: Stage.Finalising } => (words.State.Status == CandidateStatus.CivilServant ? Letter.ReleaseAsked : Letter.ContractBegun, Finalising(words, FrenchCalendar.DayOf(at))),
        StageChanged { To: Stage.Confirmed } => (Letter.ArrivalPlanned, ArrivalPlanned(words)),
        ArrivalPostponed(var day) => (Letter.ArrivalPostponed, ArrivalPostponed(words, day)),
        DocumentAsked asked => (Letter.DocumentAsked, DocumentsAsked(words, asked)),
        ProposalSent proposal => (Letter.Proposal, Proposal(words, proposal, ProposalTerms.Read(note(proposal.NoteId)).Words())),
        ApplicationRejected rejected => (rejected.Shared ? Letter.RejectionWithReason : Letter.Rejection, Rejection(words, rejected.Reason, rejected.Shared, note(rejected.NoteId))),
        PostEnded ended => (LetterOf(ended.Reason), PostEnded(words, ended.Reason)),
        Grains.Applications.HiredElsewhere => (Letter.HiredElsewhere, HiredElsewhere(words)),
        OtherPostProposed proposed => (Letter.OtherPostProposed, LetterText.Of(Letter.OtherPostProposed, [.. Usual(words), ("note", note(proposed.NoteId))])),
        MessageWritten { ByPerson: false } written when note(written.NoteId) is { } text => (Letter.MessageToPerson, MessageToPerson(words, text)),
        ApplicationWithdrawn { Reason: not WithdrawalReason.NoShow } => (Letter.WithdrawalRecorded, WithdrawalRecorded(words)),
        _ => null,
    };

    private static Letter LetterOf(PostEndReason reason) => reason switch { PostEndReason.Filled => Letter.PostFilled, PostEndReason.Unfilled => Letter.PostUnfilled, _ => Letter.PostCancelled };

    public MailText Acknowledgement(CaseWords words, ApplicationFiled filed) => LetterText.Of(
        filed.AwaitsFinding ? Letter.AcknowledgementAwaitingFinding : Letter.Acknowledgement,
        [.. Usual(words), ("date", Day(filed.FiledAt)), ("newsDate", Day(filed.NewsDue))]);

    public MailText Preselected(CaseWords words) => LetterText.Of(Letter.Preselected, Usual(words));

    /// <param name="nextDue">Before which the next news come.</param>
    public MailText News(CaseWords words, DateTimeOffset nextDue) => LetterText.Of(Letter.News,
        [.. Usual(words), ("stage", words.State.Stage.Label()), ("since", Day(words.State.StageSince)), ("newsDate", Day(nextDue))]);

    /// <summary>All that is still asked of the person, the last included.</summary>
    public MailText DocumentsAsked(CaseWords words, DocumentAsked asked)
    {
        var types = words.State.Documents.Where(document => document.Status == DocumentStatus.Asked).Select(document => document.Type).Append(asked.Type).Distinct();
        return LetterText.Of(Letter.DocumentAsked,
            [.. Usual(words), ("documents", string.Join('\n', types.Select(type => $"– {type.Label()}"))), ("date", asked.Opened[0].Due is { } due ? Day(due.AddTicks(-1)) : null)]);
    }

    /// <param name="terms">What the note of the proposal says.</param>
    public MailText Proposal(CaseWords words, ProposalSent sent, string? terms) => LetterText.Of(Letter.Proposal,
        [.. Usual(words), ("wayIn", sent.WayIn.Label()), ("start", French.FullDate(sent.StartDate)), ("terms", terms), ("date", French.FullDate(sent.AnswerBy))]);

    public MailText Finalising(CaseWords words, DateOnly day) => words.State.Status != CandidateStatus.CivilServant
        ? LetterText.Of(Letter.ContractBegun, Usual(words))
        : LetterText.Of(Letter.ReleaseAsked, [.. Usual(words), ("silence", Length(day, "origin-silence")), ("notice", Length(day, "origin-notice-max"))]);

    /// <summary>To the origin administration, whose silence counts from its receipt.</summary>
    /// <param name="contact">Where the answer is awaited.</param>
    public MailText ReleaseRequest(CaseWords words, DateOnly day, string? contact) => LetterText.Of(Letter.ReleaseRequest,
    [
        ("candidate", words.Person ?? "Une personne"), ("post", words.Post), ("employer", words.Employer), ("silence", Length(day, "origin-silence")), ("notice", Length(day, "origin-notice-max")),
        ("start", words.State.ArrivalPlanned is { } start ? $"le {French.FullDate(start)}" : "dès que possible"), ("wayIn", (words.State.Proposal?.WayIn ?? WayIn.Transfer).Label()), ("contact", contact),
    ]);

    public MailText ArrivalPlanned(CaseWords words) => LetterText.Of(Letter.ArrivalPlanned, [.. Usual(words), ("start", Start(words))]);

    public MailText ArrivalPostponed(CaseWords words, DateOnly to) => LetterText.Of(Letter.ArrivalPostponed, [.. Usual(words), ("start", French.FullDate(to))]);

    public MailText ArrivalToPrepare(CaseWords words, string manager) => LetterText.Of(Letter.ArrivalToPrepare, [.. ForStaff(words, manager), ("start", Start(words))]);

    /// <param name="explanation">What was written for the person, told only where the reason is.</param>
    public MailText Rejection(CaseWords words, RejectionReason reason, bool shared, string? explanation)
    {
        (string, string?)[] values = [.. Usual(words), ("filed", Day(words.State.FiledAt))];
        return shared ? LetterText.Of(Letter.RejectionWithReason, [.. values, ("reason", Lower(reason.Label())), ("explanation", explanation)]) : LetterText.Of(Letter.Rejection, values);
    }

    public MailText PostEnded(CaseWords words, PostEndReason reason) => LetterText.Of(LetterOf(reason), [.. Usual(words), ("filed", Day(words.State.FiledAt))]);

    public MailText HiredElsewhere(CaseWords words) => LetterText.Of(Letter.HiredElsewhere, Usual(words));

    public MailText WithdrawalRecorded(CaseWords words) => LetterText.Of(Letter.WithdrawalRecorded, Usual(words));

    /// <summary>An assessor is led to their own page, which asks for their statement before it shows anything.</summary>
    public MailText AssessorNamed(CaseWords words, string assessor) => LetterText.Of(Letter.AssessorNamed,
        ("person", assessor), ("post", words.Post), ("candidate", words.Person ?? "Une personne"), ("link", link($"evaluations/{words.Id}")), ("slots", link("entretiens/disponibilites")));

    /// <param name="text">What was written: theirs to read.</param>
    public MailText MessageToPerson(CaseWords words, string text) =>
        LetterText.Of(Letter.MessageToPerson, ("person", words.Person), ("post", words.Post), ("employer", words.Employer), ("text", text), ("link", link($"{OwnPath}/{words.Id}/messages")));

    public MailText MessageFromPerson(CaseWords words, string recruiter) => LetterText.Of(Letter.MessageFromPerson, ForStaff(words, recruiter));

    public MailText OtherTimesWanted(CaseWords words, string recruiter) => LetterText.Of(Letter.OtherTimesWanted, ForStaff(words, recruiter));

    public MailText ConflictToMend(CaseWords words, string recruiter, string assessor) => LetterText.Of(Letter.ConflictToMend, [.. ForStaff(words, recruiter), ("assessor", assessor)]);

    /// <param name="booking">The person's own link.</param>
    public static MailText SlotsProposed(CaseWords words, Interview planned, string? place, string booking) => LetterText.Of(Letter.SlotsProposed,
    [
        ("person", words.Person), ("post", words.Post), ("employer", words.Employer), ("link", booking), ("mode", Lower(planned.Mode.Label())), ("duration", French.Minutes(planned.Minutes)),
        ("times", string.Join('\n', planned.Offered.Select(time => $"– {Day(time)} à {French.Hour(time)}"))), ("place", place is null ? null : $"Lieu{French.Nbsp}: {place}"),
    ]);

    public MailText AnswerEscalated(CaseWords words, string lead) => LetterText.Of(Letter.AnswerEscalated,
        [.. ForStaff(words, lead), ("filed", Day(words.State.FiledAt)), ("refusalDate", RefusalDay(words)), ("stage", words.State.Stage.Label())]);

    public MailText ImplicitRefusal(CaseWords words, string lead) => LetterText.Of(Letter.ImplicitRefusal,
        [.. ForStaff(words, lead), ("filed", Day(words.State.FiledAt)), ("refusalDate", RefusalDay(words))]);

    public MailText ArrivalInformation(CaseWords words) => LetterText.Of(Letter.ArrivalInformation, [.. Usual(words), ("start", Start(words))]);

    public MailText TrialToDecide(CaseWords words, string manager) => LetterText.Of(Letter.TrialToDecide, ForStaff(words, manager));

    /// <param name="candidate">The person whose path it is.</param>
    public MailText TrainingReleaseSilence(string candidate, string advisor) =>
        LetterText.Of(Letter.TrainingReleaseSilence, ("person", advisor), ("candidate", candidate), ("link", link("a-faire")));

    /// <summary>Before which news are due again, when some are given now.</summary>
    public DateTimeOffset NextNews(CaseWords words, DateTimeOffset at)
    {
        var row = rules.On(FrenchCalendar.DayOf(at), "news", words.State.OrganisationId);
        return FrenchCalendar.StartOf(row.After(FrenchCalendar.DayOf(at)));
    }

    private (string, string?)[] Usual(CaseWords words) => [("person", words.Person), ("post", words.Post), ("employer", words.Employer), ("link", Own)];

    /// <summary>Colleagues read the name of the person, who is the subject of their work; the page asks for their rights again.</summary>
    private (string, string?)[] ForStaff(CaseWords words, string reader) =>
        [("person", reader), ("post", words.Post), ("candidate", words.Person ?? "Une personne"), ("link", link($"candidatures/{words.Id}"))];

    private static string Start(CaseWords words) =>
        words.State.ArrivalPlanned is { } day ? $"La prise de poste est prévue le {French.FullDate(day)}." : "La date de prise de poste sera fixée avec la personne.";

    private static string RefusalDay(CaseWords words) => words.State.ImplicitRefusalDue is { } due ? Day(due) : "";

    private string Length(DateOnly day, string rule) => rules.On(day, rule) is var row && row.Unit == ParameterUnit.CalendarMonths ? $"{row.Amount}{French.Nbsp}mois" : French.Count(row.Amount, "jour", "jours");

    private static string Day(DateTimeOffset at) => French.FullDate(FrenchCalendar.DayOf(at));

    private static string Lower(string label) => char.ToLower(label[0], French.Culture) + label[1..];
}
