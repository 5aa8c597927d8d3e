using Jalon.Grains.Applications;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Hosting;

public sealed class Stopping(TestCluster cluster)
{
    [Fact]
    public async Task What_was_accepted_is_answered_and_nothing_new_is_taken()
    {
        await using var office = await Office.OpenAsync(await cluster.NewDatabaseAsync());
        var vacancy = await office.PublishAsync();
        var applications = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => office.ApplyAsync(vacancy)));
        var before = await office.CountAsync("jalon.fact");

        var sent = applications.SelectMany(id => Enumerable.Range(0, 3).Select(_ => office.SendAsync(id, new AddNote("À rappeler")))).ToList();
        await office.Engine.Silo.DisposeAsync();

        Assert.All(await Task.WhenAll(sent), reply => Assert.IsType<Done>(reply));
        Assert.Equal(before + sent.Count, await office.CountAsync("jalon.fact"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => office.SendAsync(applications[0], new AddNote("Trop tard")));
    }
}
