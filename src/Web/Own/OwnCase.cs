using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Own;

/// <summary>One candidacy of the person who asks, for a page where they act on it. Somebody else's does not exist for them.</summary>
public sealed record OwnCase(Guid Id, JobApplication State, string Title)
{
    public string Back => $"/mes-candidatures#candidature-{Id}";

    public static async Task<OwnCase?> FindAsync(Engine engine, Who who, Guid id, Act act, CancellationToken ct) =>
        await Subjects.OfApplicationAsync(engine.Database, who, id, ct) is { } seen && seen.State.CandidateId == who.PersonId && Grants.Allows(who, act, seen.Subject)
            ? new OwnCase(id, seen.State, (await engine.Silo.ReadAsync<Vacancy>(seen.State.VacancyId, ct))?.State.Title ?? "Poste sans intitulé") : null;
}
