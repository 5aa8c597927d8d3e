using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Tests;
using Jalon.Web.Day;
using Jalon.Web.Rights;

namespace Jalon.Web.Tests.Day;

/// <summary>« Ma journée » against what the states themselves say, after anything that may happen.</summary>
public sealed class LivingADay(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Stage[] Spine = Enum.GetValues<Stage>();

    private readonly Guid service = Guid.CreateVersion7();
    private readonly Guid secondPost = Guid.CreateVersion7();
    private readonly int seed = Environment.TickCount;
    private WholeSite site = null!;
    private Ministry ministry = null!;
    private Guid[] staff = [];
    private FeedPosition? last;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        await ministry.DoAsync(service, new CreateOrganisation(service, "Service des produits", null, OrganisationLevel.Service, ministry.Alpha), daysAgo: 90);
        var judith = await ministry.PersonAsync("Judith", "Carrel", Role.Recruiter, service);
        await ministry.DoAsync(secondPost, new DraftVacancy(secondPost, service, Ministry.Sheet with { Title = "Architecte F/H", LineManager = ministry.Mehdi, NeededSince = ministry.Today.AddDays(-30) }), ministry.Mehdi, 20);
        staff = [ministry.Claire, ministry.Mehdi, ministry.Odile, ministry.Sami, ministry.Elise, ministry.Karim, ministry.Anne, judith];
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Whatever_happened_each_open_step_that_waits_for_somebody_is_in_their_day_once_and_nothing_else()
    {
        var dice = new Random(seed);
        for (var round = 0; round < 4; round++)
        {
            for (var turn = 0; turn < 60; turn++) await TryAsync(Something(dice), dice);
            if (last is { } position) Assert.True(await site.Engine.Feed.WaitUntilPassedAsync(IntervalProjection.Name, position, TimeSpan.FromSeconds(30), Ct));
            var seen = 0;
            foreach (var person in staff) seen += await CheckAsync(person);
            Assert.True(seen > 0, $"seed {seed}: the days are all empty");
        }
    }

    private async Task<int> CheckAsync(Guid person)
    {
        var now = site.Engine.Clock.GetUtcNow();
        var who = await People.WhoAsync(site.Engine.Database, person, now, Ct);
        var day = await DayQuery.ReadAsync(site.Engine.Database, who, now, Ct);
        var shown = (await StepsAsync(day.Mine)).Order(StringComparer.Ordinal).ToList();
        var expected = (await ExpectedAsync(who)).Order(StringComparer.Ordinal).ToList();
        Assert.True(expected.SequenceEqual(shown), $"seed {seed}, {person}\nmissing: {string.Join(", ", expected.Except(shown))}\ntoo many: {string.Join(", ", shown.Except(expected))}");
        Assert.Equal(day.Mine.Count, day.Mine.Select(line => line.Key).Distinct().Count());
        Assert.Equal(shown.Count, day.Mine.Sum(line => line.Count));
        Assert.DoesNotContain(day.Awaited, line => shown.Contains($"{line.CaseId} {line.Step.Id}"));
        return shown.Count;
    }

    private async Task<List<string>> StepsAsync(IEnumerable<DayLine> lines)
    {
        var steps = new List<string>();
        foreach (var line in lines) steps.AddRange((await DayQuery.StepsAsync(site.Engine.Database, line, Ct)).Select(one => $"{one.CaseId} {one.Step}"));
        return steps;
    }

    /// <summary>The rule as it is written, asked of every state one by one.</summary>
    private async Task<List<string>> ExpectedAsync(Who who)
    {
        var expected = new List<string>();
        foreach (var id in await IdsAsync("job_application"))
        {
            var seen = (await Subjects.OfApplicationAsync(site.Engine.Database, who, id, Ct))!;
            var (reads, asked) = (Grants.Allows(who, Act.SeeApplication, seen.Subject), Grants.Allows(who, Act.StateInterests, seen.Subject));
            expected.AddRange(seen.State.Steps.Where(step => (reads || (asked && step.Holder.Role == Role.Assessor)) && Waits(who, step, PathOf(step)) && (step.Holder.Role != Role.Assessor || Owes(who, seen.State, step))).Select(step => $"{id} {step.Id}"));
        }

        foreach (var id in await IdsAsync("vacancy"))
        {
            var seen = (await Subjects.OfVacancyAsync(site.Engine.Database, who, id, Ct))!;
            if (Grants.Allows(who, Act.SeeVacancy, seen.Subject)) expected.AddRange(seen.State.Steps.Where(step => Waits(who, step, PathOf(step))).Select(step => $"{id} {step.Id}"));
        }

        return expected;
    }

    private Guid[] PathOf(Step step) => step.Holder.OrganisationId == service ? [service, ministry.Alpha] : step.Holder.OrganisationId is { } id ? [id] : [];

    private static bool Waits(Who who, Step step, IReadOnlyList<Guid> path) => step.Kind != TimeKind.LegalWait && step.Holder.Role != Role.Candidate
        && (step.Holder.PersonId is { } person
            ? person == who.PersonId || who.Roles.Any(held => held.HolderId == person && held.Role == step.Holder.Role)
            : who.Roles.Any(held => held.Role == step.Holder.Role && path.Contains(held.OrganisationId)));

    private static bool Owes(Who who, JobApplication state, Step step) => step.Holder.PersonId is not null
        || state.Assessors.Any(one => one is { OpinionId: null, Conflicted: false } && who.Roles.Any(held => held.Role == Role.Assessor && held.HolderId == one.PersonId));

    private async Task<List<Guid>> IdsAsync(string table)
    {
        await using var query = site.Engine.Database.CreateCommand($"select id from jalon.{table}");
        await using var row = await query.ExecuteReaderAsync(Ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(Ct)) ids.Add(row.GetGuid(0));
        return ids;
    }

    private (Guid Grain, Command Command) Something(Random dice)
    {
        var file = ministry.Applications.Values.ElementAt(dice.Next(ministry.Applications.Count));
        var (anybody, other) = (staff[dice.Next(staff.Length)], staff[dice.Next(staff.Length)]);
        var now = ministry.Now;
        return dice.Next(13) switch
        {
            0 or 1 => (file, new Move(Spine[dice.Next(4)], "Motif.")),
            2 => (file, new Reject(RejectionReason.Profile, false, "Motif.")),
            3 => (file, new UndoRejection()),
            4 => (file, new AskDocument(DocumentType.CoverLetter)),
            5 => (file, new NameAssessor(anybody)),
            6 => (file, new FileOpinion("Avis.", [])),
            7 => (file, new OpenStep("visa", TimeKind.Administration, new Holder(Holding(dice), dice.Next(2) == 0 ? service : ministry.Alpha, dice.Next(2) == 0 ? anybody : null))),
            8 => (file, new CloseStep($"visa#{dice.Next(1, 6)}")),
            9 => (dice.Next(2) == 0 ? ministry.Alpha : service, new NameSubstitute(anybody, Holding(dice), other, now.AddDays(-dice.Next(3)), now.AddDays(dice.Next(1, 3)))),
            10 => (dice.Next(2) == 0 ? ministry.Alpha : service, new GrantRole(anybody, Holding(dice), now.AddDays(-1))),
            11 => (ministry.Post, new Suspend("Motif.")),
            _ => (secondPost, dice.Next(2) == 0 ? new Submit() : new Return("À compléter.")),
        };
    }

    private static Role Holding(Random dice) => (Role[])[Role.Recruiter, Role.HrLead, Role.LineManager, Role.Assessor] is var roles ? roles[dice.Next(roles.Length)] : default;

    private async Task TryAsync((Guid Grain, Command Command) what, Random dice)
    {
        var by = what.Command is FileOpinion ? staff[dice.Next(staff.Length)] : ministry.Claire;
        if (await site.Engine.Silo.SendAsync(new Envelope(what.Grain, what.Command, Guid.CreateVersion7(), new Actor(by)), Ct) is Done { Last: { } position }) last = position;
    }
}
