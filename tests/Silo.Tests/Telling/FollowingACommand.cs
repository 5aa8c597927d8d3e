using System.Collections.Concurrent;
using System.Diagnostics;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Telling;

public sealed class FollowingACommand(TestCluster cluster)
{
    [Fact]
    public async Task From_the_click_to_its_effects_on_other_grains()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var office = await Office.OpenAsync(await cluster.NewDatabaseAsync());
        var vacancy = await office.PublishAsync();
        var application = await office.ApplyAsync(vacancy);
        await office.SettleAsync();
        var id = Guid.CreateVersion7();
        using (var click = new Activity("click").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            Assert.IsType<Done>(await office.SendAsync(vacancy, new Cancel("Réorganisation."), id));
            var asked = Single(spans, "command Cancel", id);
            Assert.Equal((click.TraceId, click.SpanId), (asked.TraceId, asked.ParentSpanId));
            Assert.Equal(Telemetry.EffectsOf(id).TraceId, Assert.Single(asked.Links).Context.TraceId);
        }

        await office.SettleAsync();
        Assert.Equal(OutcomeKind.PostEnded, (await office.ApplicationAsync(application)).Outcome?.Kind);
        var effect = Single(spans, "effect routing VacancyCancelled", id);
        Assert.Equal(Telemetry.EffectsOf(id).TraceId, effect.TraceId);
        var ended = Assert.Single(spans, span => span.OperationName == "command EndPost" && application.Equals(span.GetTagItem("jalon.grain_id")));
        Assert.Equal((effect.TraceId, effect.SpanId), (ended.TraceId, ended.ParentSpanId));
        Assert.Contains(spans, span => span.OperationName.StartsWith("page ", StringComparison.Ordinal) && span.Links.Any(link => link.Context.TraceId == effect.TraceId));
    }

    [Fact]
    public void The_place_of_the_effects_follows_from_the_command_alone()
    {
        var id = Guid.Parse("019ab2d4-7c11-7e6f-9d55-0d6b7e0c9a41");
        Assert.Equal("019ab2d47c117e6f9d550d6b7e0c9a41", Telemetry.EffectsOf(id).TraceId.ToString());
        Assert.Equal(Telemetry.EffectsOf(id), Telemetry.EffectsOf(id));
    }

    private static Activity Single(IEnumerable<Activity> spans, string name, Guid command) =>
        Assert.Single(spans, span => span.OperationName == name && command.Equals(span.GetTagItem("jalon.command_id")));
}
