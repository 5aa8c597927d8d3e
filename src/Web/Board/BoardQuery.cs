using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Board;

/// <summary>What keeps a candidacy from going on.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="PossibleFrom">When it becomes possible, where that is known.</param>
public sealed record BoardBlock(string Code, string Sentence, DateTimeOffset? PossibleFrom = null);

/// <summary>One candidacy on a board.</summary>
/// <param name="CandidateId">Null, like the name, for who may not read names.</param>
/// <param name="Step">The step that holds the case; null when nobody does (in post).</param>
/// <param name="IsReader">The reader holds the case.</param>
/// <param name="Share">Share of the target used, 1 = all of it; null where there is none.</param>
public sealed record BoardCard(Guid ApplicationId, Guid? CandidateId, string? Name, Stage Stage, DateTimeOffset StageSince, CandidateStatus Status,
    Step? Step, bool IsReader, double? Share, IReadOnlyList<BoardBlock> Blocks, int Version)
{
    /// <summary>When the interview to come begins, and how it is held.</summary>
    public (DateTimeOffset From, InterviewMode Mode)? Interview { get; init; }
}

/// <param name="Count">All the live candidacies of the stage, shown or not.</param>
public sealed record BoardColumn(Stage Stage, int Count, IReadOnlyList<BoardCard> Cards);

/// <summary>The board of a vacancy: its live candidacies by stage, and how many ended how.</summary>
public sealed record BoardView(IReadOnlyList<BoardColumn> Columns, IReadOnlyDictionary<OutcomeKind, int> Outcomes)
{
    /// <summary>Live candidacies by filter, whatever the filter asked for.</summary>
    public IReadOnlyDictionary<BoardFilter, int> Counts { get; init; } = new Dictionary<BoardFilter, int>();

    /// <summary>All live candidacies by where they came from, and by what the persons are.</summary>
    public IReadOnlyDictionary<Channel, int> Origins { get; init; } = new Dictionary<Channel, int>();

    public IReadOnlyDictionary<CandidateStatus, int> Statuses { get; init; } = new Dictionary<CandidateStatus, int>();

    /// <summary>The professions wished for by those who let it be known to all, by their codes; none for who may not read names.</summary>
    public IReadOnlyDictionary<string, int> Professions { get; init; } = new Dictionary<string, int>();

    /// <summary>Live candidacies not yet found admissible or not, whatever is filtered.</summary>
    public int ToSort { get; init; }

    /// <summary>What holds the post: the step of its most advanced live candidacy, by the rule of a case among equals; null where none is open.</summary>
    public Step? Lead { get; init; }

    /// <summary>The candidacies of a list, in its order.</summary>
    public IReadOnlyList<Guid> Order { get; init; } = [];
}

/// <summary>By what a list is sorted. Never by anything about the person.</summary>
public enum ListSort { Turn, Stage, Share, Since }

/// <summary>The list view of a board.</summary>
/// <param name="Page">The first is 1.</param>
public sealed record BoardList(ListSort Sort, bool Backwards, int Page, int Size)
{
    internal IEnumerable<BoardQuery.Place> Window(IEnumerable<BoardQuery.Place> places)
    {
        var turn = places.Order(BoardQuery.Place.InOrder);
        IEnumerable<BoardQuery.Place> sorted = Sort switch
        {
            ListSort.Stage => turn.OrderBy(place => place.Stage),
            ListSort.Share => turn.OrderByDescending(place => place.Share ?? -1),
            ListSort.Since => turn.OrderBy(place => place.Step?.Since ?? DateTimeOffset.MaxValue),
            _ => turn,
        };
        return (Backwards ? sorted.Reverse() : sorted).Skip((Page - 1) * Size).Take(Size);
    }
}

/// <summary>Which candidacies of a board are shown.</summary>
public enum BoardFilter { All, Mine, Late, Blocked }

