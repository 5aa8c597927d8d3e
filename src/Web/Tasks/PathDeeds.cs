using Jalon.Grains;
using Jalon.Grains.Reconversions;
using Jalon.Web.Components;
using Jalon.Web.Deeds;

namespace Jalon.Web.Tasks;

/// <summary>What the tasks of a reconversion path ask for.</summary>
public static class PathDeeds
{
    private static readonly IReadOnlyList<Choice> YesOrNo = [new("oui", "Oui"), new("non", "Non")];

    public static IReadOnlyList<Deed> All(ReconversionPath state, DateOnly today, PathChoices choices) =>
    [
        Of(new RecordAssessment([]), typed => new RecordAssessment(typed.Ticks("met")),
            new ChoiceField("met", "Prérequis remplis", [.. state.Template.Prerequisites.Select(one => new Choice(one, one))], state.Template.Prerequisites.ToList(), Several: true)),
        Of(new AskTrainingRelease(Guid.AllBitsSet), typed => new AskTrainingRelease(typed.NeededId("homeOrganisationId")), new SelectField("homeOrganisationId", "Administration d’origine", choices.Organisations, Required: true)),
        Of(new AnswerTrainingRelease(true), typed => new AnswerTrainingRelease(typed.Ticked("granted")), new ChoiceField("granted", "Accordez-vous la formation ?", YesOrNo, ["oui"])),
        Of(new DecideFunding(true), typed => new DecideFunding(typed.Ticked("granted"), typed.Number("euros") ?? 0),
            new ChoiceField("granted", "Financement accordé ?", YesOrNo, ["oui"]), new TextField("euros", "Montant en euros", Type: "number")),
        Of(new StartTraining(today), typed => new StartTraining(typed.NeededDate("on"), typed.Date("expectedEnd")),
            new TextField("on", "La formation commence le", $"{today:yyyy-MM-dd}", Type: "date", Required: true), new TextField("expectedEnd", "Fin prévue", Type: "date")),
        Of(new RecordAttendance(today, 1, 1), typed => new RecordAttendance(typed.NeededDate("month"), typed.Number("planned") ?? 0, typed.Number("attended") ?? 0),
            new TextField("month", "Mois, par son premier jour", $"{new DateOnly(today.Year, today.Month, 1):yyyy-MM-dd}", Type: "date", Required: true), new TextField("planned", "Demi-journées prévues", Type: "number", Required: true),
            new TextField("attended", "Demi-journées suivies", Type: "number", Required: true)),
        Of(new ResumeTraining(today), typed => new ResumeTraining(typed.NeededDate("expectedEnd")), new TextField("expectedEnd", "Nouvelle fin prévue", Type: "date", Required: true)),
        Of(new RecordCertification(true), typed => new RecordCertification(typed.Ticked("obtained")), new ChoiceField("obtained", "Certification obtenue ?", YesOrNo, ["oui"])),
        Of(new NameTutor(Guid.AllBitsSet), typed => new NameTutor(typed.NeededId("tutorId")), new SelectField("tutorId", "Tuteur ou tutrice", choices.Colleagues, Required: true)),
        Of(new NameTargetPost(Guid.AllBitsSet, PlacementGround.InternalReassignment), typed => new NameTargetPost(typed.NeededId("vacancyId"), typed.NeededChoice<PlacementGround>("ground")),
            new SelectField("vacancyId", "Poste cible", choices.Posts, Required: true), new SelectField("ground", "À quel titre", Grounds(), Required: true)),
    ];

    private static Deed Of(PathCommand probe, Func<Typed, Command> read, params IReadOnlyList<object> fields) =>
        new(probe.GetType().Name, "", "Enregistrer", Act.AdvancePath, probe, read, "C’est enregistré.") { Fields = fields };

    private static IReadOnlyList<Choice> Grounds() => [.. Enum.GetValues<PlacementGround>().Select(ground => new Choice(ground.ToString(), ground.Label()))];
}
