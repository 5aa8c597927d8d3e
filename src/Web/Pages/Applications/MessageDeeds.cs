using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Components;
using Jalon.Web.Deeds;

namespace Jalon.Web.Pages.Applications;

/// <summary>Writing to the person, and saying that their message asks for no answer.</summary>
public static class MessageDeeds
{
    private const string Key = "ecrire";

    public static Deed Write(JobApplication state) => new(Key, state.Steps.Any(step => step.Name == "reply") ? "Répondre" : "Écrire à la personne", state.Steps.Any(step => step.Name == "reply") ? "Répondre" : "Écrire", Act.WriteMessage,
        new WriteMessage("message"), typed => new WriteMessage(typed.Words("text")), "Le message est envoyé.")
    {
        Fields = [new TextField("text", "Message", Hint: "la personne le reçoit par courriel et le lit dans « Mes candidatures »".Replace("« ", "«\u00A0", StringComparison.Ordinal).Replace(" »", "\u00A0»", StringComparison.Ordinal), Rows: 5, Required: true)],
    };

    public static IEnumerable<Deed> All(JobApplication state)
    {
        if (state.Steps.FirstOrDefault(step => step.Name == "reply") is { } reply)
            yield return new Deed("sans-reponse", "Le message reçu n’appelle pas de réponse", "Classer", Act.WriteMessage, new CloseStep(reply.Id), _ => new CloseStep(reply.Id), "C’est noté.");
    }
}
