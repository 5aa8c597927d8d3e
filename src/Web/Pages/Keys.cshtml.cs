using Jalon.Web.Host;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>All the keys, and the switch that turns the single ones off.</summary>
public sealed class KeysModel : PageModel
{
    public bool Off => SingleKeys.AreOff(Request);

    public IActionResult OnPost(bool actives)
    {
        SingleKeys.Switch(Response, actives);
        this.Say(actives ? "Les touches simples sont activées." : "Les touches simples sont désactivées.");
        return Redirect("/profil/touches");
    }
}
