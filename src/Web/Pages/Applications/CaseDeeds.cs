using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Web.Components;
using Jalon.Web.Deeds;

namespace Jalon.Web.Pages.Applications;

/// <summary>What the forms of a candidacy choose from: people who may assess, other candidacies of the post.</summary>
/// <param name="Me">Who reads.</param>
/// <param name="Label">The organisation's word for a stage.</param>
public sealed record CaseChoices(Guid Me, string Person, IReadOnlyList<Choice> Colleagues, IReadOnlyList<Choice> Assessors, IReadOnlyList<Choice> Others, DateOnly Today, Func<Stage, string> Label)
{
    /// <summary>Posts that take candidacies elsewhere; and the titles of those already proposed.</summary>
    public IReadOnlyList<Choice> Posts { get; init; } = [];
}

/// <summary>Everything that can be asked of a candidacy from its page. Whether it can be now is the grain's to say.</summary>
public static class CaseDeeds
{
    private const string Communicable = "Cette note peut être communiquée à la personne.";

    public static IReadOnlyList<Deed> All(JobApplication state, CaseChoices choices) =>
        [.. Moving(state, choices), .. Examining(state), .. Choosing(state, choices), .. Arriving(state, choices), .. InterviewDeeds.All(state, choices), .. Papers(state), .. MessageDeeds.All(state), .. Telling(state), .. Elsewhere(state, choices), .. Ending(state)];

    internal static IReadOnlyList<Choice> Members<T>(params ReadOnlySpan<T> left) where T : struct, Enum
    {
        var without = left.ToArray();
        return [.. Enum.GetValues<T>().Except(without).Select(value => new Choice(value.ToString(), value.Label()))];
    }

    internal static TextField Reason(string label = "Motif", bool required = true) => new("reason", label, Hint: Communicable, Rows: 3, Required: required);

    private static IEnumerable<Deed> Moving(JobApplication state, CaseChoices choices)
    {
        if (Transitions.Next(state.Stage) is { } next && Transitions.HowForward(state.Stage) is Transitions.By.Move or Transitions.By.Engagement)
        {
            yield return new Deed("avancer", $"Passer à l’étape {choices.Label(next)}", "Avancer", Act.MoveApplication, new Move(next), _ => new Move(next), $"La candidature est à l’étape {choices.Label(next)}.")
            {
                Main = true, Expected = true, Writes = next is Stage.Preselected or Stage.Confirmed,
            };
        }

        if (state.Stage == Stage.Interview)
        {
            yield return new Deed("retenir", $"Retenir {choices.Person}", "Retenir", Act.AcceptApplication, new AskAcceptance(), _ => new AskAcceptance(), "Une ouverture est réservée à cette personne.")
            {
                Hint = "une ouverture lui est réservée", Main = true, Expected = true,
            };
        }

        var back = Enum.GetValues<Stage>().Where(stage => Transitions.LeadsBack(state.Stage, stage)).ToList();
        if (back.Count > 0)
        {
            yield return new Deed("revenir", "Revenir à une étape précédente", "Revenir", Act.MoveApplication, new Move(back[^1], "motif"),
                typed => new Move(typed.NeededChoice<Stage>("to"), typed.Text("reason")), "La candidature est revenue en arrière.")
            {
                Hint = "un retour s’explique par un motif",
                Fields = [new SelectField("to", "Étape", [.. back.Select(stage => new Choice(stage.ToString(), choices.Label(stage)))], Required: true), Reason()],
            };
        }

        yield return new Deed("admettre", "Admettre cette candidature hors délai", "Admettre", Act.MoveApplication, new AdmitLate("motif"), typed => new AdmitLate(typed.Words("reason")), "La candidature hors délai est admise.")
        {
            Fields = [Reason()], Main = state is { Late: true, LateAdmitted: false },
        };
    }

    private static IEnumerable<Deed> Examining(JobApplication state)
    {
        yield return new Deed("priorites", "Noter que les priorités légales sont examinées", "Noter", Act.RecordPriorities, new ExaminePriorities(), _ => new ExaminePriorities(), "L’examen des priorités légales est noté.")
        {
            Hint = "sans dire de qui il s’agit", Main = state is { Stage: Stage.Selected, ChoiceNoteId: null, Status: CandidateStatus.CivilServant },
        };
    }

