using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Interviews;

/// <summary>What a person sees of their interview: the hour, the place, what they may choose. Nothing else of the case is in it.</summary>
/// <param name="Choices">The times offered that are still free.</param>
/// <param name="MayMove">Until the day before.</param>
public sealed record BookingView(Guid Id, Guid CandidateId, string Title, string? Employer, Interview? Interview, IReadOnlyList<DateTimeOffset> Choices, string? Place, string? Needs, bool MayMove)
{
    private const string NotesSql = "select id, text from jalon.note where about = $1 and id = any ($2)";

    public bool IsOpen => Interview is { Over: false, IsToPlan: false };

    public static async Task<BookingView?> ReadAsync(Engine engine, Guid id, CancellationToken ct)
    {
        if ((await engine.Silo.ReadAsync<JobApplication>(id, ct))?.State is not { } state) return null;
        var now = engine.Clock.GetUtcNow();
        var post = (await engine.Silo.ReadAsync<Vacancy>(state.VacancyId, ct))?.State;
        var employer = (await Reading.Names.OfAsync(engine.Database, [state.OrganisationId], ct))[state.OrganisationId];
        var planned = state.Live && state.Stage is Stage.Preselected or Stage.Interview ? state.Interview : null;
        var notes = await NotesAsync(engine, id, [.. new[] { planned?.PlaceId, state.NeedsId }.OfType<Guid>()], ct);
        var free = planned is { Over: false, Offered.Count: > 0 } ? (await engine.Diary.CommonAsync(JobApplicationGrain.Meeting(state), planned.Minutes, id, int.MaxValue, ct)).ToHashSet() : [];
        return new BookingView(id, state.CandidateId, post?.Title ?? "Poste sans intitulé", employer, planned, [.. (planned?.Offered ?? []).Where(free.Contains)],
            planned?.PlaceId is { } place ? notes.GetValueOrDefault(place) : null, state.NeedsId is { } needs ? notes.GetValueOrDefault(needs) : null,
            planned is { IsBooked: true, From: { } from } && FrenchCalendar.DayOf(now) < FrenchCalendar.DayOf(from));
    }

    private static async Task<Dictionary<Guid, string>> NotesAsync(Engine engine, Guid id, Guid[] ids, CancellationToken ct)
    {
        var notes = new Dictionary<Guid, string>();
        if (ids.Length == 0) return notes;
        await using var query = Query.Of(engine.Database, NotesSql, id, ids);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) notes[row.GetGuid(0)] = row.GetString(1);
        return notes;
    }
}
