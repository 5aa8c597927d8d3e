using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>Papers (guard 5): what was asked is validated before the case goes on; private papers are not even received before the choice.</summary>
public static partial class JobApplicationGrain
{
    private static readonly DocumentType[] AfterSelection =
        [DocumentType.IdentityPaper, DocumentType.BankDetails, DocumentType.CriminalRecord, DocumentType.PaySlip, DocumentType.FamilyRecord];

    private static Decision OnDocuments(JobApplication state, Command command, Context context)
    {
        var type = command switch { AskDocument ask => ask.Type, ReceiveDocument receive => receive.Type, _ => ((ValidateDocument)command).Type };
        if (state.Stage < Stage.Selected && AfterSelection.Contains(type)) return Refusals.TooEarlyFor(type);
        var known = Known(state, type);
        return command switch
        {
            AskDocument => known?.Status is DocumentStatus.Asked or DocumentStatus.Validated ? Decision.AlreadySo
                : new DocumentAsked(type, [], [OpenForPerson(state, DocumentStep, context)]),
            ReceiveDocument { FileId: { } file } => ReceiveFile(state, known, type, file),
            ReceiveDocument => known?.Status is DocumentStatus.Received or DocumentStatus.Validated ? Decision.AlreadySo : new DocumentReceived(type, StepOf(state, known)),
            _ when known is null => Refusals.DocumentUnknown(type),
            _ => known.Status == DocumentStatus.Validated ? Decision.AlreadySo : new DocumentValidated(type, StepOf(state, known)),
        };
    }

    /// <summary>Private papers: neither asked nor received before the choice, and read afterwards only by who validates them.</summary>
    public static bool OnlyAfterSelection(DocumentType type) => AfterSelection.Contains(type);

    /// <summary>A file takes the place of the one before it, until somebody has found that one good.</summary>
    private static Decision ReceiveFile(JobApplication state, Document? known, DocumentType type, Guid file) =>
        known?.FileId == file ? Decision.AlreadySo
        : known?.Status == DocumentStatus.Validated ? Refusals.DocumentValidatedAlready(type)
        : new Accepted([new DocumentReceived(type, StepOf(state, known)) { FileId = file }], [new DocumentRow(file, DerivedId.Application(state.VacancyId, state.CandidateId), state.CandidateId, type)]);

    /// <summary>What comes with the application itself, in the same commit.</summary>
    private static Decision WithPapers(ApplicationFiled filed, IReadOnlyList<FiledPaper> papers) =>
        papers.FirstOrDefault(paper => OnlyAfterSelection(paper.Type)) is { } early ? Refusals.TooEarlyFor(early.Type)
        : new Accepted([filed, .. papers.Select(paper => new DocumentReceived(paper.Type, []) { FileId = paper.FileId })],
            [.. papers.Select(paper => new DocumentRow(paper.FileId, DerivedId.Application(filed.VacancyId, filed.CandidateId), filed.CandidateId, paper.Type))]);

    private static IReadOnlyList<string> StepOf(JobApplication state, Document? document) =>
        [.. state.Steps.Where(step => step.Id == document?.StepId).Select(step => step.Id)];

    /// <summary>What was asked of the person and is not validated yet; a notice that wants more says so.</summary>
    private static Refusal? Undelivered(JobApplication state) =>
        state.Documents.Where(document => document.IsOwed).ToList() is { Count: > 0 } missing ? Refusals.DocumentsMissing(missing) : null;

    /// <summary>What the notice asks of everybody, less the private papers as long as they may not be asked.</summary>
    private static Refusal? RequiredMissing(JobApplication state, ApplicationCircumstances read, bool sensitiveToo)
    {
        if (read.Vacancy is not { } vacancy) return Refusals.UnknownVacancy;
        var missing = vacancy.RequiredDocuments.Where(type => sensitiveToo || !AfterSelection.Contains(type))
            .Where(type => !state.Documents.Any(document => document.Type == type && document.Status == DocumentStatus.Validated))
            .Select(type => state.Documents.FirstOrDefault(document => document.Type == type) ?? new Document(type, DocumentStatus.Asked)).ToList();
        return missing.Count > 0 ? Refusals.DocumentsMissing(missing) : null;
    }
}
