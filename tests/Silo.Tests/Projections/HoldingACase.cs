using FsCheck;
using FsCheck.Fluent;

using Jalon.Grains;
using Jalon.Silo.Projections;

using Interval = Jalon.Silo.Projections.Interval;

namespace Jalon.Silo.Tests.Projections;

public sealed class HoldingACase
{
    private static readonly Guid Id = new("aaaaaaaa-0000-7000-8000-000000000000");
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Changes changes = new();
    private CaseFile file = CaseFile.New(Id, "job_application");

    private Interval[] CaseRows => [.. changes.Written.Where(row => row.Scope == Scope.Case).OrderBy(row => row.From)];

    [Fact]
    public void The_case_is_held_by_the_first_kind_among_its_steps_and_changes_hands_with_it()
    {
        Tell(0, new BallMove(false, [], [Step("file", TimeKind.Candidate, 0), Step("visa", TimeKind.ThirdParty, 0)], "Received"));
        Tell(2, new BallMove(false, [], [Step("check", TimeKind.Administration, 2)]));
        Tell(3, new BallMove(false, ["visa"], []));
        Tell(5, new BallMove(false, ["check"], []));
        Tell(9, new BallMove(true, [], [], Ends: true));

        Assert.Equal([("file", 0, 2), ("check", 2, 5), ("file", 5, 9)], CaseRows.Select(Told));
        Assert.Equal([("check", 2, 5), ("file", 0, 9), ("visa", 0, 3)],
            changes.Written.Where(row => row.Scope == Scope.Step).OrderBy(row => row.Step, StringComparer.Ordinal).Select(Told));
    }

    [Fact]
    public void A_new_stage_is_a_new_interval_even_with_the_same_holder()
    {
        Tell(0, new BallMove(false, [], [Step("check", TimeKind.Administration, 0)], "Received"));
        Tell(4, new BallMove(false, [], [], "Admissible"));
        Assert.Equal([("Received", false), ("Admissible", true)], CaseRows.Select(row => (row.Stage, row.To is null)));
    }

    [Fact]
    public void Several_facts_of_one_instant_leave_no_interval_of_no_length()
    {
        Tell(0, new BallMove(false, [], [Step("check", TimeKind.Administration, 0)], "Received"));
        Tell(4, new BallMove(true, [], [Step("answer", TimeKind.Candidate, 4)], "Selected"));
        Tell(4, new BallMove(true, [], [Step("sign", TimeKind.Administration, 4)], "Finalising"));
        Tell(6, new BallMove(true, [], [Step("wait", TimeKind.LegalWait, 6)]));
        Tell(6, new BallMove(true, [], [Step("sign", TimeKind.Administration, 4)]));

        Assert.Equal([("check", 0, 4), ("sign", 4, null)], CaseRows.Select(Told));
    }

    [Fact]
    public void A_case_reopened_never_runs_before_it_ended_and_its_stage_is_remembered()
    {
        Tell(0, new BallMove(false, [], [Step("check", TimeKind.Administration, 0)], "Interview"));
        Tell(2, new BallMove(true, [], [], Ends: true));
        Tell(7, new BallMove(false, [], [Step("again", TimeKind.Administration, 0)]));

        Assert.Equal([("check", 0, 2), ("again", 2, null)], CaseRows.Select(Told));
        Assert.All(CaseRows, row => Assert.Equal("Interview", row.Stage));
    }

    [Fact]
    public void A_need_older_than_its_first_fact_begins_the_case_when_it_arose()
    {
        Tell(5, new BallMove(false, [], [Step("draft", TimeKind.Administration, -40)], "Draft"));
        Assert.Equal([("draft", -40, null)], CaseRows.Select(Told));
    }

    [Fact]
    public void What_was_seen_is_ignored_and_a_missing_version_is_refused()
    {
        Tell(0, new BallMove(false, [], [Step("check", TimeKind.Administration, 0)]));
        Assert.Same(file, file.After(1, Start, new BallMove(true, [], [], Ends: true), changes));
        Assert.Throws<VersionHoleException>(() => file.After(3, Start, null, changes));
    }

    /// <summary>Any history at all, instants out of order included: the intervals touch, sum to the lead time, and each is held by whom the rule names.</summary>
    [Fact]
    public void The_intervals_of_a_case_sum_to_its_lead_time_and_each_instant_has_the_holder_of_the_rule() =>
        Prop.ForAll(Histories().ToArbitrary(), history => Holds(history)).QuickCheckThrowOnFailure();

    private static bool Holds((int Hour, int Act, TimeKind Kind, bool Stage)[] history)
    {
        var changes = new Changes();
        var file = CaseFile.New(Id, "job_application").After(1, Start, new BallMove(false, [], [Step("s1", TimeKind.Candidate, 0)], "1"), changes);
        IReadOnlyList<Step> open = [Step("s1", TimeKind.Candidate, 0)];
        var expected = new List<(DateTimeOffset At, Step Holder, string Stage)> { (Start, open[0], "1") };
        var (at, stage) = (Start, "1");
        for (var version = 2; version < history.Length + 2; version++)
        {
            var told = history[version - 2];
            at = Start.AddHours(told.Hour) > at ? Start.AddHours(told.Hour) : at;
            if (told.Stage) stage = $"{version}";
            var opened = new Step($"s{version}", "step", told.Kind, new Holder(null, null, null), at, null, null);
            string[] closes = told.Act == 0 ? [open[0].Id] : [];
            var move = new BallMove(told.Act == 1, closes, [opened], told.Stage ? stage : null);
            open = Ball.After(open, move);
            file = file.After(version, Start.AddHours(told.Hour), move, changes);
            expected.Add((at, Ball.HolderOf(open)!, stage));
        }

        var end = at.AddHours(1);
        file.After(history.Length + 2, end, new BallMove(true, [], [], Ends: true), changes);
        var rows = changes.Written.Where(row => row.Scope == Scope.Case).OrderBy(row => row.From).ToList();
        var contiguous = rows.Zip(rows.Skip(1)).All(pair => pair.First.To == pair.Second.From && (pair.First.Step, pair.First.Stage) != (pair.Second.Step, pair.Second.Stage));
        var sums = rows.Aggregate(TimeSpan.Zero, (sum, row) => sum + (row.To!.Value - row.From)) == end - Start && rows.TrueForAll(row => row.From < row.To);
        // The last word of each instant is what holds from then on.
        var right = expected.GroupBy(one => one.At).Select(instant => instant.Last())
            .All(one => rows.Single(row => row.From <= one.At && one.At < row.To) is var row && row.Step == one.Holder.Id && row.Stage == one.Stage);
        return contiguous && sums && right && changes.Written.All(row => row.To is not null);
    }

    private static Gen<(int Hour, int Act, TimeKind Kind, bool Stage)[]> Histories() =>
        (from hour in Gen.Choose(0, 12)
         from act in Gen.Choose(0, 3)
         from kind in Gen.Elements(Enum.GetValues<TimeKind>())
         from stage in Gen.Elements(true, false, false)
         select (hour, act, kind, stage)).ArrayOf();

    private void Tell(int hour, BallMove move) => file = file.After(file.Version + 1, Start.AddHours(hour), move, changes);

    private static Step Step(string id, TimeKind kind, int since) => new(id, id, kind, new Holder(Role.Recruiter, null, null), Start.AddHours(since), null, null);

    private static (string, int, int?) Told(Interval row) => (row.Step, Hour(row.From)!.Value, Hour(row.To));

    private static int? Hour(DateTimeOffset? at) => at is { } known ? (int)(known - Start).TotalHours : null;
}