/// <summary>Who asks for which board, when.</summary>
/// <param name="Limit">Cards in a column at most.</param>
public sealed record BoardAsked(Who Who, Subject Subject, Vacancy Vacancy, DateTimeOffset Now, int Limit)
{
    public BoardFilter Filter { get; init; }

    /// <summary>Only those that came this way; null for all.</summary>
    public Channel? Origin { get; init; }

    public CandidateStatus? Status { get; init; }

    /// <summary>Only those who wish for this profession and let it be known; its code.</summary>
    public string? Profession { get; init; }

    /// <summary>A list of all the stages in the place of columns; null for columns.</summary>
    public BoardList? List { get; init; }

    /// <summary>A column read at length, from a page on (the first is 1).</summary>
    public (Stage Stage, int Page, int Size)? Opened { get; init; }
}

/// <summary>
/// Two round trips where nothing changed since the last reading, three otherwise: which candidacies are live, with how the others ended and what people wish for; those
/// that changed (<see cref="SeenCandidacies"/>), from which the order follows; then what the cards shown say.
/// </summary>
public static class BoardQuery
{
    private const string OutcomesSql = """
        select outcome, count(*)::int from jalon.job_application where vacancy_id = $1 and outcome is not null group by outcome
        """;

    /// <summary>Wishes are read as far as the person chose: those shown to all, and no others.</summary>
    private const string WishesSql = """
        select a.id, array(select jsonb_array_elements_text(c.state #> '{wishes,professions}'))
        from jalon.job_application a join jalon.candidate c on c.id = a.candidate_id
        where a.vacancy_id = $1 and a.outcome is null and c.wishes_open
        """;

    private const string CardsSql = """
        select a.id, a.state, a.version, p.given_name, p.family_name
        from jalon.job_application a left join jalon.person p on p.id = a.candidate_id where a.id = any ($1)
        """;

