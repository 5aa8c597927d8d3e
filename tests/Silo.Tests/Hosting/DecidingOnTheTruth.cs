using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Tests;

using Npgsql;

namespace Jalon.Silo.Tests.Hosting;

/// <summary>One host keeps a state in memory while another changes the row.</summary>
public sealed class DecidingOnTheTruth(TestCluster cluster) : IAsyncLifetime
{
    private Office office = null!, other = null!;
    private Guid application;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var address = await cluster.NewDatabaseAsync();
        (office, other) = (await Office.OpenAsync(address), await Office.OpenAsync(address));
        application = await office.ApplyAsync(await office.PublishAsync());
        await office.DoAsync(application, new Move(Stage.Admissible));
    }

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_decided_on_a_stale_state_is_decided_again()
    {
        Assert.Equal("not_the_next_stage", await office.RefusedAsync(application, new Move(Stage.Interview)));
        await other.DoAsync(application, new Move(Stage.Preselected));
        Assert.Equal("too_few_assessors", await office.RefusedAsync(application, new Move(Stage.Interview)));
    }

    [Fact]
    public async Task An_acceptance_without_facts_is_checked_before_it_is_told()
    {
        await other.DoAsync(application, new Move(Stage.Preselected));
        Assert.Equal("reason_required", await office.RefusedAsync(application, new Move(Stage.Admissible)));
        Assert.Equal(new Done(3, null), await office.SendAsync(application, new Move(Stage.Preselected)));
    }

    [Fact]
    public async Task A_commit_that_loses_is_decided_again_on_what_the_other_did()
    {
        await other.DoAsync(application, new Move(Stage.Preselected));
        await other.DoAsync(application, new NameAssessor(Office.Sami));
        var done = await office.DoAsync(application, new Withdraw(WithdrawalReason.OtherPost));
        Assert.Equal(5, done.Version);
        Assert.Equal(Stage.Preselected, (await office.ApplicationAsync(application)).Stage);
        await office.CheckAsync();
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_nothing_in_memory()
    {
        await office.Engine.Database.ExecuteAsync("alter table jalon.note add check (text <> 'impossible')");
        await Assert.ThrowsAsync<PostgresException>(() => office.SendAsync(application, new Withdraw(WithdrawalReason.OtherPost, "impossible")));
        Assert.Equal(0, await office.CountAsync("jalon.note"));
        Assert.Equal(3, (await office.DoAsync(application, new Move(Stage.Preselected))).Version);
        await office.CheckAsync();
    }

    [Fact]
    public async Task Time_never_goes_back_within_a_grain()
    {
        var before = (await office.ApplicationAsync(application)).StageSince;
        office.Clock.Now = other.Clock.Now = before.AddHours(-5);
        await office.DoAsync(application, new Move(Stage.Preselected));
        Assert.Equal(before, (await office.ApplicationAsync(application)).StageSince);
        await other.DoAsync(application, new AddNote("À rappeler"));
        Assert.Equal(1, await office.CountAsync($"(select distinct at from jalon.fact where grain_id = '{application}') instants"));
    }

    [Fact]
    public async Task The_instant_of_history_is_kept_and_its_record_stays_seven_days()
    {
        var person = Guid.CreateVersion7();
        var then = new DateTimeOffset(2019, 3, 4, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(7);
        var envelope = Office.Of(person, new Grains.Candidates.Register(person, "Alix", "Durand", null, null, CandidateStatus.External)) with { Origin = Origin.Import, At = then };
        await office.Engine.Silo.SendAsync(envelope, Ct);

        Assert.Equal(1, await office.CountAsync($"jalon.fact where grain_id = '{person}' and at = '{Json.Instant(then)}' and origin = 'import'"));
        Assert.Equal(then, (await office.CandidateAsync(person)).LastContactAt);
        Assert.Equal(0, await new CommandRecords(office.Engine.Database).RemoveOldAsync(Ct));
        Assert.Equal(1, await office.CountAsync($"jalon.command where id = '{envelope.CommandId}'"));
    }
}