    private static IEnumerable<Deed> Choosing(JobApplication state, CaseChoices choices)
    {
        var selected = state.Stage == Stage.Selected;
        yield return new Deed("choix", "Valider le choix", "Valider", Act.RecordChoice, new ValidateChoice("critères", "appréciations", [choices.Me], [choices.Today]), Choice, "Le choix est validé, sa note est figée.")
        {
            Hint = "la note de sélection est figée", Main = selected, Expected = selected,
            Fields =
            [
                new TextField("criteria", "Critères annoncés", Hint: Communicable, Rows: 3, Required: true),
                new TextField("assessments", "Appréciations", Hint: Communicable, Rows: 4, Required: true),
                new ChoiceField("persons", "Qui a choisi", choices.Colleagues, [choices.Me.ToString()], Several: true),
                new TextField("date", "Date du choix", $"{choices.Today:yyyy-MM-dd}", Type: "date", Required: true),
                new TextField("reasons", "Raisons du choix", Hint: Communicable, Rows: 3),
                new SelectField("secondChoice", "Second choix", choices.Others, Hint: "s’il y en a un", Empty: "Personne"),
                new TextField("secondReasons", "Motif du second choix", Hint: Communicable, Rows: 2),
            ],
        };
        yield return new Deed(ProposalForm.Key, state.Proposal is null ? "Envoyer la proposition écrite" : "Modifier la proposition", state.Proposal is null ? "Proposer" : "Modifier", Act.MakeProposal,
            new SendProposal(WayIn.Transfer, choices.Today.AddDays(30)), ProposalForm.Read, $"La proposition est enregistrée{French.Nbsp}: la réponse est attendue de la personne.")
        {
            Hint = state.Proposal is null ? "la réponse est demandée sous 10 jours" : "nouvelle version, la personne répond de nouveau", Main = selected && state is { ChoiceNoteId: not null, Proposal: null }, Expected = selected, Writes = true,
            Fields = [.. ProposalForm.Sections(state, null, null, null).SelectMany(section => section.Fields)],
            Page = $"/candidatures/{DerivedId.Application(state.VacancyId, state.CandidateId)}/proposition",
        };
        yield return new Deed("reponse", "Noter la réponse de la personne", "Noter", Act.AnswerProposal, new AnswerProposal(ProposalAnswer.Accept), typed => new AnswerProposal(typed.NeededChoice<ProposalAnswer>("answer"), typed.Text("reason")), "La réponse de la personne est notée.")
        {
            Main = state.Proposal is not null, Expected = state.Proposal is not null,
            Fields = [new SelectField("answer", "Réponse", Members<ProposalAnswer>(), Required: true), Reason("Ce que la personne en dit", required: false)],
        };
    }

    private static ValidateChoice Choice(Typed typed) => new(typed.Text("criteria"), typed.Text("assessments"), typed.Ids("persons"), typed.Date("date") is { } day ? [day] : [],
        typed.Text("reasons"), typed.Id("secondChoice"), typed.Text("secondReasons"));

