using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>Two questions, once the candidacy is over.</summary>
public sealed class SurveyModel(Engine engine) : PageModel
{
    private const string Key = "avis";

    public OwnCase Case { get; private set; } = null!;

    public bool Answered { get; private set; }

    public ChoiceField Informed { get; private set; } = null!;

    public ChoiceField Again { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        Show(null, null, false);
        return await EnterAsync(id, ct) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var (informed, again) = (typed.Choice<Agreement>("informed"), typed.Choice<Agreement>("again"));
        if (informed is not { } first || again is not { } second)
        {
            Show(informed, again, true);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await Satisfaction.AnswerAsync(engine, id, first, second, ct);
        this.Say("Merci, votre réponse est enregistrée.");
        return Redirect(Case.Back);
    }

    private void Show(Agreement? informed, Agreement? again, bool sent)
    {
        Choice[] choices = [.. Enum.GetValues<Agreement>().Select(one => new Choice(one.ToString(), Satisfaction.Label(one)))];
        Informed = new ChoiceField($"{Key}-informed", Spaced(Satisfaction.Informed), choices, informed is { } first ? [first.ToString()] : [], Error: sent && informed is null ? "Choisissez une réponse." : null);
        Again = new ChoiceField($"{Key}-again", Spaced(Satisfaction.Again), choices, again is { } second ? [second.ToString()] : [], Error: sent && again is null ? "Choisissez une réponse." : null);
    }

    private static string Spaced(string question) => question.Replace(" ?", $"{French.Nbsp}?", StringComparison.Ordinal);

    private async Task<IActionResult?> EnterAsync(Guid id, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(engine, HttpContext.Who(), id, Act.SeeOwnApplication, ct) is not { State: { Live: false } } found) return NotFound();
        if (found.State.Outcome is { } outcome && !OwnApplications.Told(outcome, engine.Rules.Current, engine.Clock.GetUtcNow())) return NotFound();
        (Case, Answered) = (found, await Satisfaction.IsAnsweredAsync(engine, id, ct));
        return null;
    }
}
