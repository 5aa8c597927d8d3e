using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Interviews;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <param name="Opinion">Null where it is not filed, or hidden.</param>
/// <param name="Hidden">It is filed; the reader owes theirs first.</param>
public sealed record OpinionView(Guid AssessorId, FileOpinion? Opinion, bool Hidden, bool Conflicted);

/// <summary>Opinions as far as the reader may know them.</summary>
public sealed record OpinionsView(IReadOnlyList<OpinionView> Items);

/// <summary>The interview of a candidacy and what follows it: offer, hour, statement, opinions; and the messages.</summary>
internal static class InterviewsApi
{
    public static void Map(RouteGroupBuilder group, Resource<JobApplication> applications)
    {
        applications.Write<ProposeInterview>("POST", "/interview/offer", Act.PlanInterview, "Proposer des créneaux d’entretien");
        applications.Write<BookInterview>("PUT", "/interview/hour", Act.BookInterview, "Fixer ou déplacer l’entretien");
        applications.Write<AskOtherTimes>("POST", "/interview/other-times", Act.BookInterview, "Demander d’autres créneaux");
        applications.Write<CancelInterview>("POST", "/interview/cancellation", Act.PlanInterview, "Annuler l’entretien, ou retirer les créneaux");
        applications.Write<TellPracticalNeeds>("PUT", "/interview/needs", Act.BookInterview, "Dire un besoin pratique pour l’entretien, jamais sa raison");
        applications.Write("POST", "/impartiality", Act.StateInterests, "Déclarer n’avoir aucun conflit d’intérêts", new DeclareImpartiality());
        applications.Write<WriteMessage>("POST", "/messages", Act.WriteMessage, "Écrire à la personne, ou à l’employeur");
        group.MapGet("/{id:guid}/opinions", ReadAsync).Described<OpinionsView>("Les avis, ceux des autres une fois le sien déposé");
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http)
    {
        var call = Call.Of(http);
        if (await Subjects.OfApplicationAsync(call.Database, call.Who, id, call.Ct) is not { } seen) return Problems.NotFound;
        if (call.Refuse(Act.SeeOpinions, seen.Subject) is { } no) return no;
        var opinions = await OpinionReading.ReadAsync(call.Engine, id, seen, call.Who, call.Ct);
        return Results.Json(new OpinionsView([.. opinions.Select(one => new OpinionView(one.AssessorId, one.Note?.Opinion, one.Hidden, one.Conflicted))]), Json.Options);
    }
}
