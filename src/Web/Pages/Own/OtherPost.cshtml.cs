using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Own;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Pages.Own;

/// <summary>Another post that somebody's employer thinks of for them: their file goes there if they agree, and nowhere if they do not.</summary>
public sealed class OtherPostModel(Engine engine) : OwnDeedModel(engine)
{
    private const string Key = "autre-poste";

    private enum Answer { Yes, No }

    [BindProperty(SupportsGet = true)]
    public Guid Post { get; set; }

    public string Title { get; private set; } = "";

    public string? Organisation { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await EnterAsync(id, null, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, null, ct) is { } gone) return gone;
        var typed = new Typed(Request.Form, Key);
        var agrees = typed.NeededChoice<Answer>("answer") == Answer.Yes;
        var said = agrees ? $"Votre dossier est transmis pour le poste «{French.Nbsp}{Title}{French.Nbsp}»." : "Votre réponse est transmise. Votre dossier reste où il est.";
        return await ActAsync(Key, id, new AnswerOtherPost(Post, agrees, typed.Text("text")), typed, said, Case.Back, ct);
    }

    protected override async Task<IActionResult?> EnterAsync(Guid id, Unmet? unmet, CancellationToken ct)
    {
        if (await OwnCase.FindAsync(Engine, HttpContext.Who(), id, Act.AnswerProposal, ct) is not { } found || found.State.OtherPosts.All(other => other.VacancyId != Post)) return NotFound();
        Case = found;
        if (await Engine.Silo.ReadAsync<Vacancy>(Post, ct) is { State: var post })
            (Title, Organisation) = (post.Title ?? "poste sans intitulé", (await Engine.Silo.ReadAsync<Grains.Organisations.Organisation>(post.OrganisationId, ct))?.State.Name);
        Form = new ShownDeed(
            new Deed(Key, "Envoyer ma réponse", "Répondre", Act.AnswerProposal, new AnswerOtherPost(Post, true), _ => new AnswerOtherPost(Post, true), "")
            {
                Fields =
                [
                    new ChoiceField("answer", "Votre réponse",
                    [
                        new(nameof(Answer.Yes), "Je suis d’accord pour que mon dossier y soit transmis", "Votre candidature y est déposée, avec vos pièces ; celle que vous avez ici continue."),
                        new(nameof(Answer.No), "Je ne suis pas intéressée ou intéressé", "Rien n’est transmis, et cela ne change rien à votre candidature."),
                    ], []),
                    new TextField("text", "Un mot à l’employeur (facultatif)", Rows: 3),
                ],
            }, $"/mes-candidatures/{id}/autre-poste/{Post}", unmet);
        return null;
    }
}
