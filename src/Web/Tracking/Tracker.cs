using Jalon.Grains;
using Jalon.Web.Import;

namespace Jalon.Web.Tracking;

/// <summary>
/// Posts and candidacies in the lines of a tracker, whatever its shape: a line per candidacy with a column per stage, a line per candidacy with its state, a line per event, or a line per post.
/// Lines of one person on one post are one candidacy. Pure: nothing is read but the table.
/// </summary>
public static class Tracker
{
    /// <param name="today">Nothing can have happened after it.</param>
    public static TrackedFile Read(TrackerTable table, TrackerReading reading, DateOnly today)
    {
        var aside = new List<SetAside>();
        var told = table.Rows.Select(row => Told.Of(new TrackerLine(table, reading, row, today), aside)).OfType<Told>().ToList();
        var posts = told.GroupBy(line => line.Post.Key).ToDictionary(lines => lines.Key, Merged);
        var cases = told.Where(line => line.Person is not null).GroupBy(line => (line.Post.Key, line.Person)).Select(lines => Case(posts[lines.Key.Key], [.. lines], today, aside)).OfType<TrackedCase>().ToList();
        return new TrackedFile([.. posts.Values.OrderBy(post => post.Line)], cases, [.. aside.OrderBy(line => line.Line)]);
    }

    /// <summary>What one line tells.</summary>
    private sealed record Told(TrackedPost Post, string? Person, string Given, string Family, string? Email, CandidateStatus? Status, IReadOnlyList<ReachedStage> Stages, (TrackerState State, DateOnly? On)? End,
        DateOnly? Planned, int Line)
    {
        public static Told? Of(TrackerLine line, List<SetAside> aside)
        {
            var (reference, title, organisation) = (line.Text(TrackerColumn.Reference, 100), line.Text(TrackerColumn.Title, 150), line.Text(TrackerColumn.Organisation, 300));
            if (reference is null && title is null) line.Fail(TrackerColumn.Title, "Cette ligne ne dit pas de quel poste elle parle.");
            var key = OrganisationKey.Of(reference ?? $"{title} {organisation}");
            var (name, email) = (line.Name(), line.Text(TrackerColumn.Email, 200));
            if (line.Text(TrackerColumn.Key, 100) is not null && name is null) line.Fail(TrackerColumn.FullName, "Cette ligne désigne une personne sans dire son nom.");
            var person = name is null ? null : line.Text(TrackerColumn.Key, 100) is { } id ? $"identifiant\n{id}" : email is not null ? $"courriel\n{email.ToLowerInvariant()}"
                : $"suivi\n{key}\n{OrganisationKey.Of($"{name.Value.Given} {name.Value.Family}")}";
            var status = name is null ? null : line.Status();
            if (name is not null && status is null) line.Fail(TrackerColumn.Status, "Le statut de cette personne manque\u00A0: Titulaire, Contractuel ou Externe.");
            var (stages, end, planned) = StagesOf(line);
            var post = new TrackedPost(key, reference, title, organisation, line.Text(TrackerColumn.Profession, 200), line.Openings(), line.Day(TrackerColumn.NeededOn).On, line.Day(TrackerColumn.PublishedOn).On,
                line.Day(TrackerColumn.ClosesOn, mayCome: true).On, EndOfPost(line), line.Number);
            if (line.Problem is not { } problem) return new Told(post, person, name?.Given ?? "", name?.Family ?? "", email, status, stages, end, planned, line.Number);
            aside.Add(problem);
            return null;
        }

        private static (List<ReachedStage>, (TrackerState, DateOnly?)?, DateOnly?) StagesOf(TrackerLine line)
        {
            var (stages, planned) = (new List<ReachedStage>(), (DateOnly?)null);
            for (var stage = Stage.Received; stage <= Stage.InPost; stage++)
            {
                var day = line.Day(TrackerColumn.Received + (int)stage - 1, mayCome: stage == Stage.InPost);
                // A first day at work that is still to come is a plan, not an arrival.
                if (day.On is { } on && line.IsToCome(on)) planned = on;
                else if (day.Said) stages.Add(new ReachedStage(stage, day.On));
            }

            var (state, since) = (line.State(), line.Day(TrackerColumn.StateOn));
            if (state is { } label and <= TrackerState.InPost && stages.All(one => one.Stage != (Stage)label)) stages.Add(new ReachedStage((Stage)label, since.On));
            return (stages, EndOf(line, state, since.On), planned);
        }

        private static (TrackerState, DateOnly?)? EndOf(TrackerLine line, TrackerState? state, DateOnly? since) =>
            line.Day(TrackerColumn.WithdrawnOn) is { Said: true } withdrawn ? (TrackerState.Withdrawn, withdrawn.On)
            : line.Day(TrackerColumn.RejectedOn) is { Said: true } rejected ? (TrackerState.Rejected, rejected.On)
            : state is TrackerState.Rejected or TrackerState.Withdrawn ? (state.Value, since) : null;

        private static (TrackerState, DateOnly)? EndOfPost(TrackerLine line)
        {
            if (line.State() is not (TrackerState.PostCancelled or TrackerState.PostUnfilled)) return null;
            if (line.Day(TrackerColumn.StateOn).On is { } on) return (line.State()!.Value, on);
            line.Fail(TrackerColumn.StateOn, "Dites quel jour ce poste a été annulé ou déclaré infructueux\u00A0: sans cette date, sa durée serait fausse.");
            return null;
        }
    }

