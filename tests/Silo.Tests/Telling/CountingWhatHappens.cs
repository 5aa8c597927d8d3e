using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo.Routing;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Telling;

public sealed class CountingWhatHappens(TestCluster cluster)
{
    private readonly ConcurrentBag<(string Name, double Value, Dictionary<string, object?> Tags)> told = [];

    [Fact]
    public async Task Commits_waits_answers_refusals_and_what_is_late_are_told_by_code_and_never_by_name()
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == Telemetry.Name) own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        await using var office = await Office.OpenAsync(await cluster.NewDatabaseAsync());
        var vacancy = await office.PublishAsync();
        var application = await office.ApplyAsync(vacancy);
        var code = await office.RefusedAsync(application, new Move(Stage.InPost));
        await office.SettleAsync();
        await office.DoAsync(application, new AddNote("À rappeler"));
        await office.Engine.Database.ExecuteAsync($"insert into jalon.deadline (grain_id, key, kind, due) values ('{application}', 'essai', 'job_application', '2026-12-01T08:00:00Z')");
        await office.Engine.ReadFiguresAsync(TestContext.Current.CancellationToken);
        listener.RecordObservableInstruments();

        Assert.Contains(told, one => one is { Name: "jalon.commit.size", Value: >= 1 });
        Assert.Contains(told, one => one is { Name: "jalon.commit.duration", Value: > 0 and < 60 });
        Assert.Contains(told, one => one is { Name: "jalon.mailbox.wait", Value: >= 0 and < 60 });
        Assert.Contains(told, one => one.Name == "jalon.commands" && Equals(one.Tags["command"], "AddNote") && Equals(one.Tags["answer"], "Done"));
        Assert.Contains(told, one => one.Name == "jalon.refusals" && Equals(one.Tags["code"], code));
        Assert.Contains(told, one => one is { Name: "jalon.feed.lag", Value: 1 } && Equals(one.Tags["subscription"], Routes.Name));
        Assert.Contains(told, one => one.Name == "jalon.facts.parked" && Equals(one.Tags["subscription"], Routes.Name));
        Assert.Contains(told, one => one is { Name: "jalon.activations", Value: >= 3 });
        Assert.Contains(told, one => one is { Name: "jalon.deadlines.late", Value: >= 1 });
        Assert.DoesNotContain(told, one => one.Tags.Values.Any(value => value?.ToString()?.Contains("Girard", StringComparison.Ordinal) == true));
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) where T : struct, IConvertible =>
        told.Add((instrument.Name, value.ToDouble(null), new Dictionary<string, object?>(tags.ToArray())));
}
