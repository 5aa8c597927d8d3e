using Jalon.Grains;
using Jalon.Grains.Reconversions;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <param name="Template">The kind of path, copied into it: a later version changes nothing to what was promised.</param>
public sealed record NewPath(Guid CandidateId, Guid OrganisationId, PathTemplate Template, Guid? AdvisorId = null, string? Track = null);

public sealed record PathView(
    Guid Id, Guid CandidateId, Guid OrganisationId, Guid? AdvisorId, PathTemplate Template, string? Track, PathStage Stage, DateTimeOffset StageSince, AbandonReason? Reason,
    IReadOnlyList<string> Met, Guid? HomeOrganisationId, string? Cohort, Guid? TutorId, DateOnly? StartsOn, DateOnly? ExpectedEnd, IReadOnlyList<Attendance> Attendance,
    TargetPost? TargetPost, IReadOnlyList<Step> Steps, Step? Holder, int Version);

/// <summary>Reconversion paths, from a wish to another profession.</summary>
internal static class PathsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        var paths = new Resource<ReconversionPath>(group, (call, id) => Subjects.OfPathAsync(call.Database, id, call.Ct));
        group.Creates<NewPath>("Souhaiter un parcours", WishAsync);
        paths.Read("", Act.SeePath, "Un parcours", (_, seen, _) => Task.FromResult(ViewOf(seen)));
        paths.Write<RecordAssessment>("PUT", "/assessment", Act.AdvancePath, "Enregistrer les prérequis remplis");
        paths.Write("POST", "/eligibility", Act.AdvancePath, "Confirmer l’éligibilité", new ConfirmEligibility());
        paths.Write<AskTrainingRelease>("POST", "/training-release", Act.AdvancePath, "Demander l’accord de l’administration d’origine");
        paths.Write<AnswerTrainingRelease>("POST", "/training-release/answer", Act.AnswerTrainingRelease, "Répondre à la demande de formation");
        paths.Write<DecideFunding>("PUT", "/funding", Act.AdvancePath, "Enregistrer la décision de financement");
        paths.Write<JoinCohort>("PUT", "/cohort", Act.AdvancePath, "Inscrire à une promotion");
        paths.Write<NameTutor>("PUT", "/tutor", Act.AdvancePath, "Nommer un tuteur ou une tutrice");
        paths.Write<StartTraining>("POST", "/training", Act.AdvancePath, "Commencer la formation");
        paths.Write<RecordAttendance>("PUT", "/attendance", Act.AdvancePath, "Enregistrer l’assiduité d’un mois");
        paths.Write<InterruptTraining>("POST", "/interruption", Act.AdvancePath, "Interrompre la formation");
        paths.Write<ResumeTraining>("POST", "/resumption", Act.AdvancePath, "Reprendre la formation");
        paths.Write<ReportSlip>("PUT", "/expected-end", Act.AdvancePath, "Reporter la fin prévue");
        paths.Write<NameTargetPost>("PUT", "/target-post", Act.AdvancePath, "Nommer le poste cible", TargetAsync);
        paths.Write("DELETE", "/target-post", Act.AdvancePath, "Renoncer au poste cible", new DropTargetPost());
        paths.Write<RecordCertification>("PUT", "/certification", Act.AdvancePath, "Enregistrer le résultat de la certification");
        paths.Write("POST", "/placement", Act.AdvancePath, "Placer la personne sur le poste cible", new PlacePerson());
        paths.Write("POST", "/completion", Act.AdvancePath, "Terminer le parcours sur le poste gardé", new CompletePath());
        paths.Write<AbandonPath>("POST", "/abandonment", Act.AdvancePath, "Abandonner le parcours");
    }

    /// <summary>The organisation that will follow the path counts beside those the person is already known to.</summary>
    private static async Task<IResult> WishAsync(Call call, NewPath body)
    {
        var candidate = await Subjects.OfCandidateAsync(call.Database, body.CandidateId, call.Now, call.Ct);
        var organisation = await Subjects.OfOrganisationAsync(call.Database, body.OrganisationId, call.Ct);
        var subject = candidate is null ? null : candidate.Subject with { OrganisationPath = [.. candidate.Subject.OrganisationPath, .. organisation?.Subject.OrganisationPath ?? []] };
        if (call.Refuse(Act.WishPath, subject) is { } no) return no;
        if (organisation is null) return Problems.Invalid(new FieldProblem("organisationId", "Cette organisation n’existe pas."));
        var id = call.NewId;
        var wish = new WishPath(id, body.CandidateId, body.OrganisationId, body.AdvisorId, body.Template, body.Track);
        return await call.ActAsync(id, wish, typeof(NewPath), $"{ApiSetup.Root}/paths/{id}");
    }

    private static async Task<Asked> TargetAsync(Call call, Seen<ReconversionPath> seen, NameTargetPost target)
    {
        if (await Subjects.OfVacancyAsync(call.Database, call.Who, target.VacancyId, call.Ct) is null)
            return Problems.Invalid(new FieldProblem("vacancyId", "Ce poste n’existe pas."));
        return target.ApplicationId is { } application && application != DerivedId.Application(target.VacancyId, seen.State.CandidateId)
            ? Problems.Invalid(new FieldProblem("applicationId", "Cette candidature n’est pas celle de la personne sur ce poste.")) : target;
    }

    private static PathView ViewOf(Seen<ReconversionPath> seen)
    {
        var state = seen.State;
        return new PathView(
            state.Id, state.CandidateId, state.OrganisationId, state.AdvisorId, state.Template, state.Track, state.Stage, state.StageSince, state.Reason, state.Met, state.HomeOrganisationId,
            state.Cohort, state.TutorId, state.StartsOn, state.ExpectedEnd, state.Attendance, state.TargetPost, state.Steps, Ball.HolderOf(state.Steps), seen.Version);
    }
}
