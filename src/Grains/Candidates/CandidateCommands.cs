namespace Jalon.Grains.Candidates;

public abstract record CandidateCommand : Command;

/// <param name="CandidateId">The person's id, which is the grain's.</param>
public sealed record Register(Guid CandidateId, string GivenName, string FamilyName, string? Email, string? Phone, CandidateStatus Status,
    Category? Category = null, string? Corps = null, string? Grade = null, Guid? OriginAdministration = null) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Id("candidateId", CandidateId),
        .. CandidateFields.Identity(GivenName, FamilyName, Email, Phone),
        .. CandidateFields.Profile(Status, Category, Corps, Grade, OriginAdministration),
    ];
}

public sealed record AmendProfile(CandidateStatus Status, Category? Category = null, string? Corps = null, string? Grade = null,
    Guid? OriginAdministration = null) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => CandidateFields.Profile(Status, Category, Corps, Grade, OriginAdministration);
}

public sealed record CorrectIdentity(string GivenName, string FamilyName, string? Email, string? Phone) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => CandidateFields.Identity(GivenName, FamilyName, Email, Phone);
}

public sealed record DeclareSkill(string Code, int Level, Evidence Evidence) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
        [.. FieldRules.Code("code", Code), .. FieldRules.Between("level", Level, 1, 4), .. FieldRules.Known("evidence", Evidence)];
}

public sealed record RemoveSkill(string Code) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Code("code", Code);
}

/// <param name="Returning">The person left digital work for another, and comes back to it.</param>
public sealed record ExpressWishes(IReadOnlyList<string> Professions, IReadOnlyList<string> Places, DateOnly? EarliestDate, Discretion Discretion, bool Returning = false) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Codes("professions", Professions, 10),
        .. FieldRules.Codes("places", Places, 20),
        .. FieldRules.Day("earliestDate", EarliestDate),
        .. FieldRules.Known("discretion", Discretion),
    ];
}

/// <summary>The person agrees to be found in the talent pool; given again, the consent starts anew.</summary>
public sealed record GiveConsent : CandidateCommand;

public sealed record PausePool : CandidateCommand;

public sealed record ResumePool : CandidateCommand;

public sealed record WithdrawConsent : CandidateCommand;

/// <summary>Something passed between the administration and the person: the retention clock starts anew.</summary>
public sealed record RecordContact : CandidateCommand;

public sealed record MergeInto(Guid Canonical) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Id("canonical", Canonical);
}

public sealed record Unmerge : CandidateCommand;

/// <summary>The person's own yes to one application. Idempotent by application and attempt.</summary>
public sealed record Engage(Guid ApplicationId, int Attempt) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => CandidateFields.Attempt(ApplicationId, Attempt);
}

public sealed record ConfirmEngagement(Guid ApplicationId, int Attempt) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => CandidateFields.Attempt(ApplicationId, Attempt);
}

public sealed record ReleaseEngagement(Guid ApplicationId, int Attempt, EngagementEnd Reason) : CandidateCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. CandidateFields.Attempt(ApplicationId, Attempt), .. FieldRules.Known("reason", Reason)];
}

public sealed record AskErasure : CandidateCommand;

/// <summary>What was read for a merge.</summary>
/// <param name="CanonicalExists">Whether the file to merge into exists.</param>
/// <param name="CanonicalMergedInto">The file it is itself merged into, if any. Refusing those keeps every link one step long, so no circle can form.</param>
public sealed record CandidateCircumstances(bool CanonicalExists, Guid? CanonicalMergedInto);

internal static class CandidateFields
{
    public static IEnumerable<FieldProblem> Identity(string givenName, string familyName, string? email, string? phone) =>
    [
        .. FieldRules.Required("givenName", givenName, 100),
        .. FieldRules.Required("familyName", familyName, 100),
        .. FieldRules.Email("email", email),
        .. FieldRules.Phone("phone", phone),
    ];

    public static IEnumerable<FieldProblem> Profile(CandidateStatus status, Category? category, string? corps, string? grade, Guid? originAdministration)
    {
        List<FieldProblem> problems = [.. FieldRules.Known("status", status), .. FieldRules.Optional("corps", corps, 120), .. FieldRules.Optional("grade", grade, 120)];
        if (category is { } given) problems.AddRange(FieldRules.Known("category", given));
        if (originAdministration is { } origin) problems.AddRange(FieldRules.Id("originAdministration", origin));
        if (status == CandidateStatus.CivilServant) return problems;
        if (corps is not null) problems.Add(new("corps", "Le corps ne s’indique que pour une ou un titulaire."));
        if (grade is not null) problems.Add(new("grade", "Le grade ne s’indique que pour une ou un titulaire."));
        return problems;
    }

    public static IEnumerable<FieldProblem> Attempt(Guid applicationId, int attempt) =>
        [.. FieldRules.Id("applicationId", applicationId), .. FieldRules.Between("attempt", attempt, 1, 1_000_000)];
}
