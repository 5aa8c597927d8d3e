using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Import;

namespace Jalon.Web.Tracking;

/// <summary>
/// Brings the posts and the candidacies of a tracker in, with the clock of their past. Ids are derived, and what is here already is read first: brought in again the same file
/// changes nothing, and a file that was completed takes its cases further. A case on which somebody acted here no longer listens to the tracker.
/// </summary>
/// <param name="organisations">Those whoever brings the file may write to; null for all.</param>
public sealed class TrackerIntake(Engine engine, Guid by, IReadOnlySet<Guid>? organisations)
{
    /// <summary>Posts worked on together; the cases of one post go one after the other, for they share its places.</summary>
    private const int Abreast = 16;

    private readonly TrackerTables tables = new(engine.Database);
    private readonly FilingTables known = new(engine.Database);

    /// <summary>How this table is read: as the last of its shape was, else as its words propose.</summary>
    public async Task<TrackerReading> ReadingAsync(TrackerTable table, CancellationToken ct) => await tables.ReadingAsync(table.Shape, ct) ?? TrackerReading.Propose(table);

    public Task KeepAsync(TrackerTable table, TrackerReading reading, CancellationToken ct) => tables.KeepAsync(table.Shape, reading, by, ct);

    /// <param name="commit">False for a dry run: the same reading of the file and of the database, and nothing sent.</param>
    public async Task<TrackerReport> TakeAsync(TrackedFile file, TrackerReading reading, bool commit, CancellationToken ct)
    {
        var aside = file.Aside.ToList();
        var posts = await PostsAsync(file, reading, aside, ct);
        var cases = await CasesAsync([.. file.Cases.Where(one => posts.ContainsKey(one.Post.Key))], posts, ct);
        var taking = new TrackerTaking(engine, by, reading.Told, aside);
        if (commit)
        {
            var together = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct };
            await Parallel.ForEachAsync(posts.Values, together, async (post, token) => await taking.TakeAsync(post, [.. cases.Where(one => one.Tracked.Post.Key == post.Tracked.Key)], token));
        }

        var going = cases.Where(one => !taking.Failed(one)).ToList();
        return new TrackerReport(!commit, (posts.Values.Count(post => !post.Known), posts.Values.Count(post => post.Known)),
            (going.Count(one => one.Known is null), going.Count(one => one.Further), going.Count(one => one is { Known: not null, Further: false })), going.Where(one => one.Known is null || one.Further).Sum(one => one.Tracked.Undated),
            [.. aside.OrderBy(line => line.Line)]);
    }

    private async Task<Dictionary<string, PostToTake>> PostsAsync(TrackedFile file, TrackerReading reading, List<SetAside> aside, CancellationToken ct)
    {
        var tree = await Tree.ReadAsync(engine.Database, ct);
        var byName = tree.All.Where(id => organisations?.Contains(id) != false).ToLookup(id => OrganisationKey.Of(tree.Name(id)));
        var named = await known.VacanciesAsync([.. file.Posts.Select(post => post.Reference).OfType<string>().Distinct()], ct);
        var placed = new List<PostToTake>();
        foreach (var post in file.Posts)
        {
            var owner = post.Organisation is { } name && byName[OrganisationKey.Of(name)].ToList() is [var only] ? only : post.Organisation is null || reading.Organisation is not null && !byName[OrganisationKey.Of(post.Organisation)].Any() ? reading.Organisation : null;
            if (post.Reference is { } reference && named.TryGetValue(reference, out var here))
            {
                if (organisations?.Contains(here.OrganisationId) == false) aside.Add(new SetAside(post.Line, TrackerWords.Label(TrackerColumn.Reference), $"La référence {reference} est celle d’un poste d’une autre organisation."));
                else placed.Add(new PostToTake(here.Id, here.OrganisationId, post, true, Mine(here.Id, here.OrganisationId, post.Key), Chosen(file, post)));
            }
            else if (owner is { } organisation) placed.Add(new PostToTake(IdOf(organisation, post.Key), organisation, post, false, true, Chosen(file, post)));
            else aside.Add(new SetAside(post.Line, TrackerWords.Label(TrackerColumn.Organisation), Unknown(post, byName)));
        }

        var exist = await tables.PostsAsync([.. placed.Select(post => post.Id)], ct);
        return placed.ToDictionary(post => post.Tracked.Key, post => post with { Known = exist.ContainsKey(post.Id) });
    }

    private static string Unknown(TrackedPost post, ILookup<string, Guid> byName) =>
        post.Organisation is null ? "Cette ligne ne dit pas de quelle organisation est le poste."
        : byName[OrganisationKey.Of(post.Organisation)].Any() ? $"Plusieurs organisations s’appellent «\u00A0{post.Organisation}\u00A0»\u00A0: choisissez-en une pour tout le tableau."
        : $"Aucune de vos organisations ne s’appelle «\u00A0{post.Organisation}\u00A0»\u00A0: écrivez son nom comme ici, ou choisissez-en une pour tout le tableau.";

    private static int Chosen(TrackedFile file, TrackedPost post) => file.Cases.Count(one => one.Post.Key == post.Key && one is { End: null, Last: >= Stage.Selected });

    private static Guid IdOf(Guid organisation, string key) => DerivedId.Of("vacancy", "tracker", organisation, key);

    private static bool Mine(Guid id, Guid organisation, string key) => id == IdOf(organisation, key);

    private async Task<List<CaseToTake>> CasesAsync(List<TrackedCase> cases, Dictionary<string, PostToTake> posts, CancellationToken ct)
    {
        var derive = await known.IdsAsync(ct);
        var emails = await known.ByEmailAsync([.. cases.Select(one => one.Email?.ToLowerInvariant()).OfType<string>().Distinct()], ct);
        var placed = cases.Select(one => (One: one, Post: posts[one.Post.Key], Person: one.Email is { } email && emails.TryGetValue(email.ToLowerInvariant(), out var here) ? here : derive(one.Person))).ToList();
        var people = await known.PeopleAsync([.. placed.Select(one => one.Person).Distinct()], ct);
        var filed = await tables.CasesAsync([.. placed.Select(one => DerivedId.Application(one.Post.Id, one.Person))], ct);
        return [.. placed.Select(one => new CaseToTake(DerivedId.Application(one.Post.Id, one.Person), one.Person, people.GetValueOrDefault(one.Person), one.One, filed.GetValueOrDefault(DerivedId.Application(one.Post.Id, one.Person))))];
    }
}

/// <summary>A post to bring in.</summary>
/// <param name="Mine">Brought in by trackers: its notice follows them.</param>
/// <param name="Chosen">People of the file who have a place of it.</param>
internal sealed record PostToTake(Guid Id, Guid Organisation, TrackedPost Tracked, bool Known, bool Mine, int Chosen);

/// <summary>A candidacy to bring in, or further.</summary>
internal sealed record CaseToTake(Guid Id, Guid Person, KnownPerson? Register, TrackedCase Tracked, KnownCase? Known)
{
    /// <summary>The tracker says more than what is here.</summary>
    public bool Further => Known is { Ended: false } here && (Tracked.Last > here.Stage || Tracked.End is not null);
}
