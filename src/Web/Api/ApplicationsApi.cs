using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <param name="FiledAt">When it was filed, where somebody else brings it in later.</param>
public sealed record NewApplication(Guid VacancyId, Guid CandidateId, Channel Channel, DateTimeOffset? FiledAt = null);

public sealed record Why(string Reason);

public sealed record Replacement(Guid With, string Reason);

/// <summary>Candidacies, from the filing to the post.</summary>
internal static class ApplicationsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        var applications = new Resource<JobApplication>(group, (call, id) => Subjects.OfApplicationAsync(call.Database, call.Who, id, call.Ct));
        group.Creates<NewApplication>("Déposer une candidature", ApplyAsync);
        group.MapGet("/{id:guid}", ApplicationViews.GetAsync).Described<ApplicationView>("Une candidature, autant qu’on peut en voir");
        MapExamination(applications);
        MapChoice(applications);
        MapEnd(applications);
        DocumentsApi.Map(group, applications);
        MapAssessors(group, applications);
        InterviewsApi.Map(group, applications);
    }

    private static void MapExamination(Resource<JobApplication> applications)
    {
        applications.Write<Move>("POST", "/move", Act.MoveApplication, "Passer à l’étape suivante, ou revenir en arrière avec un motif");
        applications.Write<AdmitLate>("POST", "/late-admission", Act.MoveApplication, "Admettre une candidature hors délai, avec un motif");
        applications.Write<AssessFile>("POST", "/file-assessments", Act.AssessFile, "Dire comment le dossier répond à un critère annoncé");
        applications.Write<FileOpinion>("POST", "/opinions", Act.FileOpinion, "Déposer son avis");
        applications.Write("POST", "/interview-rounds", Act.MoveApplication, "Ouvrir un entretien de plus", new OpenInterviewRound());
        applications.Write<InformPerson>("POST", "/information", Act.MoveApplication, "Enregistrer que la personne a été informée");
        applications.Write<ProposeOtherPost>("POST", "/other-posts", Act.MakeProposal, "Proposer un autre poste à la personne");
        applications.Write<AddNote>("POST", "/notes", Act.MoveApplication, "Ajouter une note, communicable à la personne");
    }

    private static void MapChoice(Resource<JobApplication> applications)
    {
        applications.Write("POST", "/acceptance", Act.AcceptApplication, "Retenir la personne\u00A0: une ouverture lui est réservée", new AskAcceptance());
        applications.Write("PUT", "/priorities", Act.RecordPriorities, "Dire que les priorités légales sont examinées", new ExaminePriorities());
        applications.Write<ValidateChoice>("PUT", "/choice", Act.RecordChoice, "Valider le choix et sa note");
        applications.Write<SendProposal>("POST", "/proposal", Act.MakeProposal, "Envoyer la proposition écrite");
        applications.Write<AnswerProposal>("POST", "/proposal/answer", Act.AnswerProposal, "Enregistrer la réponse de la personne");
        applications.Write<SecureEngagement>("PUT", "/engagement", Act.AskRelease, "Enregistrer l’accord de départ ou le contrat signé");
        applications.Write<PostponeArrival>("PUT", "/arrival-date", Act.RecordArrival, "Reporter l’arrivée");
        applications.Write<RecordArrival>("PUT", "/arrival", Act.RecordArrival, "Enregistrer l’arrivée");
        applications.Write("POST", "/no-show", Act.RecordArrival, "Enregistrer que la personne n’est pas venue", new RecordNoShow());
        applications.Write<EndTrial>("PUT", "/trial", Act.RecordArrival, "Conclure la période d’essai");
        applications.Write<RecordPresence>("POST", "/presence", Act.RecordArrival, "Constater la présence à 6 ou 12 mois");
    }

    private static void MapEnd(Resource<JobApplication> applications)
    {
        applications.Write<Reject>("POST", "/rejection", Act.RejectApplication, "Ne pas retenir une candidature");
        applications.Write("DELETE", "/rejection", Act.UndoRejection, "Annuler le refus", new UndoRejection());
        applications.Write<Withdraw>("POST", "/withdrawal", Act.WithdrawApplication, "Retirer une candidature");
    }

    private static void MapAssessors(RouteGroupBuilder group, Resource<JobApplication> applications)
    {
        applications.Write<NameAssessor>("POST", "/assessors", Act.NameAssessors, "Nommer un évaluateur ou une évaluatrice");
        MapOne<Why>("release", "Décharger un évaluateur ou une évaluatrice, avec un motif", (person, why) => new ReleaseAssessor(person, why.Reason));
        MapOne<Replacement>("replacement", "Remplacer un évaluateur ou une évaluatrice, avec un motif", (person, by) => new ReplaceAssessor(person, by.With, by.Reason));
        group.MapPost("/{id:guid}/assessors/{personId:guid}/conflict", async (Guid id, Guid personId, HttpContext http) =>
        {
            var call = Call.Of(http);
            var (_, no) = await applications.SeeAsync(call, id, personId == call.Who.PersonId ? Act.StateInterests : Act.NameAssessors);
            return no ?? await call.ActAsync(id, new DeclareConflict(personId));
        }).Described<Written>("Déclarer un conflit d’intérêts");

        void MapOne<TBody>(string noun, string summary, Func<Guid, TBody, Command> command) where TBody : class =>
            group.MapPost($"/{{id:guid}}/assessors/{{personId:guid}}/{noun}", async (Guid id, Guid personId, HttpContext http) =>
            {
                var call = Call.Of(http);
                var (_, no) = await applications.SeeAsync(call, id, Act.NameAssessors);
                if (no is not null) return no;
                var (body, unreadable) = await call.BodyAsync<TBody>();
                return unreadable ?? await call.ActAsync(id, command(personId, body!), typeof(TBody));
            }).Accepts<TBody>("application/json").Described<Written>(summary);
    }

    /// <summary>A person applies for themself where the notice is public; a recruiter adds somebody to a post of theirs.</summary>
    private static async Task<IResult> ApplyAsync(Call call, NewApplication body)
    {
        var own = body.CandidateId == call.Who.PersonId;
        var vacancy = await Subjects.OfVacancyAsync(call.Database, call.Who, body.VacancyId, call.Ct);
        if (call.Refuse(own ? Act.Apply : Act.AddCandidate, vacancy?.Subject) is { } no) return no;
        if (own && body.FiledAt is not null) return Problems.Invalid(new FieldProblem("filedAt", "Votre candidature porte la date de son dépôt\u00A0: laissez ce champ."));
        if (await Subjects.OfCandidateAsync(call.Database, body.CandidateId, call.Now, call.Ct) is not { State: var candidate })
            return Problems.Invalid(new FieldProblem("candidateId", "Cette personne n’est pas enregistrée."));
        var id = DerivedId.Application(body.VacancyId, body.CandidateId);
        var apply = new Apply(body.VacancyId, body.CandidateId, vacancy!.State.OrganisationId, candidate.Status, body.Channel, body.FiledAt);
        return await call.ActAsync(id, apply, typeof(NewApplication), $"{ApiSetup.Root}/applications/{id}");
    }
}
