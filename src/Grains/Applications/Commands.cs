using Jalon.Grains.Vacancies;
using static Jalon.Grains.FieldRules;

namespace Jalon.Grains.Applications;

/// <summary>What may be asked of a candidacy.</summary>
public abstract record JobApplicationCommand : Command
{
    protected const int TextLength = 10_000;
}

/// <summary>A file already stored, and the paper it is.</summary>
public sealed record FiledPaper(DocumentType Type, Guid FileId);

/// <summary>The person applies, or applies again after a withdrawal.</summary>
/// <param name="FiledAt">When it was filed, where that is earlier than now.</param>
public sealed record Apply(Guid VacancyId, Guid CandidateId, Guid OrganisationId, CandidateStatus Status, Channel Channel, DateTimeOffset? FiledAt = null) : JobApplicationCommand
{
    /// <summary>As many papers as there are kinds, and no more.</summary>
    private const int MostPapers = 14;

    /// <summary>Received with the application: all of it is stored, or none.</summary>
    public IReadOnlyList<FiledPaper>? Papers { get; init; }

    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. Id("vacancyId", VacancyId), .. Id("candidateId", CandidateId), .. Id("organisationId", OrganisationId), .. Known<CandidateStatus>("status", Status),
        .. Known<Channel>("channel", Channel), .. Instant("filedAt", FiledAt), .. Between("papers", Papers?.Count, 0, MostPapers),
        .. (Papers ?? []).SelectMany(paper => Known<DocumentType>("papers", paper.Type).Concat(Id("papers", paper.FileId))),
        .. (Papers ?? []).GroupBy(paper => paper.Type).Where(same => same.Count() > 1).Select(same => new FieldProblem("papers", "Joignez un seul fichier par pièce.")),
    ];
}

public sealed record AdmitLate(string Reason) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("reason", Reason, TextLength, required: true);
}

/// <summary>One stage forward, or back with a reason.</summary>
public sealed record Move(Stage To, string? Reason = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<Stage>("to", To), .. Text("reason", Reason, TextLength)];
}

/// <summary>The administration retains the person: an opening is asked of the vacancy.</summary>
public sealed record AskAcceptance : JobApplicationCommand;

/// <summary>What another grain answered about an attempt.</summary>
public abstract record AttemptCommand(int Attempt) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Between("attempt", Attempt, 1, 1_000_000);
}

/// <summary>The vacancy holds an opening under this attempt.</summary>
public sealed record HoldGranted(int Attempt) : AttemptCommand(Attempt);

/// <param name="Code">The vacancy's refusal.</param>
public sealed record HoldRefused(int Attempt, string Code) : AttemptCommand(Attempt)
{
    public override IEnumerable<FieldProblem> Problems() => [.. base.Problems(), .. Text("code", Code, 60, required: true)];
}

/// <summary>Gives back an attempt that will not be finished.</summary>
public sealed record ReleaseAttempt(int Attempt) : AttemptCommand(Attempt);

/// <summary>What was to be given back is: by the vacancy, and by the candidate where they had engaged.</summary>
public sealed record ReleaseConfirmed(int Attempt) : AttemptCommand(Attempt);

/// <summary>Says that the legal priorities were examined, without saying whose.</summary>
public sealed record ExaminePriorities : JobApplicationCommand;

/// <summary>The note of the choice, frozen when validated.</summary>
/// <param name="Persons">Who took part in the choice.</param>
/// <param name="SecondChoice">The application named second, where one is.</param>
public sealed record ValidateChoice(
    string? Criteria, string? Assessments, IReadOnlyList<Guid>? Persons, IReadOnlyList<DateOnly>? Dates, string? Reasons = null,
    Guid? SecondChoice = null, string? SecondReasons = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. Text("criteria", Criteria, TextLength), .. Text("assessments", Assessments, TextLength), .. Text("reasons", Reasons, TextLength),
        .. Text("secondReasons", SecondReasons, TextLength), .. Id("secondChoice", SecondChoice), .. Between("persons", Persons?.Count, 0, 50),
        .. Between("dates", Dates?.Count, 0, 50), .. (Dates ?? []).SelectMany(day => Day("dates", day)), .. (Persons ?? []).SelectMany(person => Id("persons", person)),
        .. SecondReasons is not null && SecondChoice is null ? (FieldProblem[])[new("secondChoice", "Dites qui est le second choix, ou effacez son motif.")] : [],
    ];
}

