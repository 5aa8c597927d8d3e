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
        foreach (var _ in Enumerable.Range(0, 5)) held.Add(await grains.EnterAsync(Lamp.Kind, Guid.NewGuid(), Ct));
        Assert.Equal(5, grains.Count);
        var now = Environment.TickCount64;
        foreach (var (grain, age) in held.Zip([5, 1, 4, 2, 3]))
        {
            grain.UsedAt = now - age;
            grain.Mailbox.Release();
        }

        grains.Sweep();
        Assert.Equal([true, false, true, false, true], held.Select(grain => grain.Evicted));
    }

    [Fact]
    public async Task A_burst_of_new_grains_never_goes_beyond_the_cap_but_for_those_at_work()
    {
        const int Senders = 4, Cap = 64;
        var grains = new Activations(Cap, idle: TimeSpan.FromHours(1));
        var most = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            for (var turn = 0; turn < 5_000; turn++)
            {
                await TouchAsync(grains, Guid.NewGuid());
                seen = Math.Max(seen, grains.Count);
            }

            return seen;
        }, Ct)));
        Assert.InRange(most.Max(), Cap / 2, Cap + Senders);
    }

    [Fact]
    public async Task Making_room_leaves_those_at_work_and_the_latest_used()
    {
        var grains = new Activations(most: 3, idle: TimeSpan.FromHours(1));
        var working = await grains.EnterAsync(Lamp.Kind, Guid.NewGuid(), Ct);
        working.UsedAt -= 10;
        var (old, recent) = (await AgedAsync(grains, 5), await AgedAsync(grains, 1));
        var latest = await AgedAsync(grains, 0);
        Assert.Equal([false, true, false, false], [working.Evicted, old.Evicted, recent.Evicted, latest.Evicted]);
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

    private static async Task<Activation> AgedAsync(Activations grains, int age)
    {
        var grain = await grains.EnterAsync(Lamp.Kind, Guid.NewGuid(), Ct);
        grain.UsedAt -= age;
        grain.Mailbox.Release();
        return grain;
    }

    private static async Task TouchAsync(Activations grains, Guid id) => (await grains.EnterAsync(Lamp.Kind, id, Ct)).Mailbox.Release();
}
