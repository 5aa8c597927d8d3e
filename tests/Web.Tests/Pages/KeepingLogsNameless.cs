using System.Collections.Concurrent;
using System.Net;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Host;
using Microsoft.Extensions.Logging;

namespace Jalon.Web.Tests.Pages;

public sealed class KeepingLogsNameless(TestCluster cluster)
{
    private static readonly string[] Private = ["Zéphyrine", "Quenouillard", "zephyrine.q@exemple.fr", "Besnard", "Parle sept langues"];

    [Fact]
    public async Task No_name_address_or_free_text_is_logged_on_a_working_day()
    {
        using var lines = new Lines();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Debug));
        await using var engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.All, TimeProvider.System, logs, TestContext.Current.CancellationToken);
        var ministry = await Ministry.OpenAsync(engine);
        // What an operator may switch on: everything the pages say at work, whatever the level of the settings.
        await using var app = WebApp.Build(engine, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders().AddProvider(lines).AddFilter<Lines>(null, LogLevel.Information));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var claire = await Visitor.SignedInAsync(new Uri(app.Urls.First()), ministry.Claire);

        var add = $"/postes/{ministry.Post}/ajouter";
        var fields = new Dictionary<string, string> { ["candidature-email"] = Private[2], ["candidature-givenName"] = Private[0], ["candidature-familyName"] = Private[1], ["candidature-status"] = "CivilServant", ["candidature-channel"] = "CommonSpace" };
        await claire.PostAsync(add, add, fields);
        await claire.PostAsync("/postes", "/recherche", new() { ["recherche-texte"] = "Quenouillard Zephyrine" });
        await claire.ReadAsync("/recherche");
        var paul = ministry.Applications["Paul Lemoine"];
        await claire.PostAsync($"/candidatures/{paul}", $"/candidatures/{paul}", new() { ["geste"] = "note", ["note-text"] = Private[4] });
        await claire.PostAsync($"/candidatures/{paul}", $"/candidatures/{paul}", new() { ["geste"] = "note", ["note-text"] = new string('x', 20_000) + Private[1] });
        Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync($"/candidatures/{Guid.CreateVersion7()}"));
        await engine.Feed.CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Zéphyrine Quenouillard", await claire.ReadAsync("/recherche"), StringComparison.Ordinal);
        Assert.Contains(lines.All, line => line.Contains("/recherche", StringComparison.Ordinal));
        foreach (var one in Private) Assert.DoesNotContain(lines.All, line => line.Contains(one, StringComparison.OrdinalIgnoreCase) || line.Contains(Uri.EscapeDataString(one), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Every line any part of the program logs, with what is attached to it.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            All.Add($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add($"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> more ? string.Join(' ', more.Select(one => one.Value)) : "")}");

        public void Dispose()
        {
        }
    }
}