    /// <summary>The first line that says something about a post says it for all.</summary>
    private static TrackedPost Merged(IGrouping<string, Told> lines)
    {
        var all = lines.Select(line => line.Post).ToList();
        return all[0] with
        {
            Reference = all.Select(post => post.Reference).FirstOrDefault(text => text is not null),
            Title = all.Select(post => post.Title).FirstOrDefault(text => text is not null),
            Organisation = all.Select(post => post.Organisation).FirstOrDefault(text => text is not null),
            Profession = all.Select(post => post.Profession).FirstOrDefault(text => text is not null),
            Openings = all.Max(post => post.Openings),
            NeededOn = all.Min(post => post.NeededOn),
            PublishedOn = all.Min(post => post.PublishedOn),
            ClosesOn = all.Max(post => post.ClosesOn),
            End = all.Select(post => post.End).FirstOrDefault(end => end is not null),
        };
    }

    private static TrackedCase? Case(TrackedPost post, List<Told> lines, DateOnly today, List<SetAside> aside)
    {
        var (first, last) = (lines[0], lines[^1]);
        var reached = lines.SelectMany(line => line.Stages).GroupBy(one => one.Stage).OrderBy(one => one.Key).Select(one => new ReachedStage(one.Key, one.Min(same => same.On))).ToList();
        if (reached.Count == 0) reached.Add(new ReachedStage(Stage.Received, null));
        var end = lines.Select(line => line.End).LastOrDefault(one => one is not null);
        var dated = reached.Where(one => one.On is not null).ToList();
        var wrong = dated.Zip(dated.Skip(1)).FirstOrDefault(pair => pair.Second.On < pair.First.On);
        if (wrong.First is not null)
            aside.Add(new SetAside(last.Line, wrong.Second.Stage.Label(), $"Le {French.Date(wrong.Second.On!.Value)} précède l’étape {wrong.First.Stage.Label()}, le {French.Date(wrong.First.On!.Value)}\u00A0: corrigez l’une des deux dates."));
        else if (end is { On: { } on } && dated.Count > 0 && on < dated[^1].On)
            aside.Add(new SetAside(last.Line, TrackerWords.Label(end.Value.State), $"Le {French.Date(on)} précède l’étape {dated[^1].Stage.Label()}\u00A0: corrigez l’une des deux dates."));
        else if (reached[^1].Stage == Stage.InPost && end is not null)
            aside.Add(new SetAside(last.Line, TrackerWords.Label(end.Value.State), "Cette personne est dite en poste et refusée ou désistée\u00A0: gardez l’un des deux."));
        else return new TrackedCase(post, first.Person!, first.Given, first.Family, lines.Select(line => line.Email).FirstOrDefault(text => text is not null), first.Status!.Value, reached, end, lines.Max(line => line.Planned), first.Line);
        return null;
    }
}
