namespace Jalon.Grains.Reconversions;

public abstract record PathCommand : Command;

/// <param name="Template">The version in force of the kind of path, read from the reference data by whoever sends the command.</param>
public sealed record WishPath(Guid PathId, Guid CandidateId, Guid OrganisationId, Guid? AdvisorId, PathTemplate Template, string? Track = null) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems()
    {
        List<FieldProblem> problems =
        [
            .. FieldRules.Id("pathId", PathId),
            .. FieldRules.Id("candidateId", CandidateId),
            .. FieldRules.Id("organisationId", OrganisationId),
            .. Template is null ? [new("template", "Choisissez un parcours de la liste.")] : Of(Template),
        ];
        if (Track is not null && Template?.Tracks?.Contains(Track) == false) problems.Add(new("track", "Choisissez une modalité que ce parcours propose."));
        return problems;
    }

    private static IEnumerable<FieldProblem> Of(PathTemplate template) =>
    [
        .. FieldRules.Code("template.code", template.Code),
        .. FieldRules.Day("template.version", template.Version),
        .. FieldRules.Code("template.profession", template.Profession),
        .. FieldRules.Between("template.months", template.Months, 1, 36),
        .. FieldRules.Codes("template.tracks", template.Tracks, 10),
        .. FieldRules.Codes("template.prerequisites", template.Prerequisites, 20),
        .. FieldRules.Codes("template.modules", template.Modules, 30),
    ];

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => AdvisorId is { } advisor ? [("candidateId", CandidateId), ("advisorId", advisor)] : [("candidateId", CandidateId)];
}

/// <param name="Met">Prerequisites the person fulfils.</param>
public sealed record RecordAssessment(IReadOnlyList<string> Met) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Codes("met", Met, 20);
}

public sealed record ConfirmEligibility : PathCommand;

public sealed record AskTrainingRelease(Guid HomeOrganisationId) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Id("homeOrganisationId", HomeOrganisationId);
}

public sealed record AnswerTrainingRelease(bool Granted) : PathCommand;

/// <param name="Euros">What the fund pays, when it does.</param>
public sealed record DecideFunding(bool Granted, int Euros = 0) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Between("euros", Euros, 0, 1_000_000);
}

public sealed record JoinCohort(string Cohort) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Code("cohort", Cohort);
}

public sealed record NameTutor(Guid TutorId) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Id("tutorId", TutorId);

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => [("tutorId", TutorId)];
}

/// <param name="ExpectedEnd">By default, the months of the template after the start.</param>
public sealed record StartTraining(DateOnly On, DateOnly? ExpectedEnd = null) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Day("on", On),
        .. FieldRules.Day("expectedEnd", ExpectedEnd),
        .. ExpectedEnd <= On ? [new FieldProblem("expectedEnd", "La fin de la formation vient après son début.")] : Array.Empty<FieldProblem>(),
    ];
}

/// <summary>Half-days of one month; recorded again, they replace those recorded before.</summary>
public sealed record RecordAttendance(DateOnly Month, int Planned, int Attended) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Day("month", Month),
        .. Month.Day == 1 ? Array.Empty<FieldProblem>() : [new FieldProblem("month", "Indiquez le premier jour du mois.")],
        .. FieldRules.Between("planned", Planned, 0, 62),
        .. FieldRules.Between("attended", Attended, 0, 62),
        .. Attended > Planned ? [new FieldProblem("attended", "Il ne peut pas y avoir plus de demi-journées suivies que de demi-journées prévues.")] : Array.Empty<FieldProblem>(),
    ];
}

public sealed record InterruptTraining(InterruptionReason Reason) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Known("reason", Reason);
}

public sealed record ResumeTraining(DateOnly ExpectedEnd) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Day("expectedEnd", ExpectedEnd);
}

public sealed record ReportSlip(DateOnly ExpectedEnd) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Day("expectedEnd", ExpectedEnd);
}

/// <param name="ApplicationId">The person's own candidacy on that post, for the published procedure.</param>
public sealed record NameTargetPost(Guid VacancyId, PlacementGround Ground, Guid? ApplicationId = null) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems()
    {
        List<FieldProblem> problems = [.. FieldRules.Id("vacancyId", VacancyId), .. FieldRules.Known("ground", Ground)];
        if (Ground == PlacementGround.PublishedProcedure && ApplicationId is null)
            problems.Add(new("applicationId", "Indiquez la candidature par laquelle la personne passe la procédure publiée."));
        if (Ground == PlacementGround.InternalReassignment && ApplicationId is not null)
            problems.Add(new("applicationId", "Une réaffectation interne ne passe pas par une candidature."));
        return problems;
    }
}

public sealed record DropTargetPost : PathCommand;

public sealed record RecordCertification(bool Obtained) : PathCommand;

/// <summary>The person takes the target post.</summary>
public sealed record PlacePerson : PathCommand;

/// <summary>The person keeps their post, with another profession.</summary>
public sealed record CompletePath : PathCommand;

public sealed record AbandonPath(AbandonReason Reason) : PathCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Known("reason", Reason);
}

/// <summary>What was read to place a person through the published procedure.</summary>
/// <param name="ApplicationStage">Where their candidacy on the target post stands; null when there is none.</param>
public sealed record PathCircumstances(Stage? ApplicationStage);
