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
        var known = state.Documents.FirstOrDefault(document => document.Type == type);
        return command switch
        {
            AskDocument => known?.Status is DocumentStatus.Asked or DocumentStatus.Validated ? Decision.AlreadySo
                : new DocumentAsked(type, [], [OpenForPerson(state, DocumentStep, context)]),
            ReceiveDocument => known?.Status is DocumentStatus.Received or DocumentStatus.Validated ? Decision.AlreadySo : new DocumentReceived(type, StepOf(state, known)),
            _ when known is null => Refusals.DocumentUnknown(type),
            _ => known.Status == DocumentStatus.Validated ? Decision.AlreadySo : new DocumentValidated(type, StepOf(state, known)),
        };
    }

    private static IReadOnlyList<string> StepOf(JobApplication state, Document? document) =>
        [.. state.Steps.Where(step => step.Id == document?.StepId).Select(step => step.Id)];

    /// <summary>What was asked of the person and is not validated yet.</summary>
    private static Refusal? Undelivered(JobApplication state) =>
        state.Documents.Where(document => document.Status != DocumentStatus.Validated).ToList() is { Count: > 0 } missing ? Refusals.DocumentsMissing(missing) : null;

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
