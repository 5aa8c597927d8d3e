using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Offers;

namespace Jalon.Web.Applying;

/// <summary>Sends a draft: the person is registered or corrected, then the application and its papers are filed, each under an id that follows from the form's, so that sending twice files once.</summary>
public static class Filing
{
    /// <param name="email">The address the person proved to be theirs; null for who is known already.</param>
    public static async Task<Reply> SendAsync(Engine engine, ApplyDraft draft, Guid person, string? email, Vacancy post, Guid vacancy, Guid commandId, CancellationToken ct)
    {
        var known = await engine.Silo.ReadAsync<Candidate>(person, ct);
        foreach (var (command, name) in About(draft, person, email, known?.State))
            if (await SendAsync(person, command, DerivedId.Of("applying", commandId, name)) is var reply and not Done) return reply;
        var apply = new Apply(vacancy, person, post.OrganisationId, draft.Status!.Value, ChannelLink.ChannelOf(draft.Channel)) { Papers = [.. draft.Papers.Select(paper => new FiledPaper(paper.Type, paper.FileId))] };
        return await SendAsync(DerivedId.Application(vacancy, person), apply, commandId);

        Task<Reply> SendAsync(Guid grain, Command command, Guid id) => engine.ActAsync(new Envelope(grain, command, id, new Actor(person)), ct);
    }

    private static IEnumerable<(Command Command, string Name)> About(ApplyDraft draft, Guid person, string? email, Candidate? known)
    {
        var civil = draft.Status == CandidateStatus.CivilServant;
        var (category, corps, grade) = civil ? (draft.Category, draft.Corps, draft.Grade) : (null, null, null);
        if (known is null)
        {
            yield return (new Register(person, draft.GivenName!, draft.FamilyName!, email, draft.Phone, draft.Status!.Value, category, corps, grade), "register");
            yield break;
        }

        yield return (new AmendProfile(draft.Status!.Value, category, corps, grade, known.OriginAdministration), "profile");
        yield return (new RecordContact(), "contact");
    }
}