    private static IEnumerable<Deed> Arriving(JobApplication state, CaseChoices choices)
    {
        var kind = state.Status == CandidateStatus.CivilServant ? EngagementKind.Release : EngagementKind.Contract;
        var confirmed = state.Stage == Stage.Confirmed;
        yield return new Deed("engagement", kind == EngagementKind.Release ? "Enregistrer l’accord de départ" : "Enregistrer le contrat signé", "Enregistrer", Act.AskRelease, new SecureEngagement(kind, choices.Today),
            typed => new SecureEngagement(typed.NeededChoice<EngagementKind>("kind"), typed.NeededDate("date")), "L’engagement est enregistré.")
        {
            Main = state.Stage == Stage.Finalising,
            Fields = [new SelectField("kind", "Pièce", Members<EngagementKind>(), kind.ToString(), Required: true), new TextField("date", "Date d’effet", Type: "date", Required: true)],
        };
        yield return new Deed("arrivee", "Enregistrer l’arrivée", "Enregistrer", Act.RecordArrival, new RecordArrival(choices.Today), typed => new RecordArrival(typed.NeededDate("date")), "L’arrivée est enregistrée.")
        {
            Hint = "la personne est en poste", Main = confirmed, Fields = [new TextField("date", "Arrivée le", $"{choices.Today:yyyy-MM-dd}", Type: "date", Required: true)],
        };
        yield return new Deed("report", "Reporter l’arrivée", "Reporter", Act.RecordArrival, new PostponeArrival(DateOnly.FromDayNumber(choices.Today.DayNumber + 3_000)), typed => new PostponeArrival(typed.NeededDate("date")), "L’arrivée est reportée.")
        {
            Fields = [new TextField("date", "Nouvelle date", Type: "date", Required: true)], Writes = true,
        };
        yield return new Deed("absence", "Noter que la personne n’est pas venue", "Noter", Act.RecordArrival, new RecordNoShow(), _ => new RecordNoShow(), "L’absence est notée : l’ouverture est de nouveau libre.".Replace(" :", "\u00A0:", StringComparison.Ordinal))
        {
            Hint = "l’ouverture redevient libre",
        };
        yield return new Deed("essai", "Conclure la période d’essai", "Conclure", Act.RecordArrival, new EndTrial(TrialEnd.Kept), typed => new EndTrial(typed.NeededChoice<TrialEnd>("result")), "La période d’essai est conclue.")
        {
            Fields = [new SelectField("result", "Issue", Members<TrialEnd>(), Required: true)],
        };
        foreach (var months in new[] { 6, 12 })
            yield return new Deed($"presence-{months}", $"Constater la présence à {months} mois", "Constater", Act.RecordArrival, new RecordPresence(months), _ => new RecordPresence(months), $"La présence à {months} mois est constatée.");
    }

    private static IEnumerable<Deed> Papers(JobApplication state)
    {
        IReadOnlyList<Choice> types = Members(state.Documents.Where(document => document.Status != DocumentStatus.Received).Select(document => document.Type).ToArray());
        var probe = types.Count == 0 ? DocumentType.Other : Enum.Parse<DocumentType>(types[0].Value);
        yield return new Deed("demander-piece", "Demander une pièce", "Demander", Act.AskDocument, new AskDocument(probe), typed => new AskDocument(typed.NeededChoice<DocumentType>("type")), "La pièce est demandée.")
        {
            Fields = [new SelectField("type", "Pièce", types, Required: true)], Writes = true,
        };
        yield return new Deed("recevoir-piece", "Noter une pièce reçue", "Noter", Act.ProvideDocument, new ReceiveDocument(state.Documents.FirstOrDefault(one => one.Status == DocumentStatus.Asked)?.Type ?? probe), typed => new ReceiveDocument(typed.NeededChoice<DocumentType>("type")), "La pièce est notée reçue.")
        {
            Fields = [new SelectField("type", "Pièce", [.. state.Documents.Where(one => one.Status == DocumentStatus.Asked).Select(one => new Choice(one.Type.ToString(), one.Type.Label())), .. types], Required: true)],
        };
        foreach (var document in state.Documents.Where(one => one.Status == DocumentStatus.Received))
        {
            yield return new Deed($"valider-{document.Type}", $"Valider la pièce{French.Nbsp}: {document.Type.Label()}", "Valider", Act.ValidateDocument, new ValidateDocument(document.Type), _ => new ValidateDocument(document.Type), "La pièce est validée.");
        }
    }

    private static IEnumerable<Deed> Telling(JobApplication state)
    {
        yield return new Deed("informer", "Noter que la personne est informée", "Noter", Act.MoveApplication, new InformPerson(state.Outcome is null ? Information.News : Information.Outcome), typed => new InformPerson(typed.NeededChoice<Information>("what")), "C’est noté.")
        {
            Hint = "des nouvelles au moins tous les 30 jours", Main = state.Outcome is { ToldAt: null },
            Fields = [new SelectField("what", "De quoi", state.Outcome is null ? Members(Information.Outcome) : Members(Information.News, Information.Acknowledgement), Required: true)],
        };
        yield return new Deed("note", "Écrire une note", "Écrire", Act.MoveApplication, new AddNote("note"), typed => new AddNote(typed.Words("text")), "La note est gardée.")
        {
            Fields = [new TextField("text", "Note", Hint: Communicable, Rows: 4, Required: true)],
        };
    }

