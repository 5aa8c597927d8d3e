using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Vacancies;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Pages.Applications;

/// <summary>Moving a candidacy to any stage: forward through its guards, back with a reason.</summary>
public sealed class MoveModel(Engine engine) : CaseFormModel(engine, Act.MoveApplication)
{
    private Stage before;

    /// <summary>The stage already chosen, where the page before did.</summary>
    [BindProperty(SupportsGet = true, Name = "vers")]
    public string? Towards { get; set; }

    public override string Title => $"Déplacer la candidature de {Reading.Name}";

    protected override Deed Deed()
    {
        var stage = Reading.Seen.State.Stage;
        var choices = Enum.GetValues<Stage>().Where(to => to != stage).Select(to => new Choice(to.ToString(), $"{(int)to}. {Reading.Label(to)}")).ToList();
        var fields = new object[] { new SelectField("to", "Nouvelle étape", choices, Towards ?? Transitions.Next(stage)?.ToString(), Required: true), CaseDeeds.Reason("Motif, pour revenir en arrière", required: false) };
        return new Deed("deplacer", "Déplacer", "Déplacer", Act.MoveApplication, new Move(stage), _ => new Move(stage), "") { Fields = fields };
    }

    protected override Command Read(Typed typed)
    {
        before = Reading.Seen.State.Stage;
        var to = typed.NeededChoice<Stage>("to");
        return to == Stage.Selected && before == Stage.Interview ? new AskAcceptance() : new Move(to, typed.Text("reason"));
    }

    protected override Act ActOf(Command command) => command is AskAcceptance ? Act.AcceptApplication : Act.MoveApplication;

    protected override void Say() => UndoLine.OfferMove(this, Id, before);
}
