using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Pages.Applications;

namespace Jalon.Web.Messages;

/// <summary>The message that a command on a candidacy would send, before it is sent: decided on the present state, and written from the facts it would give.</summary>
public static class CasePreviews
{
    /// <returns>The text; null where the person is told nothing, or where the command would be refused, with the reason.</returns>
    public static async Task<(MailText? Text, Refusal? Why)> OfAsync(Engine engine, CaseReading reading, Command command, CancellationToken ct)
    {
        var decision = (await reading.JudgeAsync(engine, ct))(command);
        if (decision is not Accepted { Facts.Count: > 0 } decided) return (null, (decision as Refused)?.Why);
        var words = (await CaseWords.ReadAsync(engine.Database, [reading.Id], ct))[reading.Id];
        var after = (JobApplication)JobApplicationGrain.Kind.Replay(words.State, decided.Facts, new Stamp(reading.Now, new Actor(reading.Who.PersonId), Guid.Empty))!;
        var letters = new CaseLetters(engine.Rules.Current, engine.MailSettings.Link);
        string? Note(Guid? id) => decided.Rows.OfType<NoteRow>().FirstOrDefault(note => note.Id == id)?.Text;
        return (decided.Facts.Select(fact => letters.ToPerson(fact, reading.Now, words with { State = after }, Note)).OfType<(Letter, MailText Text)>().Select(letter => letter.Text).FirstOrDefault(), null);
    }
}
