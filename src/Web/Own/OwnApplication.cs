using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Web.Delays;
using Jalon.Web.Interviews;

namespace Jalon.Web.Own;

/// <summary>What is awaited of the person themself.</summary>
/// <param name="Due">Last day, where there is one.</param>
public sealed record OwnTask(string Sentence, string? Detail, string Verb, string Url, DateOnly? Due);

/// <summary>Somebody's candidacy as they may read it themself: nothing of its internal side is in it, so that nothing of it can be shown.</summary>
/// <param name="Path">Organisation and those above, ids, for the delays.</param>
/// <param name="Reached">The first day of each stage, in their order.</param>
/// <param name="Outcome">Null as long as it is not told: a refusal can be taken back for a minute.</param>
/// <param name="Reason">Why, where the reason is told to the person.</param>
public sealed record OwnApplication(
    Guid Id, Guid VacancyId, string Title, string? Organisation, string? Place, string? Contact, DateOnly FiledOn, Stage Stage, DateOnly StageSince, IReadOnlyList<(Stage Stage, DateOnly Day)> Reached,
    OutcomeKind? Outcome, DateOnly? EndedOn, string? Reason, Step? Holder, IReadOnlyList<OwnTask> Tasks, IReadOnlyList<DocumentType> PapersLater, IReadOnlyList<Document> Papers,
    IReadOnlyList<Guid> Path, bool AwaitsFinding, bool MayApplyAgain, bool MayWithdraw)
{
    public bool IsOver => Outcome is not null || Stage == Stage.InPost;

    public ExpectedAnswer? Expected { get; init; }

    /// <summary>The interview being planned or to come, and where its hour is chosen.</summary>
    public (BookingView View, string Path)? Booking { get; init; }

    /// <summary>Something is theirs to do.</summary>
    public bool IsTheirs => Tasks.Count > 0 || Booking?.View.Interview is { IsOffered: true };

    /// <summary>Other posts that were proposed and are not answered: whoever holds this candidacy goes on meanwhile.</summary>
    public IReadOnlyList<OwnTask> OtherPosts { get; init; } = [];

    /// <summary>Messages not read yet.</summary>
    public int Unread { get; init; }

    /// <summary>The step that follows, in words; what is said is what usually happens, never a promise of an outcome.</summary>
    public string Next => AwaitsFinding ? "Votre candidature sera examinée si aucune candidature de fonctionnaire n’aboutit. Vous serez prévenue ou prévenu dans les deux cas." : Stage switch
    {
        Stage.Received => "La recevabilité de votre candidature est vérifiée.",
        Stage.Admissible => "La personne responsable du poste compare les candidatures recevables et choisit qui entendre.",
        Stage.Preselected when IsTheirs => "Les personnes qui vous entendent déposent leur avis, puis la personne responsable du poste choisit.",
        Stage.Preselected => "Vous serez invitée ou invité à un entretien, avec des créneaux à choisir.",
        Stage.Interview => "Les personnes qui vous entendent déposent leur avis, puis la personne responsable du poste choisit.",
        Stage.Selected when Tasks.Count > 0 => "Si vous acceptez, votre départ ou votre contrat se prépare, puis votre arrivée est fixée.",
        Stage.Selected => "Une proposition écrite vous est faite : rémunération et date.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal),
        Stage.Finalising => "Votre départ ou votre contrat se prépare, puis votre arrivée est fixée.",
        Stage.Confirmed => "Vous arrivez à votre poste à la date prévue.",
        _ => "Vous êtes en poste.",
    };

    /// <summary>« reçue le 12 octobre, recevable le 19 octobre · ensuite : entretien, puis retenue ».</summary>
    public string Way
    {
        get
        {
            var done = string.Join(", ", Reached.Select(one => $"{one.Stage.Label().ToLower(French.Culture)} le {French.ShortDate(one.Day)}"));
            var next = Enum.GetValues<Stage>().Where(stage => stage > Stage).Take(2).Select(stage => stage.Label().ToLower(French.Culture)).ToList();
            return next.Count == 0 ? done : $"{done} · ensuite{French.Nbsp}: {string.Join(", puis ", next)}";
        }
    }

    /// <summary>How it ended, in a sentence of its own.</summary>
    public string Ending => (Outcome switch
    {
        OutcomeKind.Rejected => "Non retenue",
        OutcomeKind.Withdrawn => "Retirée par vous",
        OutcomeKind.HiredElsewhere => "Close par votre arrivée sur un autre poste",
        OutcomeKind.PostEnded => "Recrutement terminé",
        _ => "En poste",
    }) + (EndedOn is { } day ? $" le {French.Date(day)}" : "") + (Outcome == OutcomeKind.Rejected ? $", à l’étape {Stage.Label()}." : ".");

    internal static DateOnly Day(DateTimeOffset at) => FrenchCalendar.DayOf(at);
}
