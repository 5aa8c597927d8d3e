using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Delays;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Rights;

namespace Jalon.Web.Offers;

/// <summary>Where a notice stands for who reads it from outside.</summary>
public enum OfferState { Open, Suspended, Closed, Filled, Unfilled, Cancelled }

/// <summary>What was observed of recruitments like this one; null where too few were.</summary>
/// <param name="AnswerDays">By then, one final answer in two had come.</param>
/// <param name="ArrivalDays">By then, one person in two among those retained had arrived.</param>
public sealed record ObservedHere(int? AnswerDays, int? ArrivalDays);

/// <summary>The delays the organisation holds itself to, in words; null where it set none in days.</summary>
public sealed record AnnouncedTargets(string? Admissibility, string? Preselection)
{
    internal static AnnouncedTargets Of(Rules rules, DateOnly today, Guid organisation)
    {
        return new(Said("target.admissibility"), Said("target.preselection"));

        string? Said(string name) => rules.On(today, name, organisation) switch
        {
            { Unit: ParameterUnit.WorkingDays, Amount: var days } => French.Count(days, "jour ouvré", "jours ouvrés"),
            { Unit: ParameterUnit.CalendarDays, Amount: var days } => French.Count(days, "jour", "jours"),
            _ => null,
        };
    }
}

/// <summary>One notice as everybody may read it; nothing of its internal side.</summary>
/// <param name="Path">The organisation and those above it, by name.</param>
public sealed record OfferPage(Guid Id, Vacancy Post, VacancySheet Sheet, IReadOnlyList<string> Path, OfferState State, ObservedHere Observed, AnnouncedTargets Targets, DateOnly Today, string? Basis)
{
    public string Title => Post.Title ?? "Poste sans intitulé";

    public string? Employer => Path is [var nearest, ..] ? nearest : null;

    public bool IsOpen => State == OfferState.Open;

    /// <summary>The last day to apply; null where the notice has none.</summary>
    public DateOnly? Until => Post.ApplicationsUntil;

    /// <summary>From the deadline, or from today where it is past, as long as recruitments like this one take.</summary>
    public DateOnly? LikelyArrival => Observed.ArrivalDays is not { } days ? null : Today.AddDays(days) is var likely && Sheet.VacantFrom > likely ? Sheet.VacantFrom : likely;

    /// <summary>Null for a notice that was never public.</summary>
    public static async Task<OfferPage?> ReadAsync(Engine engine, DelayReadings delays, Guid id, CancellationToken ct)
    {
        if (await Subjects.OfVacancyAsync(engine.Database, new Who(Guid.Empty, []), id, ct) is not { State: var post, Subject: var subject }) return null;
        if (!IsPublic(post)) return null;
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        var path = new List<string>();
        foreach (var place in subject.OrganisationPath)
            if (await engine.Silo.ReadAsync<Organisation>(place, ct) is { } organisation) path.Add(organisation.State.Name);
        var sheet = await SheetText.ReadAsync(engine.Database, id, ct);
        var basis = sheet.LegalBasis is { } code ? engine.Rules.Current.Basis(today, code)?.Label ?? code : null;
        return new OfferPage(id, post, sheet, path, StateOf(post, today), await ObservedAsync(delays, subject.OrganisationPath, ct),
            AnnouncedTargets.Of(engine.Rules.Current, today, post.OrganisationId), today, basis);
    }

    /// <summary>Published once, it keeps its page, with what became of it.</summary>
    public static bool IsPublic(Vacancy post) => post.Stage is VacancyStage.Published or VacancyStage.Closed || (post.Stage == VacancyStage.Cancelled && post.PublishedOn is not null);

    private static OfferState StateOf(Vacancy post, DateOnly today) => post switch
    {
        { End: VacancyEnd.Cancelled } => OfferState.Cancelled,
        { End: VacancyEnd.Filled or VacancyEnd.PartlyFilled } => OfferState.Filled,
        { End: VacancyEnd.Unfilled } => OfferState.Unfilled,
        { Stage: VacancyStage.Closed } => OfferState.Closed,
        { ApplicationsUntil: { } until } when until < today => OfferState.Closed,
        { Suspension: not null } => OfferState.Suspended,
        _ => OfferState.Open,
    };

    /// <summary>The nearest organisation that has seen enough; the curve must reach the middle.</summary>
    private static async Task<ObservedHere> ObservedAsync(DelayReadings delays, IReadOnlyList<Guid> path, CancellationToken ct)
    {
        int? answer = null, arrival = null;
        foreach (var place in path.Select(id => (Guid?)id).Append(null))
        {
            if (answer is not null && arrival is not null) break;
            var seen = await delays.OfAsync(place, ct);
            answer ??= Median(seen.Answer);
            arrival ??= Median(seen.Arrival);
        }

        return new ObservedHere(answer, arrival);

        static int? Median(Insights.Survival.SurvivalCurve curve) =>
            curve.Points.Sum(point => point.Ended) >= ObservedDelays.Enough && curve.Median.Day is { } day ? (int)Math.Ceiling(day) : null;
    }
}
