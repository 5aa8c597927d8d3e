using Jalon.Grains;

namespace Jalon.Silo.Tests.Hosting;

public sealed class GivingUpGrains
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_idle_grain_is_given_up_and_one_at_work_is_not()
    {
        var grains = new Activations(most: 10, idle: TimeSpan.FromMilliseconds(-1));
        var working = await grains.EnterAsync(Lamp.Kind, Guid.NewGuid(), Ct);
        await TouchAsync(grains, Guid.NewGuid());
        grains.Sweep();
        Assert.Equal((1, false), (grains.Count, working.Evicted));
        working.Mailbox.Release();
        grains.Sweep();
        Assert.Equal((0, true), (grains.Count, working.Evicted));
    }

    [Fact]
    public async Task Beyond_the_cap_the_least_recently_used_leave()
    {
        var grains = new Activations(most: 2, idle: TimeSpan.FromHours(1));
        var held = new List<Activation>();
        foreach (var age in new[] { 5, 1, 4, 2, 3 })
        {
            var grain = await grains.EnterAsync(Lamp.Kind, Guid.NewGuid(), Ct);
            grain.UsedAt -= age;
            grain.Mailbox.Release();
            held.Add(grain);
        }

        grains.Sweep();
        Assert.Equal([true, false, true, false, true], held.Select(grain => grain.Evicted));
    }

    [Fact]
    public async Task Given_up_while_senders_wait_it_is_looked_up_again_and_never_lives_twice()
    {
        var grains = new Activations(most: 10, idle: TimeSpan.FromMilliseconds(-1));
        var id = Guid.NewGuid();
        int inside = 0, entered = 0, seen = 0;
        var lives = new HashSet<Activation>();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var turn = 0; turn < 4_000; turn++)
            {
                var grain = await grains.EnterAsync(Lamp.Kind, id, Ct);
                if (Interlocked.Increment(ref inside) > 1) Interlocked.Increment(ref seen);
                lives.Add(grain);
                entered++;
                Interlocked.Decrement(ref inside);
                grain.Mailbox.Release();
                grains.Sweep();
                await Task.Yield();
            }
        }, Ct)));
        Assert.Equal((12_000, 0), (entered, seen));
        Assert.True(lives.Count > 1, "the sweep never took it");
    }

    private static async Task TouchAsync(Activations grains, Guid id) => (await grains.EnterAsync(Lamp.Kind, id, Ct)).Mailbox.Release();
}
