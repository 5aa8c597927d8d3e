using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Hosting;

/// <summary>Many commands read, decided and committed at once.</summary>
public sealed class SendingTogether(TestCluster cluster) : IAsyncLifetime
{
    private Office office = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await Office.OpenAsync(await cluster.NewDatabaseAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Each_command_is_answered_as_if_it_were_alone()
    {
        var (vacancy, known, blank) = (await office.PublishAsync(), await office.RegisterAsync(), Guid.CreateVersion7());
        var people = Enumerable.Range(0, 300).Select(_ => Guid.CreateVersion7()).ToList();
        var replies = await office.Engine.Silo.SendTogetherAsync(
            [.. people.Select(Registering), Registering(known), Office.Of(blank, new Register(blank, "", "Durand", null, null, CandidateStatus.External)), Registering(people[0])], ct: Ct);
        Assert.All(replies[..300], reply => Assert.Equal(1, Assert.IsType<Done>(reply).Version));
        Assert.Equal("already_registered", Assert.IsType<Declined>(replies[300]).Why.Code);
        Assert.Equal("givenName", Assert.IsType<Invalid>(replies[301]).Problems[0].Field);
        Assert.Equal("already_registered", Assert.IsType<Declined>(replies[302]).Why.Code);

        var filings = people.Select(person => Filing(vacancy, person)).ToList();
        replies = await office.Engine.Silo.SendTogetherAsync([.. filings, Filing(Guid.CreateVersion7(), people[0])], ct: Ct);
        Assert.All(replies[..300], reply => Assert.IsType<Done>(reply));
        Assert.IsType<Declined>(replies[300]);
        Assert.Equal(300, await office.CountAsync("jalon.job_application"));
        Assert.Equal(301, await office.CountAsync("jalon.person"));
        await office.SettleAsync();
        await office.CheckAsync();
    }

    [Fact]
    public async Task The_same_ids_sent_again_have_one_effect_and_the_same_answer()
    {
        var sent = Enumerable.Range(0, 10).Select(_ => Registering(Guid.CreateVersion7())).ToList();
        var first = await office.Engine.Silo.SendTogetherAsync(sent, ct: Ct);
        var again = await office.Engine.Silo.SendTogetherAsync(sent, ct: Ct);
        Assert.All(first.Zip(again), pair => Assert.Equal(new Done(Assert.IsType<Done>(pair.First).Version, null), pair.Second));
        var other = await office.Engine.Silo.SendTogetherAsync([sent[0] with { Command = new Register(sent[0].GrainId, "Alix", "Autre", null, null, CandidateStatus.External) }], ct: Ct);
        Assert.IsType<Mismatch>(other[0]);
        Assert.Equal(10, await office.CountAsync("jalon.fact"));
    }

    [Fact]
    public async Task What_is_in_memory_stays_and_what_is_not_leaves_none()
    {
        var kept = await office.RegisterAsync();
        var active = office.Engine.Silo.Active;
        var replies = await office.Engine.Silo.SendTogetherAsync(
            [Office.Of(kept, new AmendProfile(CandidateStatus.External)), .. Enumerable.Range(0, 20).Select(_ => Registering(Guid.CreateVersion7()))], ct: Ct);
        Assert.All(replies, reply => Assert.IsType<Done>(reply));
        Assert.Equal(active, office.Engine.Silo.Active);
        Assert.Equal(3, (await office.DoAsync(kept, new AmendProfile(CandidateStatus.ContractAgent))).Version);
    }

    [Fact]
    public async Task Somebody_begun_by_another_since_they_were_looked_for_is_answered_on_their_row()
    {
        var (known, fresh) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.Engine.Silo.SendTogetherAsync([Registering(known)], ct: Ct);
        var replies = await office.Engine.Silo.SendTogetherAsync([Registering(known) with { Begins = true }, Registering(fresh) with { Begins = true }], ct: Ct);
        Assert.Equal("already_registered", Assert.IsType<Declined>(replies[0]).Why.Code);
        Assert.Equal(1, Assert.IsType<Done>(replies[1]).Version);
        Assert.Equal((2, 2), (await office.CountAsync("jalon.person"), await office.CountAsync("jalon.fact")));
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        var (vacancy, person) = (await office.PublishAsync(), await office.RegisterAsync());
        var facts = await office.CountAsync("jalon.fact");
        var replies = await office.Engine.Silo.SendTogetherAsync([Filing(vacancy, person), Filing(Guid.CreateVersion7(), person)], commit: false, Ct);
        Assert.Equal(1, Assert.IsType<Done>(replies[0]).Version);
        Assert.IsType<Declined>(replies[1]);
        Assert.Equal(facts, await office.CountAsync("jalon.fact"));
    }

    [Fact]
    public async Task Crossing_lots_and_single_commands_all_find_an_answer()
    {
        var people = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToList();
        await office.Engine.Silo.SendTogetherAsync([.. people.Select(Registering)], ct: Ct);
        var lots = Enumerable.Range(0, 4).Select(turn => office.Engine.Silo.SendTogetherAsync(
            [.. (turn % 2 == 0 ? people : people.AsEnumerable().Reverse()).Select(person => Office.Of(person, new DeclareSkill($"S{turn}", 2, Evidence.Declared)))], ct: Ct)).ToList();
        var singles = people.Select(person => office.SendAsync(person, new DeclareSkill("ALONE", 1, Evidence.Declared)));
        Assert.All(await Task.WhenAll(singles), reply => Assert.IsType<Done>(reply));
        foreach (var lot in await Task.WhenAll(lots)) Assert.All(lot, reply => Assert.IsType<Done>(reply));
        foreach (var person in people) Assert.Equal(5, (await office.CandidateAsync(person)).Skills.Count);
        await office.SettleAsync();
        await office.CheckAsync();
    }

    private static Envelope Registering(Guid id) => Office.Of(id, new Register(id, "Salomé", "Girard", null, null, CandidateStatus.CivilServant));

    private static Envelope Filing(Guid vacancy, Guid person) =>
        Office.Of(DerivedId.Application(vacancy, person), new Apply(vacancy, person, Office.Alpha, CandidateStatus.CivilServant, Channel.Import));
}
