namespace Jalon.Silo.Tests;

internal sealed partial class PrivateServer
{
    /// <summary>With the programs that JALON_POSTGRES names, when they are of another version than a server that runs; else the test is passed over, and says so.</summary>
    public async Task<EmbeddedPostgres> StartOtherAsync(EmbeddedPostgres than)
    {
        var ct = TestContext.Current.CancellationToken;
        var account = await ServerAccount.ChooseAsync(Folder, ct);
        var major = Fetched is null ? null : await ServerBinaries.MajorAsync(Fetched, account, ct);
        var same = (int)(await AskAsync(than, "select current_setting('server_version_num')::int / 10000"))!;
        Assert.SkipUnless(major is not null && major != same, $"JALON_POSTGRES names no other PostgreSQL than {same}: ./test fetches one where it can.");
        var folder = await DataFolder.PrepareAsync(Folder, account, ct);
        await new Cluster(folder, account, new ServerBinaries(Fetched!, major!.Value), Said.Add).RunningPortAsync(ct);
        return await StartAsync();
    }
}
