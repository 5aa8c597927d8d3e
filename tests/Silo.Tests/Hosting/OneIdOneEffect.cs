using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Tests;

using Npgsql;

namespace Jalon.Silo.Tests.Hosting;

public sealed class OneIdOneEffect(TestCluster cluster) : IAsyncLifetime
{
    private Office office = null!, other = null!;
    private Guid application;

    public async ValueTask InitializeAsync()
    {
        var address = await cluster.NewDatabaseAsync();
        (office, other) = (await Office.OpenAsync(address), await Office.OpenAsync(address));
        application = await office.ApplyAsync(await office.PublishAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_command_sent_again_after_others_is_told_what_it_was_told()
    {
        var id = Guid.CreateVersion7();
        var first = Assert.IsType<Done>(await office.SendAsync(application, new Move(Stage.Admissible), id));
        await office.DoAsync(application, new Move(Stage.Preselected));
        var facts = await office.CountAsync("jalon.fact");

        foreach (var host in new[] { office, other })
            Assert.Equal(new Done(first.Version, null), await host.SendAsync(application, new Move(Stage.Admissible), id));
        Assert.Equal(facts, await office.CountAsync("jalon.fact"));
        Assert.Equal(Stage.Preselected, (await office.ApplicationAsync(application)).Stage);
    }

    [Fact]
    public async Task Sent_from_two_hosts_at_once_it_has_one_effect()
    {
        var id = Guid.CreateVersion7();
        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(n => (n % 2 == 0 ? office : other).SendAsync(application, new AddNote("À rappeler lundi"), id)));
        Assert.All(replies, reply => Assert.Equal(2, Assert.IsType<Done>(reply).Version));
        Assert.Single(replies.Cast<Done>(), reply => reply.Last is not null);
        Assert.Equal(1, await office.CountAsync($"jalon.fact where command_id = '{id}'"));
        Assert.Equal(1, await office.CountAsync("jalon.note"));
    }

    [Fact]
    public async Task A_sender_who_stopped_waiting_is_told_what_became_of_it_and_the_next_is_decided_on_the_row()
    {
        var id = Guid.CreateVersion7();
        using var patience = new CancellationTokenSource();
        Task<Reply> impatient;
        await using (var elsewhere = await other.Engine.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var held = await elsewhere.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using (var keep = new NpgsqlCommand("lock table jalon.note in exclusive mode", elsewhere)) await keep.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            impatient = office.Engine.Silo.SendAsync(Office.Of(application, new AddNote("À rappeler lundi"), id), patience.Token);
            while (await other.CountAsync("pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and not l.granted") == 0) await Task.Yield();
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        }

        await office.DoAsync(application, new AddNote("À rappeler mardi"));
        Assert.IsType<Done>(await office.SendAsync(application, new AddNote("À rappeler lundi"), id));
        Assert.Equal(1, await office.CountAsync($"jalon.fact where command_id = '{id}'"));
        Assert.Equal(2, await office.CountAsync("jalon.note"));
        await office.CheckAsync();
    }

    [Fact]
    public async Task With_another_body_another_person_or_another_grain_it_is_a_mismatch()
    {
        var id = Guid.CreateVersion7();
        await office.SendAsync(application, new AddNote("À rappeler lundi"), id);
        var person = Guid.CreateVersion7();

        Assert.IsType<Mismatch>(await other.SendAsync(application, new AddNote("À rappeler mardi"), id));
        Assert.IsType<Mismatch>(await other.SendAsync(application, new AddNote("À rappeler lundi"), id, Office.Sami));
        Assert.IsType<Mismatch>(await other.SendAsync(person, new Register(person, "Alix", "Durand", null, null, CandidateStatus.External), id));
        Assert.Equal(0, await office.CountAsync($"jalon.candidate where id = '{person}'"));
        Assert.Equal(0, await office.CountAsync($"jalon.person where id = '{person}'"));
    }

    [Fact]
    public async Task Used_at_once_for_two_grains_it_serves_one_of_them()
    {
        var id = Guid.CreateVersion7();
        var second = await office.ApplyAsync((await office.ApplicationAsync(application)).VacancyId);
        var replies = await Task.WhenAll(office.SendAsync(application, new Move(Stage.Admissible), id), other.SendAsync(second, new Move(Stage.Admissible), id));
        Assert.Single(replies.OfType<Done>());
        Assert.Single(replies.OfType<Mismatch>());
    }

    [Fact]
    public async Task A_refusal_is_not_recorded_and_is_decided_anew()
    {
        var id = Guid.CreateVersion7();
        await office.DoAsync(application, new Move(Stage.Admissible));
        await office.DoAsync(application, new Move(Stage.Preselected));
        Assert.Equal("too_few_assessors", Assert.IsType<Declined>(await office.SendAsync(application, new Move(Stage.Interview), id)).Why.Code);
        Assert.Equal(0, await office.CountAsync($"jalon.command where id = '{id}'"));

        await office.DoAsync(application, new NameAssessor(Office.Sami));
        await office.DoAsync(application, new NameAssessor(Office.Odile));
        Assert.IsType<Done>(await office.SendAsync(application, new Move(Stage.Interview), id));
    }

    [Fact]
    public async Task Any_uuid_serves_and_a_derived_one_follows_from_what_it_names()
    {
        Assert.Equal(DerivedId.Of("deadline", application, "news"), DerivedId.Of("deadline", application, "news"));
        Assert.NotEqual(DerivedId.Of("deadline", application, "news"), DerivedId.Of("deadline", application, "escalation"));
        foreach (var id in new[] { Guid.NewGuid(), DerivedId.Of("deadline", application, "news"), Guid.CreateVersion7() })
            Assert.NotNull(Assert.IsType<Done>(await office.SendAsync(application, new AddNote("À rappeler"), id)).Last);
    }
}
