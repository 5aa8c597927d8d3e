using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>« Le refus de Hugo Marchal est enregistré. Annuler »: offered once, on the page that follows. Only the id travels, never the name.</summary>
public static class UndoLine
{
    private const string Key = "annuler", Stages = "annuler-etape";

    /// <summary>The reason kept with a step back that only undoes a slip.</summary>
    private const string Slip = "Avancée par erreur, annulée aussitôt.";

    public static void Offer(PageModel page, Guid application) => page.TempData[Key] = application;

    /// <param name="from">The stage to come back to.</param>
    public static void OfferMove(PageModel page, Guid application, Stage from) => (page.TempData[Key], page.TempData[Stages]) = (application, from.ToString());

    /// <param name="from">The page to come back to.</param>
    public static async Task<Toast?> TakeAsync(PageModel page, Engine engine, Who who, string from, CancellationToken ct)
    {
        if (!page.Request.Cookies.ContainsKey(StatusLine.Cookie) || page.TempData[Key] is not Guid id) return null;
        var moved = Enum.TryParse<Stage>(page.TempData[Stages] as string, out var back);
        if (await Subjects.OfApplicationAsync(engine.Database, who, id, ct) is not { } seen) return null;
        var named = Grants.Allows(who, Act.SeeNames, seen.Subject);
        var name = (named ? (await Names.OfAsync(engine.Database, [seen.State.CandidateId], ct))[seen.State.CandidateId] : null) ?? Pseudonym.Of(id);
        return moved ? Move(seen, id, name, back, from, who) : Rejection(seen, id, name, from, who);
    }

    private static Toast? Rejection(Seen<JobApplication> seen, Guid id, string name, string from, Who who) =>
        seen.State is not { Outcome.Kind: OutcomeKind.Rejected } || !Grants.Allows(who, Act.UndoRejection, seen.Subject) ? null
        : new Toast($"Le refus de {name} est enregistré.", Undo(id, "annuler-refus", from, $"le refus de {name}"));

    private static Toast Move(Seen<JobApplication> seen, Guid id, string name, Stage back, string from, Who who)
    {
        var sentence = $"{name} est à l’étape {seen.State.Stage.Label()}.";
        if (seen.State.Outcome is not null || !Transitions.LeadsBack(seen.State.Stage, back) || !Grants.Allows(who, Act.MoveApplication, seen.Subject)) return new Toast(sentence);
        return new Toast(sentence, Undo(id, "revenir", from, $"le déplacement de {name}", ("revenir-to", back.ToString()), ("revenir-reason", Slip)));
    }

    private static PageAction Undo(Guid id, string deed, string from, string about, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var fields = new Dictionary<string, string> { ["geste"] = deed, ["de"] = from, [Acting.CommandField] = Guid.CreateVersion7().ToString() };
        foreach (var (name, value) in more) fields[name] = value;
        return new PageAction("Annuler", $"/candidatures/{id}", ActionWeight.Plain, fields, about);
    }
}
