using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Deadlines;
using Jalon.Silo.Feed;
using Jalon.Silo.Jobs;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Operations;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Jalon.Workflows.Running;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>Whether everything behind the pages keeps up, and what to do when something does not.</summary>
public sealed class OperationsModel(Engine engine) : PageModel
{
    private static readonly TimeSpan LongWriting = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongUnread = TimeSpan.FromSeconds(10);

    public FeedLag Lag { get; private set; } = null!;

    public ClockState Clock { get; private set; } = new((TimeSpan?)null);

    public int Active { get; private set; }

    /// <summary>Deadlines due and not fired.</summary>
    public long Late { get; private set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Messages that were given up.</summary>
    public IReadOnlyList<Problem> DeadLetters { get; private set; } = [];

    /// <summary>How many there are, beyond those shown.</summary>
    public int DeadCount { get; private set; }

    /// <summary>Procedures that cannot go on by themselves.</summary>
    public IReadOnlyList<Problem> Stopped { get; private set; } = [];

    public int StoppedCount { get; private set; }

    public IReadOnlyList<JobLine> Jobs { get; private set; } = [];

    /// <summary>What there is to know first, in sentences; one that reassures when all is well.</summary>
    public IReadOnlyList<(bool Good, string Sentence)> Sentences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.SeeOperations, new Subject())) is { } barred) return barred;
        Lag = await engine.Feed.LagAsync(ct);
        Late = await LateDeadlines.CountAsync(engine.Database, engine.Clock, ct);
        (Clock, Active) = (engine.Feed.Clock, engine.Silo.Active);
        Problems = [.. Lag.Parked.Select(Told)];
        (DeadCount, var letters) = await WorkToRetry.LettersAsync(engine.Database, ct);
        DeadLetters = [.. letters.Select(Told)];
        (StoppedCount, var stopped) = await WorkToRetry.StoppedAsync(engine, ct);
        Stopped = [.. stopped.Select(Told)];
        Jobs = await WorkToRetry.JobsAsync(engine.Database, ct);
        Sentences = [.. Worries()];
        if (Sentences.Count == 0) Sentences = [(true, "Tout suit : chaque fait enregistré a été lu, et aucun n’est mis de côté.".Replace(" :", "\u00A0:", StringComparison.Ordinal))];
        return Page();
    }

    /// <summary>Plays the parked facts of a grain again, in their order.</summary>
    public async Task<IActionResult> OnPostAsync(string? abonnement, Guid grain, CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.SeeOperations, new Subject())) is { } barred) return barred;
        if ((await engine.Feed.LagAsync(ct)).Subscriptions.All(one => one.Name != abonnement)) return NotFound();
        var replayed = await engine.Feed.RetryParkedAsync(abonnement!, grain, ct);
        this.Say(replayed.Reason is { } reason ? $"Le fait a échoué de nouveau{French.Nbsp}: {reason}" : $"{French.Count(replayed.Played, "fait est passé", "faits sont passés")}.");
        return RedirectToPage();
    }

    /// <summary>Sends a message that was given up again.</summary>
    public async Task<IActionResult> OnPostLettreAsync(Guid lettre, CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.SeeOperations, new Subject())) is { } barred) return barred;
        if (!await engine.Mail.RetryAsync(lettre, ct)) return NotFound();
        this.Say("Le message repart.");
        return RedirectToPage();
    }

    /// <summary>A procedure tries again where it is stopped: a token looks for its way, a command is asked of the case again.</summary>
    public async Task<IActionResult> OnPostProcedureAsync(Guid instance, int? numero, string? element, int? passage, CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (this.Barred(Grants.Of(who, Act.SeeOperations, new Subject())) is { } barred) return barred;
        if (await engine.Silo.ReadAsync<Instance>(instance, ct) is null) return NotFound();
        var reply = await engine.ActAsync(new Envelope(instance, new RetryIncident(numero, element, passage), this.CommandId(), new Actor(who.PersonId)), ct);
        this.Say(reply switch
        {
            Done => "La procédure a repris. Si la cause est toujours là, elle reparaît ici.",
            Declined(var why) => why.Sentence,
            _ => "La procédure n’a pas repris : réessayez.".Replace(" :", "\u00A0:", StringComparison.Ordinal),
        });
        return RedirectToPage();
    }

    /// <summary>Starts a job of the calendar again now.</summary>
    public async Task<IActionResult> OnPostTravailAsync(string? nom, CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.SeeOperations, new Subject())) is { } barred) return barred;
        if (nom is null || !await JobRunner.RetryAsync(engine.Database, nom, engine.Clock, ct)) return NotFound();
        this.Say("Le travail est relancé.");
        return RedirectToPage();
    }

    public static string Age(TimeSpan? span) => span is not { } age ? "–"
        : age.TotalSeconds < 120 ? $"{age.TotalSeconds.ToString("N1", French.Culture)}{French.Nbsp}s"
        : age.TotalHours < 2 ? $"{age.TotalMinutes.ToString("N0", French.Culture)}{French.Nbsp}min" : $"{age.TotalHours.ToString("N0", French.Culture)}{French.Nbsp}h";

    private IEnumerable<(bool Good, string Sentence)> Worries()
    {
        if (Lag.Parked.Count > 0) yield return (false, $"{French.Count(Lag.Parked.Count, "fait est mis de côté", "faits sont mis de côté")} après plusieurs échecs{French.Nbsp}: corrigez la cause, puis relancez.");
        foreach (var one in Lag.Subscriptions.Where(one => one.OldestUnread > LongUnread))
            yield return (false, $"«{French.Nbsp}{one.Name}{French.Nbsp}» a {French.Count((int)one.Lag, "fait", "faits")} de retard, le plus ancien depuis {Age(one.OldestUnread)}.");
        foreach (var one in Lag.Subscriptions.Where(one => one.Owner is null))
            yield return (false, $"Aucun programme ne lit pour «{French.Nbsp}{one.Name}{French.Nbsp}»{French.Nbsp}: lancez Jalon avec le rôle all ou worker.");
        if (Lag.OldestWriter is { Age: { } age } writer && age > LongWriting)
            yield return (false, $"Une transaction ouverte depuis {Age(age)} retient tous les faits suivants (base {writer.Database}, {writer.Application}).");
        if (StoppedCount > 0) yield return (false, $"{French.Count(StoppedCount, "procédure est arrêtée", "procédures sont arrêtées")}{French.Nbsp}: corrigez la cause, puis relancez.");
        if (DeadCount > 0) yield return (false, $"{French.Count(DeadCount, "message n’est pas parti", "messages ne sont pas partis")} après plusieurs essais{French.Nbsp}: corrigez la cause, puis relancez.");
        foreach (var job in Jobs.Where(job => job.Reason is not null)) yield return (false, $"«{French.Nbsp}{Labels.Of($"Job.{job.Name}")}{French.Nbsp}» a échoué. Prochain essai le {French.Date(Grains.Calendar.FrenchCalendar.DayOf(job.Due))}, {Days.Hour(job.Due)}.");
        if (Late > 0) yield return (false, $"{French.Count((int)Late, "échéance est due et attend", "échéances sont dues et attendent")} encore son effet.");
        if (Clock.Sentence is { } sentence) yield return (false, sentence);
    }

    private static Problem Told(DeadLetter letter) => new(
        "Un message n’est pas parti", $"{letter.Letter.Label()}{French.Nbsp}: {letter.Reason}", $"{letter.Id}", $"depuis le {French.Date(Grains.Calendar.FrenchCalendar.DayOf(letter.Since))}, {Days.Hour(letter.Since)}", null,
        new PageAction("Relancer", "/exploitation?handler=Lettre", ActionWeight.Secondary, new Dictionary<string, string> { ["lettre"] = letter.Id.ToString() }, $"le message {letter.Id}"));

    private static Problem Told(StoppedPlace place) => new(
        place.Procedure, $"{place.Case} est arrêté à «{French.Nbsp}{place.Step}{French.Nbsp}»{French.Nbsp}: {(Labels.Has($"Incident.{place.Code}") ? Labels.Of($"Incident.{place.Code}") : "le dossier a refusé ce que la procédure lui demandait.")}",
        $"{place.Code} · {place.InstanceId}", place.Since is { } since ? $"depuis le {French.Date(Grains.Calendar.FrenchCalendar.DayOf(since))}, {Days.Hour(since)}" : "à son dernier passage", null,
        new PageAction("Relancer", "/exploitation?handler=Procedure", ActionWeight.Secondary, new Dictionary<string, string>
        {
            ["instance"] = place.InstanceId.ToString(), ["numero"] = $"{place.Retry.Number}", ["element"] = place.Retry.Element ?? "", ["passage"] = $"{place.Retry.Visit}", [Acting.CommandField] = Guid.CreateVersion7().ToString(),
        }, $"{place.Procedure}, {place.Case}"));

    private static Problem Told(ParkedLine line) => new(
        "Un fait attend son traitement",
        $"«{French.Nbsp}{line.Subscription}{French.Nbsp}» a échoué {line.Attempts} fois.{(line.Behind == 0 ? "" : $" {French.Count((int)line.Behind, "fait de la même chose attend", "faits de la même chose attendent")} derrière lui, les autres passent.")}",
        $"{line.Type} · {line.GrainId} v{line.Version}", $"depuis le {French.Date(Grains.Calendar.FrenchCalendar.DayOf(line.ParkedAt))}, {Days.Hour(line.ParkedAt)}", line.Reason,
        new PageAction("Relancer", "/exploitation", ActionWeight.Secondary, new Dictionary<string, string>
        {
            ["abonnement"] = line.Subscription, ["grain"] = line.GrainId.ToString(), [Acting.CommandField] = Guid.CreateVersion7().ToString(),
        }, line.Type));
}