    /// <summary>The person's file goes to another organisation with their consent only.</summary>
    private static IEnumerable<Deed> Elsewhere(JobApplication state, CaseChoices choices)
    {
        foreach (var other in state.OtherPosts.Where(one => one.Agreed is null))
        {
            var title = choices.Posts.FirstOrDefault(post => post.Value == other.VacancyId.ToString())?.Label ?? "un poste qui n’est plus publié";
            yield return new Deed($"reponse-{other.VacancyId}", $"Noter la réponse sur l’autre poste{French.Nbsp}: {title}", "Noter", Act.AnswerProposal, new AnswerOtherPost(other.VacancyId, true),
                typed => new AnswerOtherPost(other.VacancyId, typed.Ticked("agrees"), typed.Text("text")), "La réponse de la personne est notée.")
            {
                Hint = "d’accord, son dossier est transmis à cette organisation", Main = true,
                Fields = [new ChoiceField("agrees", "La personne est d’accord pour que son dossier y soit transmis", [new Choice("oui", "Oui"), new Choice("non", "Non")], ["non"]), new TextField("text", "Ce que la personne en dit", Hint: Communicable, Rows: 2)],
            };
        }

        if (choices.Posts.Count == 0) yield break;
        yield return new Deed("autre-poste", "Proposer un autre poste", "Proposer", Act.MakeProposal, new ProposeOtherPost(Guid.AllBitsSet), typed => new ProposeOtherPost(typed.NeededId("post"), typed.Text("text")), "L’autre poste lui est proposé par courriel et dans son espace. Si elle vous répond autrement, notez ici sa réponse.")
        {
            Hint = "rien n’est transmis sans son accord",
            Fields = [new SelectField("post", "Poste", choices.Posts, Required: true), new TextField("text", "Ce que vous lui en dites", Hint: Communicable, Rows: 2)],
        };
    }

    private static IEnumerable<Deed> Ending(JobApplication state)
    {
        yield return new Deed("refuser", "Refuser cette candidature", "Refuser", Act.RejectApplication, new Reject(RejectionReason.Profile, false, "motif"), ReadRejection, "Le refus est enregistré.")
        {
            Hint = state.Stage >= Stage.Preselected ? "le motif s’écrit, propre à cette candidature" : null, Fields = RejectionFields(state.Stage), Writes = true,
        };
        yield return new Deed("annuler-refus", "Annuler le refus", "Annuler", Act.UndoRejection, new UndoRejection(), _ => new UndoRejection(), "Le refus est annulé.") { Main = true };
        yield return new Deed("retrait", "Noter que la personne se retire", "Noter", Act.WithdrawApplication, new Withdraw(WithdrawalReason.NotSaid), typed => new Withdraw(typed.NeededChoice<WithdrawalReason>("reason"), typed.Text("text")), "Le désistement est noté.")
        {
            Fields = [new SelectField("reason", "Raison", Members(WithdrawalReason.NoShow, WithdrawalReason.ProposalDeclined), Required: true), new TextField("text", "Ce que la personne en dit", Hint: Communicable, Rows: 2)],
        };
    }

    internal static Command ReadRejection(Typed typed) => new Reject(typed.NeededChoice<RejectionReason>("reason"), typed.Ticked("shared"), typed.Text("text"));

    internal static IReadOnlyList<object> RejectionFields(Stage stage) =>
    [
        new SelectField("reason", "Raison", Members<RejectionReason>(), Required: true),
        new ChoiceField("shared", "Ce que la personne apprend", [new Choice("oui", "Lui dire la raison"), new Choice("non", "Lui dire seulement l’issue")], ["non"]),
        new TextField("text", "Motif écrit", Hint: Communicable, Rows: 3, Required: stage >= Stage.Preselected),
    ];
}
