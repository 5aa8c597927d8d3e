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
    private const string Key = "annuler";

    public static void Offer(PageModel page, Guid application) => page.TempData[Key] = application;

    /// <param name="from">The page to come back to.</param>
    public static async Task<Toast?> TakeAsync(PageModel page, Engine engine, Who who, string from, CancellationToken ct)
    {
        if (!page.Request.Cookies.ContainsKey(StatusLine.Cookie) || page.TempData[Key] is not Guid id) return null;
        if (await Subjects.OfApplicationAsync(engine.Database, who, id, ct) is not { State.Outcome.Kind: OutcomeKind.Rejected } seen) return null;
        if (!Grants.Allows(who, Act.UndoRejection, seen.Subject)) return null;
        var named = Grants.Allows(who, Act.SeeNames, seen.Subject);
        var name = (named ? (await Names.OfAsync(engine.Database, [seen.State.CandidateId], ct))[seen.State.CandidateId] : null) ?? Pseudonym.Of(id);
        var fields = new Dictionary<string, string> { ["geste"] = "annuler-refus", ["de"] = from, [Acting.CommandField] = Guid.CreateVersion7().ToString() };
        return new Toast($"Le refus de {name} est enregistré.", new PageAction("Annuler", $"/candidatures/{id}", ActionWeight.Plain, fields, $"le refus de {name}"));
    }
}