    public static async Task<BoardView> ReadAsync(NpgsqlDataSource database, SeenCandidacies memory, BoardAsked asked, Rules rules, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        var named = Grants.Allows(asked.Who, Act.SeeNames, asked.Subject);
        foreach (var sql in named ? [SeenCandidacies.LiveSql, OutcomesSql, WishesSql] : new[] { SeenCandidacies.LiveSql, OutcomesSql })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = asked.Vacancy.Id } } });
        var acceptanceFrom = asked.Vacancy.AcceptanceFrom(rules);
        var live = new List<(Guid Id, int Version)>();
        var outcomes = new Dictionary<OutcomeKind, int>();
        var wished = new Dictionary<Guid, string[]>();
        await using (var row = await batch.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct)) live.Add((row.GetGuid(0), row.GetInt32(1)));
            await row.NextResultAsync(ct);
            while (await row.ReadAsync(ct)) outcomes[Enum.Parse<OutcomeKind>(row.GetString(0))] = row.GetInt32(1);
            if (named && await row.NextResultAsync(ct))
                while (await row.ReadAsync(ct)) wished[row.GetGuid(0)] = row.GetFieldValue<string[]>(1);
        }

        var seen = await memory.ReadAsync(database, asked.Vacancy.Id, live, ct);
        var places = seen.Where(one => !ClosedTo(asked.Who, one.Value)).Select(one => PlaceOf(asked, one.Key, one.Value, acceptanceFrom)).ToList();
        var narrowed = places.Where(place => (asked.Origin is null || place.Origin == asked.Origin) && (asked.Status is null || place.Status == asked.Status)
            && (asked.Profession is not { } profession || wished.GetValueOrDefault(place.Id, []).Contains(profession))).ToList();
        var kept = narrowed.Where(place => place.Passes(asked.Filter)).ToLookup(place => place.Stage);
        var columns = Enum.GetValues<Stage>().Select(stage => (Stage: stage, Places: kept[stage].ToList())).ToList();
        var shown = asked.List is { } list ? [.. list.Window(columns.SelectMany(column => column.Places))]
            : columns.SelectMany(column => Window(asked, column.Stage, column.Places.Order(Place.InOrder))).ToList();
        var cards = (await CardsAsync(database, asked, shown, named, acceptanceFrom, ct)).ToLookup(card => card.Stage);
        return new BoardView([.. columns.Select(column => new BoardColumn(column.Stage, column.Places.Count, [.. cards[column.Stage]]))], outcomes)
        {
            Counts = Enum.GetValues<BoardFilter>().ToDictionary(filter => filter, filter => narrowed.Count(place => place.Passes(filter))),
            Origins = places.CountBy(place => place.Origin).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToDictionary(),
            Statuses = places.CountBy(place => place.Status).OrderBy(pair => pair.Key).ToDictionary(),
            Professions = places.SelectMany(place => wished.GetValueOrDefault(place.Id, [])).CountBy(code => code).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
            ToSort = places.Count(place => place.Stage == Stage.Received),
            Lead = LeadOf(places),
            Order = asked.List is null ? [] : [.. shown.Select(place => place.Id)],
        };
    }

    private static Step? LeadOf(IEnumerable<Place> places) =>
        places.Where(place => place.Step is not null).GroupBy(place => place.Stage).MaxBy(stage => stage.Key) is { } ahead ? Ball.HolderOf(ahead.OrderBy(place => place.Id).Select(place => place.Step!)) : null;

    private static IEnumerable<Place> Window(BoardAsked asked, Stage stage, IEnumerable<Place> places) =>
        asked.Opened is { } opened && opened.Stage == stage ? places.Skip((opened.Page - 1) * opened.Size).Take(opened.Size) : places.Take(asked.Limit);

    /// <summary>Whether a step waits for somebody: named, or in their role in this organisation or above; as an assessor, where the file asks them and has not heard them yet.</summary>
    public static bool WaitsFor(Who who, Step step, IReadOnlyList<Guid> organisationPath, IReadOnlyList<Assessor> assessors) =>
        step.Holder is { Role: Role.Assessor, PersonId: null } ? assessors.Any(one => Owes(who, one)) : WaitsInRole(who, step, organisationPath);

    /// <summary>The same, for who has not read the file: the role is enough.</summary>
    public static bool WaitsInRole(Who who, Step step, IReadOnlyList<Guid> organisationPath) =>
        step.Kind != TimeKind.LegalWait && (step.Holder.PersonId == who.PersonId || who.Roles.Any(held => held.Role == step.Holder.Role
            && (step.Holder.PersonId is { } person ? person == held.HolderId : organisationPath.Contains(held.OrganisationId))));

    /// <summary>Whose opinion is still to come, theirs or that of somebody they stand in for.</summary>
    public static bool Owes(Who who, Assessor one) => one is { OpinionId: null, Conflicted: false } && who.Roles.Any(held => held.Role == Role.Assessor && held.HolderId == one.PersonId);

    /// <summary>A conflict of interest was declared: the file is not theirs to see.</summary>
    private static bool ClosedTo(Who who, SeenCandidacy file) => file.Assessors.Any(one => one.Conflicted && one.PersonId == who.PersonId);

    private static Place PlaceOf(BoardAsked asked, Guid id, SeenCandidacy file, DateTimeOffset? acceptanceFrom)
    {
        var share = file.Step?.Target is { } target ? FrenchCalendar.ShareUsed(file.Step.Since, asked.Now, target) : (double?)null;
        return new Place(id, file, file.Step is { } step && WaitsFor(asked.Who, step, asked.Subject.OrganisationPath, file.Assessors), share, file.Blocked || InMonth(file.Stage, asked, acceptanceFrom));
    }

    private static async Task<IReadOnlyList<BoardCard>> CardsAsync(NpgsqlDataSource database, BoardAsked asked, List<Place> shown, bool named, DateTimeOffset? acceptanceFrom, CancellationToken ct)
    {
        if (shown.Count == 0) return [];
        await using var query = Query.Of(database, CardsSql, shown.ConvertAll(place => place.Id).ToArray());
        await using var row = await query.ExecuteReaderAsync(ct);
        var read = new Dictionary<Guid, (JobApplication State, int Version, string? Name)>(shown.Count);
        while (await row.ReadAsync(ct))
            read[row.GetGuid(0)] = (row.State<JobApplication>(1), row.GetInt32(2), row.Text(3) is { } given ? $"{given} {row.GetString(4)}" : null);
        return [.. shown.Where(place => read.ContainsKey(place.Id)).Select(place => CardOf(asked, place, read[place.Id], named, acceptanceFrom))];
    }

    private static BoardCard CardOf(BoardAsked asked, Place place, (JobApplication State, int Version, string? Name) read, bool named, DateTimeOffset? acceptanceFrom)
    {
        var state = read.State;
        var step = named || place.Step is null ? place.Step : place.Step with { Holder = place.Step.Holder with { PersonId = null } };
        return new BoardCard(place.Id, named ? state.CandidateId : null, named ? read.Name : null, place.Stage, state.StageSince, state.Status, step, place.IsReader, place.Share,
            [.. BlocksOf(state, asked, acceptanceFrom)], read.Version)
        {
            Interview = state.Interview is { IsBooked: true, From: { } from } booked ? (from, booked.Mode) : null,
        };
    }

    private static IEnumerable<BoardBlock> BlocksOf(JobApplication state, BoardAsked asked, DateTimeOffset? acceptanceFrom)
    {
        if (state is { Late: true, LateAdmitted: false }) yield return new("late_not_decided", "Hors délai\u00A0: à admettre avec un motif, ou à refuser.");
        if (state.AwaitsFinding) yield return new("finding_required", "S’examine après le constat d’infructuosité.");
        if (state.EngagedElsewhereSince is not null) yield return new("engaged_elsewhere", "Cette personne s’est engagée ailleurs.");
        foreach (var document in state.Documents.Where(one => one.IsOwed))
            yield return new("document_missing", $"{(document.Status == DocumentStatus.Asked ? "Pièce attendue" : "Pièce à valider")}\u00A0: {document.Type.Label()}.");
        if (state.Stage == Stage.Interview && state.Assessors.Any(one => one.Conflicted) && JobApplicationGrain.Meeting(state).Count < 2)
            yield return new("too_few_assessors", "Il manque un évaluateur ou une évaluatrice.");
        if (InMonth(state.Stage, asked, acceptanceFrom))
            yield return new("legal_month", $"Pas avant le {French.Date(FrenchCalendar.DayOf(acceptanceFrom!.Value))}\u00A0: mois légal de publicité.", acceptanceFrom);
    }

    private static bool InMonth(Stage stage, BoardAsked asked, DateTimeOffset? acceptanceFrom) =>
        stage == Stage.Interview && asked.Vacancy.Urgency is null && acceptanceFrom > asked.Now;

    /// <summary>A candidacy and what its place in the column depends on.</summary>
    internal sealed record Place(Guid Id, SeenCandidacy File, bool IsReader, double? Share, bool Blocked)
    {
        public Stage Stage => File.Stage;

        public Step? Step => File.Step;

        public Channel Origin => File.Origin;

        public CandidateStatus Status => File.Status;

        public bool Passes(BoardFilter filter) => filter switch { BoardFilter.Mine => IsReader, BoardFilter.Late => Share >= 1, BoardFilter.Blocked => Blocked, _ => true };

        /// <summary>Whose move it is: the reader's, then the administration's, the candidate's, a third party's, the law's; then the share of the target, largest first. Never the person.</summary>
        public static readonly Comparer<Place> InOrder = Comparer<Place>.Create((left, right) =>
            (left.Group, -(left.Share ?? -1), left.Step?.Since, left.Id).CompareTo((right.Group, -(right.Share ?? -1), right.Step?.Since, right.Id)));

        private int Group => Step is null ? int.MaxValue : IsReader ? -1 : (int)Step.Kind;
    }
}
