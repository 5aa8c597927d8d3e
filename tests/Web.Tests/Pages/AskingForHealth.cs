using System.Net;
using Jalon.Tests;

namespace Jalon.Web.Tests.Pages;

public sealed class AskingForHealth(TestCluster cluster)
{
    [Fact]
    public async Task A_supervisor_is_answered_in_plain_text_without_signing_in()
    {
        await using var site = await WholeSite.StartAsync(cluster);
        using var anybody = new Visitor(site.Address);
        Assert.Equal("Jalon est en marche.\n", await anybody.Http.GetStringAsync(new Uri("/sante/vivant", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("Jalon est prêt.\n", await anybody.Http.GetStringAsync(new Uri("/sante/pret", UriKind.Relative), TestContext.Current.CancellationToken));
        await using (var drop = site.Engine.Database.CreateCommand("delete from jalon.migration where number > 1")) await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var answer = await anybody.Http.GetAsync(new Uri("/sante/pret", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("./run migrate", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
