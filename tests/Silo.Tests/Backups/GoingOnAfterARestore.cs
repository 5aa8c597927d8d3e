using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo.Tests.Hosting;

namespace Jalon.Silo.Tests.Backups;

[Collection(Restores.Name)]
public sealed class GoingOnAfterARestore(RestoringServer server) : BackupFixture(server)
{
    private const string Journal = "select string_agg(grain_id || '.' || version || ' ' || type || ' ' || command_id, E'\\n' order by grain_id, version) from jalon.fact";

    [Fact]
    public async Task What_the_feed_had_not_done_yet_is_done_once_as_in_the_database_that_was_saved()
    {
        var (saved, restored) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        string file, expected;
        await using (var office = await Office.OpenAsync(saved))
        {
            var application = await office.HeardAsync(await office.ApplyAsync(await office.PublishAsync()));
            await office.SettleAsync();
            await office.DoAsync(application, new AskAcceptance());
            await office.HeardAsync(await office.ApplyAsync(await office.PublishAsync()));
            file = await SaveAsync(saved);
            await office.SettleAsync();
            expected = await office.Engine.Database.ScalarAsync<string>(Journal);
        }

        await RestoreAsync(file, restored);
        await using var elsewhere = await Office.OpenAsync(restored);
        Assert.Equal(0, await elsewhere.CountAsync("jalon.subscription where owner is not null or lease_until > '-infinity'"));
        await elsewhere.SettleAsync();
        await elsewhere.CheckAsync();
        Assert.Equal(expected, await elsewhere.Engine.Database.ScalarAsync<string>(Journal));
        Assert.Equal(1, await elsewhere.CountAsync("jalon.job_application where stage = 'Selected'"));
    }

    [Fact]
    public async Task A_cursor_from_before_reads_on_and_one_from_after_is_refused()
    {
        var address = await NewDatabaseAsync();
        await using var database = Outside(address);
        await Facts.InsertAsync(database, A, 1, 2);
        var before = (await ReadAsync(database))[^1].Position;
        await Facts.InsertAsync(database, A, 3);
        await database.SettledAsync();
        var file = await SaveAsync(address);
        await Facts.InsertAsync(database, A, 4);
        var after = (await ReadAsync(database, before))[^1].Position;

        await RestoreAsync(file, address, replace: true);
        Assert.False(await Reader(database).HandedOutAsync(after, Ct));
        await InsertInEpochAsync(database, A, 4);
        Assert.Equal([$"{A}.3", $"{A}.4"], Names(await ReadAsync(database, before)));
        var cursor = (await ReadAsync(database))[^1].Position;

        await RestoreAsync(file, address, replace: true);
        Assert.False(await Reader(database).HandedOutAsync(cursor, Ct));
        Assert.Equal([$"{A}.1", $"{A}.2", $"{A}.3"], Names(await ReadAsync(database)));
        Assert.True(await EpochAsync(database) > cursor.Epoch);
    }

    [Fact]
    public async Task Facts_that_a_slow_transaction_hid_at_the_backup_are_read_and_its_own_never_were()
    {
        var (saved, restored) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await using var database = Outside(saved);
        await Facts.InsertAsync(database, A, 1);
        var first = (await ReadAsync(database))[^1].Position;
        string file;
        await using (var slow = await database.OpenConnectionAsync(Ct))
        {
            await using var transaction = await slow.BeginTransactionAsync(Ct);
            await Facts.InsertAsync(slow, A, 2, Facts.Handed(2));
            await Facts.InsertAsync(database, B, 1);
            file = await SaveAsync(saved);
            await transaction.CommitAsync(Ct);
        }

        var read = await ReadAsync(database, first);
        Assert.Equal([$"{A}.2", $"{B}.1"], Names(read));

        await RestoreAsync(file, restored);
        await using var elsewhere = Outside(restored);
        // Whoever read B.1 had read A.2 before, which never was here: only what was settled at the backup is still a place to go on from.
        Assert.False(await Reader(elsewhere).HandedOutAsync(read[^1].Position, Ct));
        await InsertInEpochAsync(elsewhere, A, 2);
        Assert.Equal([$"{B}.1", $"{A}.2"], Names(await ReadAsync(elsewhere, first)));
    }

    [Fact]
    public async Task Saved_under_load_it_is_whole()
    {
        var (saved, restored) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        string file;
        await using (var office = await Office.OpenAsync(saved))
        {
            var vacancy = await office.PublishAsync(4);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var running = office.Engine.RunAsync(stop.Token);
            var answered = new SemaphoreSlim(0);
            var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await office.ActAsync(await office.HeardAsync(await office.ApplyAsync(vacancy)), new AskAcceptance());
                    answered.Release();
                }
            })).ToArray();
            for (var i = 0; i < 8; i++) await answered.WaitAsync(Ct);
            file = await SaveAsync(saved);
            await stop.CancelAsync();
            await Task.WhenAll([running, .. clients]);
        }

        await RestoreAsync(file, restored);
        await using var elsewhere = await Office.OpenAsync(restored, new HandClock(Office.December.AddMinutes(5)));
        await elsewhere.SettleAsync();
        await elsewhere.FireAsync();
        await elsewhere.CheckAsync();
        Assert.Equal(4, await elsewhere.CountAsync("jalon.job_application where stage = 'Selected'"));
        Assert.InRange(await elsewhere.CountAsync("jalon.fact"), 100, long.MaxValue);
    }

    private static Task<int> EpochAsync(Npgsql.NpgsqlDataSource database) => database.ScalarAsync<int>("select max(number) from jalon.epoch");

    private static async Task InsertInEpochAsync(Npgsql.NpgsqlDataSource database, Guid grain, int version)
    {
        await using var connection = await database.OpenConnectionAsync(Ct);
        await Facts.InsertAsync(connection, grain, version, Facts.Handed(version), await EpochAsync(database));
    }
}
