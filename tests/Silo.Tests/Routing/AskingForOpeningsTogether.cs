using Jalon.Grains.Vacancies;
using Jalon.Silo.Routing;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>Who asks for an opening of a post while another's hold is on its way goes with the others; who gets none is told why alone.</summary>
public sealed class AskingForOpeningsTogether(TestCluster cluster) : RoutingFixture(cluster)
{
    [Fact]
    public async Task Those_who_come_meanwhile_are_written_by_one_command_and_those_left_out_ask_alone()
    {
        var vacancy = await Office.PublishAsync(3);
        var (holds, alone) = (new HoldsTogether(Office.Engine.Silo), new List<Guid>());
        var people = Enumerable.Range(0, 5).Select(_ => new Hold(Guid.CreateVersion7(), 1)).ToList();
        var go = new TaskCompletionSource();

        var asked = people.ConvertAll(hold => holds.AskAsync(vacancy, hold, () => SendAsync(hold), Ct));
        Assert.Equal([people[0].ApplicationId], alone);
        go.SetResult();
        var replies = await Task.WhenAll(asked);

        Assert.All(replies[..3], reply => Assert.IsType<Done>(reply));
        Assert.All(replies[3..], reply => Assert.Equal("no_free_opening", Assert.IsType<Declined>(reply).Why.Code));
        Assert.Equal([people[0].ApplicationId, people[3].ApplicationId, people[4].ApplicationId], alone.Order(Comparer<Guid>.Create((left, right) => Place(left) - Place(right))));
        Assert.Equal(people[..3].Select(hold => (Guid?)hold.ApplicationId), (await Office.VacancyAsync(vacancy)).Openings.Select(opening => opening.ApplicationId));
        Assert.Equal(2, await Office.CountAsync($"(select distinct command_id from jalon.fact where grain_id = '{vacancy}' and type = 'OpeningHeld') one"));

        Assert.IsType<Done>(await holds.AskAsync(vacancy, people[1], () => SendAsync(people[1]), Ct));
        foreach (var hold in people[..3]) await Office.DoAsync(vacancy, new Release(hold.ApplicationId, hold.Attempt, OpeningRelease.Unfinished));

        async Task<Reply> SendAsync(Hold hold)
        {
            lock (alone) alone.Add(hold.ApplicationId);
            await go.Task;
            return await Office.ActAsync(vacancy, hold);
        }

        int Place(Guid application) => people.FindIndex(hold => hold.ApplicationId == application);
    }
}