/// <summary>The written proposal: way in or contract, pay, date. Sent again, it is a new version.</summary>
/// <param name="Terms">Conditions, in words.</param>
/// <param name="AnswerBy">Ten days from now unless said otherwise.</param>
/// <param name="Pay">What the person would be paid.</param>
/// <param name="ValidUntil">Last day it can be accepted; without one, as long as nothing replaces it.</param>
public sealed record SendProposal(WayIn WayIn, DateOnly StartDate, string? Terms = null, DateOnly? AnswerBy = null, PayOffer? Pay = null, DateOnly? ValidUntil = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. Known<WayIn>("wayIn", WayIn), .. Day("startDate", StartDate), .. Day("answerBy", AnswerBy), .. Day("validUntil", ValidUntil), .. Text("terms", Terms, TextLength),
        .. Pay?.Problems(WayIn) ?? [],
    ];
}

/// <param name="Reason">What the person would like changed, or why they refuse; needed for both.</param>
public sealed record AnswerProposal(ProposalAnswer Answer, string? Reason = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<ProposalAnswer>("answer", Answer), .. Text("reason", Reason, TextLength, required: Answer is ProposalAnswer.Discuss or ProposalAnswer.Refuse)];
}

/// <summary>The candidate is engaged under this attempt.</summary>
public sealed record EngagementGranted(int Attempt) : AttemptCommand(Attempt);

public sealed record EngagementRefused(int Attempt, string Code) : AttemptCommand(Attempt)
{
    public override IEnumerable<FieldProblem> Problems() => [.. base.Problems(), .. Text("code", Code, 60, required: true)];
}

/// <param name="Date">When the release takes effect or the contract was signed.</param>
public sealed record SecureEngagement(EngagementKind Kind, DateOnly Date) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<EngagementKind>("kind", Kind), .. Day("date", Date)];
}

public sealed record PostponeArrival(DateOnly Date) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Day("date", Date);
}

public sealed record RecordNoShow : JobApplicationCommand;

public sealed record RecordArrival(DateOnly Date) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Day("date", Date);
}

public sealed record EndTrial(TrialEnd Result) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Known<TrialEnd>("result", Result);
}

/// <param name="Months">6 or 12.</param>
public sealed record RecordPresence(int Months) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Months is 6 or 12 ? [] : [new("months", "Choisissez 6 ou 12 mois.")];
}

/// <param name="Shared">The reason is told to the person.</param>
/// <param name="Bulk">Refused together with others, with one reason.</param>
public sealed record Reject(RejectionReason Reason, bool Shared, string? Text = null, bool Bulk = false) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<RejectionReason>("reason", Reason), .. FieldRules.Text("text", Text, TextLength)];
}

public sealed record UndoRejection : JobApplicationCommand;

public sealed record Withdraw(WithdrawalReason Reason, string? Text = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<WithdrawalReason>("reason", Reason), .. FieldRules.Text("text", Text, TextLength)];
}

/// <summary>The recruitment is over without this person; asked by the program.</summary>
public sealed record EndPost(PostEndReason Reason) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Known<PostEndReason>("reason", Reason);
}

/// <summary>The vacancy lost the person it had: those it turned away by being filled are live again.</summary>
public sealed record ReopenAfterLoss : JobApplicationCommand;

/// <summary>The person engaged on another post: theirs to withdraw, or not, until they are confirmed there.</summary>
public sealed record NoteEngagedElsewhere(DateTimeOffset Since) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Instant("since", Since);
}

public sealed record HireElsewhere : JobApplicationCommand;

public sealed record UndoEngagedElsewhere : JobApplicationCommand;

/// <summary>The infructuous finding was recorded: a contract application is examined from now on.</summary>
public sealed record BecomeExaminable : JobApplicationCommand;

public sealed record AskDocument(DocumentType Type) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Known<DocumentType>("type", Type);
}

