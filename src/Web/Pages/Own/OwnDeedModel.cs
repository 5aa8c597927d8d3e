using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Own;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>A page of the person's own space with one act: sent, it is said and left behind; refused, the page says why and keeps what was typed.</summary>
public abstract class OwnDeedModel(Engine engine) : PageModel
{
    public OwnCase Case { get; protected set; } = null!;

    public ShownDeed Form { get; protected set; } = null!;

    protected Engine Engine => engine;

    /// <summary>Reads what the page shows; null when it may be shown, else what is answered instead.</summary>
    /// <param name="unmet">What an act met a moment ago.</param>
    protected abstract Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct);

    /// <param name="then">Where one goes once it is done.</param>
    protected async Task<IActionResult> ActAsync(string key, Guid id, Command command, Typed typed, string said, string then, CancellationToken ct)
    {
        var unmet = await this.SendAsync(engine, key, id, command, typed.Problems);
        if (unmet is null)
        {
            this.Say(said);
            return Redirect(then);
        }

        if (await EnterAsync(id, unmet, ct) is { } over) return over;
        Response.StatusCode = unmet.Status;
        return Page();
    }
}
