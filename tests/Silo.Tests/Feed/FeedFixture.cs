using System.Collections.Concurrent;

using Jalon.Silo.Feed;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Feed;

/// <summary>A fresh database for each test, and feeds that wait for nothing.</summary>
public abstract class FeedFixture(TestCluster cluster) : IAsyncLifetime
{
    protected static Guid A { get; } = new("aaaaaaaa-0000-7000-8000-000000000000");

    protected static Guid B { get; } = new("bbbbbbbb-0000-7000-8000-000000000000");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected string Address { get; private set; } = "";

    protected NpgsqlDataSource Journal { get; private set; } = null!;

    /// <summary>What the handler saw, in order: A1, A2, B1…</summary>
    protected ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Facts the handler refuses.</summary>
    protected HashSet<string> Poison { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Address = await cluster.NewDatabaseAsync();
        Journal = Connections.Open(Address);
        await Journal.ExecuteAsync("create table seen (name text primary key)");
    }

    public ValueTask DisposeAsync() => Journal.DisposeAsync();

    /// <summary>Reads all that was committed before: other tests' transactions on the same server end first.</summary>
    protected async Task CatchUpAsync(FactFeed feed)
    {
        await Journal.SettledAsync();
        await feed.CatchUpAsync(Ct);
    }

    protected static FeedSettings AtOnce => new() { BackOff = (_, _) => Task.CompletedTask };

    protected FactFeed Feed(Subscription subscription, FeedSettings? settings = null) =>
        new(Journal, [Lamp.Kind], [subscription], NullLogger<FactFeed>.Instance, settings ?? AtOnce);

    protected Subscription Commands() => Subscription.OfCommands("lamps", (fact, _) =>
    {
        See(fact);
        return Task.CompletedTask;
    });

    /// <summary>Writes each fact once, into a table that refuses it twice.</summary>
    protected Subscription Tables() => Subscription.OfTables("lamps", (page, writes, _) =>
    {
        foreach (var fact in page) See(fact);
        writes.BatchCommands.Add(new NpgsqlBatchCommand("insert into seen select unnest($1)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. page.Select(Name)] } },
        });
        return Task.CompletedTask;
    });

    protected static string Name(FactRecord fact) => $"{(fact.GrainId == A ? "A" : fact.GrainId == B ? "B" : "?")}{fact.Version}";

    protected Task<string?> WrittenAsync() => Journal.ScalarAsync<string?>("select coalesce(string_agg(name, ' ' order by name), '') from seen");

    private void See(FactRecord fact)
    {
        if (Poison.Contains(Name(fact))) throw new InvalidOperationException("cannot take 'Alix Durand' alix@example.org");
        Seen.Enqueue(Name(fact));
    }
}
