using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <summary>A candidacy as far as its reader may see it: what is left out is null.</summary>
/// <param name="Holder">The open step that holds the case; null when nobody does.</param>
public sealed record ApplicationView(
    Guid Id, Guid VacancyId, Guid OrganisationId, Guid? CandidateId, string? GivenName, string? FamilyName, CandidateStatus Status, Channel Channel, DateTimeOffset FiledAt, int Round,
    bool Late, bool LateAdmitted, bool AwaitsFinding, Stage Stage, DateTimeOffset StageSince, Outcome? Outcome, AcceptancePhase? Acceptance, Proposal? Proposal,
    EngagementKind? SecuredBy, DateOnly? ArrivalPlanned, DateOnly? ArrivedOn, TrialEnd? Trial, int InterviewRound, IReadOnlyList<Assessor>? Assessors,
    IReadOnlyList<Document>? Documents, IReadOnlyList<Step>? Steps, Step? Holder, int Version);

internal static class ApplicationViews
{
    private const string PersonSql = "select given_name, family_name from jalon.person where id = $1";

    public static async Task<IResult> GetAsync(Guid id, HttpContext http)
    {
        var call = Call.Of(http);
        if (await Subjects.OfApplicationAsync(call.Database, call.Who, id, call.Ct) is not { } seen) return Problems.NotFound;
        if (Grants.Allows(call.Who, Act.SeeOwnApplication, seen.Subject)) return Results.Json(Own(await NamedAsync(call, id, seen)), Json.Options);
        if (call.Refuse(Act.SeeApplication, seen.Subject) is { } no) return no;
        return Results.Json(Grants.Allows(call.Who, Act.SeeNames, seen.Subject) ? await NamedAsync(call, id, seen) : Nameless(ViewOf(id, seen)), Json.Options);
    }

    private static async Task<ApplicationView> NamedAsync(Call call, Guid id, Seen<JobApplication> seen)
    {
        await using var query = Query.Of(call.Database, PersonSql, seen.State.CandidateId);
        await using var row = await query.ExecuteReaderAsync(call.Ct);
        var view = ViewOf(id, seen);
        return await row.ReadAsync(call.Ct) ? view with { GivenName = row.Text(0), FamilyName = row.Text(1) } : view;
    }

    private static ApplicationView ViewOf(Guid id, Seen<JobApplication> seen)
    {
        var state = seen.State;
        return new ApplicationView(
            id, state.VacancyId, state.OrganisationId, state.CandidateId, null, null, state.Status, state.Channel, state.FiledAt, state.Round, state.Late, state.LateAdmitted,
            state.AwaitsFinding, state.Stage, state.StageSince, state.Outcome, state.Acceptance?.Phase, state.Proposal, state.SecuredBy, state.ArrivalPlanned, state.ArrivedOn,
            state.Trial, state.InterviewRound, state.Assessors, state.Documents, state.Steps, Ball.HolderOf(state.Steps), seen.Version);
    }

    /// <summary>The case without the person: stage, holder, days.</summary>
    private static ApplicationView Nameless(ApplicationView view) => view with
    {
        CandidateId = null,
        Proposal = null,
        Assessors = null,
        Documents = null,
        Steps = [.. view.Steps!.Select(Nobody)],
        Holder = view.Holder is { } holder ? Nobody(holder) : null,
    };

    public static Step Nobody(Step step) => step with { Holder = step.Holder with { PersonId = null } };

    /// <summary>The person's own view: an outcome is theirs once told, its reason where it is shared; who assesses is not.</summary>
    private static ApplicationView Own(ApplicationView view)
    {
        var told = view.Outcome is { } outcome && (outcome.ToldAt is not null || outcome.Kind == OutcomeKind.Withdrawn);
        var hidden = view.Outcome is not null && !told;
        return view with
        {
            Outcome = told ? view.Outcome! with { Reason = view.Outcome.Shared || view.Outcome.Kind == OutcomeKind.Withdrawn ? view.Outcome.Reason : null } : null,
            Acceptance = null,
            Proposal = view.Proposal is { } proposal ? proposal with { Visa = null } : null,
            Assessors = null,
            Steps = hidden ? null : [.. view.Steps!.Select(step => step.Kind == TimeKind.Candidate ? step : Nobody(step))],
            Holder = hidden || view.Holder is null ? null : Nobody(view.Holder),
        };
    }
}