/// <param name="FileId">The stored file; null where the paper came another way.</param>
public sealed record ReceiveDocument(DocumentType Type, Guid? FileId = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<DocumentType>("type", Type), .. Id("fileId", FileId)];
}

public sealed record ValidateDocument(DocumentType Type) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Known<DocumentType>("type", Type);
}

public sealed record NameAssessor(Guid PersonId) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Id("personId", PersonId);

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => [("personId", PersonId)];
}

public sealed record ReleaseAssessor(Guid PersonId, string Reason) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Id("personId", PersonId), .. Text("reason", Reason, TextLength, required: true)];
}

public sealed record ReplaceAssessor(Guid PersonId, Guid With, string Reason) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Id("personId", PersonId), .. Id("with", With), .. Text("reason", Reason, TextLength, required: true)];

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => [("with", With)];
}

public sealed record DeclareConflict(Guid PersonId) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Id("personId", PersonId);
}

/// <summary>How one announced criterion is met.</summary>
public sealed record CriterionLevel(string Criterion, OpinionLevel Level);

/// <summary>The opinion of the assessor who sends it.</summary>
public sealed record FileOpinion(string Text, IReadOnlyList<CriterionLevel> Levels) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Text("text", Text, TextLength, required: true), .. Levels is null ? [new("levels", "Donnez un niveau par critère.")] : Between("levels", Levels.Count, 0, 30),
        .. (Levels ?? []).SelectMany(level => FieldRules.Text("levels", level.Criterion, 200, required: true).Concat(Known<OpinionLevel>("levels", level.Level))),
    ];
}

/// <summary>How the file meets one announced criterion, before anybody is heard.</summary>
/// <param name="Evidence">The passage of the file that shows it, in a few words.</param>
public sealed record AssessFile(string Criterion, OpinionLevel Level, string? Evidence = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Text("criterion", Criterion, AnnouncedCriterion.NameLength, required: true), .. Known<OpinionLevel>("level", Level), .. FieldRules.Text("evidence", Evidence, 500),
    ];
}

/// <summary>One more interview with the same assessors: their opinions are asked again.</summary>
public sealed record OpenInterviewRound : JobApplicationCommand;

/// <summary>A procedure opens a step of its own on this case.</summary>
public sealed record OpenStep(string Name, TimeKind Kind, Holder Holder) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems()
    {
        var well = Name is { Length: > 0 and <= 60 } && Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
        if (Name == JobApplicationGrain.DocumentStep) yield return new("name", "Demander une pièce ouvre cette étape : choisir un autre nom.");
        if (!well) yield return new("name", "Écrivez un nom court en minuscules, chiffres et tirets.");
        foreach (var problem in Known<TimeKind>("kind", Kind)) yield return problem;
        if (Holder is null) yield return new("holder", "Dites qui a la main.");
    }
}

public sealed record CloseStep(string StepId) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Text("stepId", StepId, 80, required: true);
}

/// <summary>The person was told something; the message itself travels elsewhere.</summary>
public sealed record InformPerson(Information What) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => Known<Information>("what", What);
}

/// <summary>Another post is proposed to the person, who says whether their file may go there.</summary>
public sealed record ProposeOtherPost(Guid VacancyId, string? Text = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Id("vacancyId", VacancyId), .. FieldRules.Text("text", Text, TextLength)];
}

/// <summary>What the person said of it. With their consent the file is handed over: an application there follows.</summary>
public sealed record AnswerOtherPost(Guid VacancyId, bool Agrees, string? Text = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Id("vacancyId", VacancyId), .. FieldRules.Text("text", Text, TextLength)];
}

/// <summary>A candidacy followed elsewhere is at this stage: sent by the reprise of a tracker, with the clock of its past.</summary>
/// <param name="Timed">False where it is not known when the stage was entered, or when it was left for the next one: the time is then nobody's delay.</param>
/// <param name="ArrivedOn">The first day at work, for <see cref="Stage.InPost"/>; null when it is not known.</param>
public sealed record TakeUpStage(Stage To, bool Timed, DateOnly? ArrivedOn = null) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. Known<Stage>("to", To), .. Day("arrivedOn", ArrivedOn)];
}

public sealed record AddNote(string Text) : JobApplicationCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Text("text", Text, TextLength, required: true);
}
