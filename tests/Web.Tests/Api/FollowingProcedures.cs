using Jalon.Grains;
using Jalon.Tests;

namespace Jalon.Web.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class FollowingProcedures(ApiHost host)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_procedure_that_is_stopped_says_so_is_tried_again_and_goes_to_another_version_place_by_place()
    {
        var (_, applications) = await host.PublishedAsync(1, Stage.Received);
        var (instance, old) = await OldVersion.StoppedAsync(host.Engine, applications[0], Ct);
        var path = $"/instances/{instance}";
        var seen = (await host.GetAsync("recruiter", path)).Body;
        Assert.Equal((old, "no_true_flow", "must-wait"), (seen.GetProperty("version").GetString(), seen.GetProperty("incidents")[0].GetProperty("code").GetString(), seen.GetProperty("here")[0].GetProperty("element").GetString()));
        Assert.Equal(404, (await host.GetAsync("stranger", path)).Status);
        Assert.Equal(404, (await host.GetAsync("recruiter", $"/instances/{Guid.CreateVersion7()}")).Status);

        Assert.Equal(200, (await host.PostAsync("recruiter", $"{path}/retry", new { number = 1 })).Status);
        Assert.Equal(2, (await host.GetAsync("recruiter", path)).Body.GetProperty("incidents")[0].GetProperty("number").GetInt32());
        Assert.Equal(404, (await host.PostAsync("stranger", $"{path}/retry", new { number = 2 })).Status);

        var inForce = host.Engine.Procedures.InForce["selection"].Version;
        var move = new { version = inForce, elements = Array.Empty<object>() };
        Assert.Equal(404, (await host.PutAsync("recruiter", $"{path}/version", move)).Status);
        Assert.Equal("version_unknown", (await host.PutAsync("admin", $"{path}/version", new { version = "autre", elements = Array.Empty<object>() })).Code);
        Assert.Equal("migration_no_place", (await host.PutAsync("admin", $"{path}/version", new { version = inForce, elements = new[] { new { old = "must-wait", @new = "admissibility" } } })).Code);
        Assert.Equal(200, (await host.PutAsync("admin", $"{path}/version", move)).Status);
        Assert.Equal(200, (await host.PostAsync("recruiter", $"{path}/retry", new { number = 2 })).Status);
        var after = (await host.GetAsync("recruiter", path)).Body;
        Assert.Equal((inForce, 0, "admissibility"), (after.GetProperty("version").GetString(), after.GetProperty("incidents").GetArrayLength(), after.GetProperty("here")[0].GetProperty("element").GetString()));
    }
}
