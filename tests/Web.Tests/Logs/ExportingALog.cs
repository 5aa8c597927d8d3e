using System.Xml.Linq;

using Jalon.Grains.Applications;
using Jalon.Tests;
using Jalon.Web.Commands;
using Jalon.Web.Logs;

namespace Jalon.Web.Tests.Logs;

public sealed class ExportingALog(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_exported_either_way_is_analysed_alike_and_names_nobody()
    {
        await using var site = await WholeSite.StartAsync(cluster);
        var ministry = await Ministry.OpenAsync(site.Engine);
        await ministry.DoAsync(ministry.Applications["Manon Leclerc"], new Reject(RejectionReason.Profile, true, null, true), ministry.Claire);
        while ((await site.Engine.Feed.LagAsync(Ct)).Subscriptions.Any(one => one.Lag > 0)) await Task.Delay(20, Ct);

        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (csv, xes) = (Path.Combine(folder.FullName, "log.csv"), Path.Combine(folder.FullName, "log.xes"));
            await using (var file = File.Create(csv)) await LogExport.WriteCsvAsync(file, LoggedSteps.ReadAsync(site.Engine.Database, "job_application", Ct));
            (int Cases, int Visits) told;
            await using (var file = File.Create(xes)) told = await LogExport.WriteXesAsync(file, LoggedSteps.ReadAsync(site.Engine.Database, "job_application", Ct));

            Assert.Equal(7, told.Cases);
            Assert.Equal(Analysed(csv, "--case", "case", "--activity", "activity", "--time", "start", "--end", "end"), Analysed(xes));
            var text = await File.ReadAllTextAsync(csv, Ct) + await File.ReadAllTextAsync(xes, Ct);
            foreach (var (name, id) in ministry.Applications)
            {
                Assert.DoesNotContain(name.Split(' ')[1], text, StringComparison.Ordinal);
                Assert.DoesNotContain(id.ToString("N")[..12], text.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal);
            }

            AssertStandard(XDocument.Load(xes));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string Analysed(string path, params string[] options)
    {
        using var output = new StringWriter();
        AnalyseCommand.Write(Options.Parse([path, .. options, "--json"], AnalyseCommand.WithValue, ["json"]), output, Ct);
        return output.ToString();
    }

    /// <summary>IEEE 1849-2016: what a log holds and in which order, every attribute with its key and a value of its type, every prefix declared by an extension.</summary>
    private static void AssertStandard(XDocument log)
    {
        XNamespace xes = "http://www.xes-standard.org/";
        var root = log.Root!;
        Assert.Equal(xes + "log", root.Name);
        Assert.Matches(@"^\d+(\.\d+)?(-\d+)?$", root.Attribute("xes.version")!.Value);
        string[] order = ["extension", "global", "classifier", "string", "trace"];
        var places = root.Elements().Select(element => Array.IndexOf(order, element.Name.LocalName)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        var prefixes = root.Elements(xes + "extension").Select(extension => extension.Attribute("prefix")!.Value).ToHashSet();
        foreach (var attribute in root.Descendants().Where(element => element.Attribute("key") is not null))
        {
            Assert.Contains(attribute.Attribute("key")!.Value.Split(':')[0], prefixes);
            Assert.NotNull(attribute.Attribute("value"));
            if (attribute.Name.LocalName == "date") Assert.True(DateTimeOffset.TryParse(attribute.Attribute("value")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _));
        }

        var needed = root.Elements(xes + "global").First(global => global.Attribute("scope")!.Value == "event").Elements().Select(one => one.Attribute("key")!.Value).ToList();
        Assert.All(root.Descendants(xes + "event"), one => Assert.Empty(needed.Except(one.Elements().Select(attribute => attribute.Attribute("key")!.Value))));
    }
}
