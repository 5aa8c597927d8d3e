using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Web.Components;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Reading;
using Jalon.Web.Timelines;

namespace Jalon.Web.Pages.Applications;

/// <summary>The facts of a candidacy as its page tells them, newest first, and the dates of its stages.</summary>
public static class CaseStory
{
    /// <summary>Lines shown before « Tout voir ».</summary>
    public const int Shown = 12;

    public static Timeline Of(IReadOnlyList<TimelineFact> facts, CaseReading reading, bool all) =>
        new([.. facts.Reverse().Take(all ? int.MaxValue : Shown).Select(fact => Line(fact, reading.Named))]);

    /// <summary>Who writes about a person is told with their name; what was written is personal, and only for who may read names.</summary>
    private static TimelineLine Line(TimelineFact fact, bool named) => new(
        FrenchCalendar.DayOf(fact.At), FactWords.Of(fact.Type, fact.Data), Detail(fact),
        $"{fact.ActorName ?? (fact.Actor == Guid.Empty ? "Jalon" : "Personne effacée")}, {Days.Hour(fact.At)}", null, named && fact.Type != nameof(NoteAdded) ? fact.Note : null);

    private static string? Detail(TimelineFact fact)
    {
        if (!JobApplicationGrain.Kind.Facts.TryGetValue(fact.Type, out var known)) return null;
        return JsonSerializer.Deserialize(fact.Data, known, Json.Options) switch
        {
            ApplicationFiled filed => $": {filed.Channel.Label()}",
            ProposalSent sent => $": {sent.WayIn.Label().ToLower(French.Culture)}, prise de poste le {French.Date(sent.StartDate)}, réponse avant le {French.ShortDate(sent.AnswerBy)}",
            ApplicationRejected rejected => $": {rejected.Reason.Label().ToLower(French.Culture)}",
            ApplicationWithdrawn withdrawn => $": {withdrawn.Reason.Label().ToLower(French.Culture)}",
            EngagementSecured secured => $"au {French.Date(secured.Date)}",
            ArrivalPostponed postponed => $"au {French.Date(postponed.Date)}",
            ArrivalRecorded arrived => $"le {French.Date(arrived.Date)}",
            _ => null,
        };
    }

    public static Spine SpineOf(JobApplication state, IReadOnlyList<TimelineFact> facts, CaseReading reading)
    {
        var entered = new Dictionary<Stage, DateTimeOffset>();
        foreach (var fact in facts.Where(fact => fact.Type is nameof(ApplicationFiled) or nameof(StageChanged)))
            entered[fact.Type == nameof(ApplicationFiled) ? Stage.Received : JsonSerializer.Deserialize<StageChanged>(fact.Data, Json.Options)!.To] = fact.At;
        var ended = state.Outcome is { } outcome ? EndedCandidacy.Sign(outcome.Kind) : state.Stage == Stage.InPost ? OutcomeSign.InPost : (OutcomeSign?)null;
        return Spine.At(state.Stage, When, ended, reading.Label);

        string? When(Stage stage)
        {
            if (stage == state.Stage && state.Outcome is { } over) return $"{new OutcomeMark(EndedCandidacy.Sign(over.Kind)).Word.ToLower(French.Culture)} le {Days.Short(over.At, reading.Now)}";
            if (!entered.TryGetValue(stage, out var at) || stage > state.Stage) return null;
            return stage == state.Stage && stage != Stage.InPost ? $"depuis le {Days.Short(at, reading.Now)}" : Days.Short(at, reading.Now);
        }
    }
}
