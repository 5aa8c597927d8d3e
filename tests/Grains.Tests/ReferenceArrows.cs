using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Jalon.Grains.Tests;

/// <summary>The arrows between projects, and what the pure ones never touch, read from the sources themselves.</summary>
public sealed partial class ReferenceArrows
{
    private static readonly string[] Pure = ["Grains", "Workflows", "Insights"];

    /// <summary>What each project may see. Grains ← Workflows ← Silo ← Web, and Grains ← Insights ← Web.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains"] = [],
        ["Workflows"] = ["Grains"],
        ["Insights"] = ["Grains"],
        ["Silo"] = ["Grains", "Workflows"],
        ["Web"] = ["Grains", "Workflows", "Silo", "Insights"],
    };

    internal static string Root { get; } = FindRoot();

    private static IEnumerable<(string Name, XDocument Project)> Projects =>
        Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => (Path.GetFileNameWithoutExtension(file), XDocument.Load(file)));

    [Fact]
    public void Point_only_where_the_design_says()
    {
        Assert.Superset(new HashSet<string> { "Grains", "Workflows", "Insights" }, Projects.Select(project => project.Name).ToHashSet());
        foreach (var (name, project) in Projects)
        {
            var seen = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.True(Allowed.ContainsKey(name), $"src/{name} is not in the design");
            Assert.Empty(seen.Except(Allowed[name]));
        }
    }

    [Fact]
    public void Pure_projects_reference_no_package_and_no_framework() => Assert.All(
        Projects.Where(project => Pure.Contains(project.Name)),
        project => Assert.DoesNotContain(project.Project.Descendants(), element => element.Name.LocalName is "PackageReference" or "FrameworkReference" or "Reference"));

    [Fact]
    public void Pure_projects_read_no_clock_draw_no_id_and_touch_nothing_outside()
    {
        var sources = Pure.Select(name => Path.Combine(Root, "src", name)).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sources);
        Assert.Empty(sources.SelectMany(file => Impure().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetRelativePath(Root, file)}: {match.Value}")));
    }

    [Theory]
    [InlineData("var now = DateTime.UtcNow;", true)]
    [InlineData("DateTimeOffset.Now", true)]
    [InlineData("Guid.CreateVersion7()", true)]
    [InlineData("File.ReadAllText(path)", true)]
    [InlineData("new HttpClient()", true)]
    [InlineData("Random.Shared", true)]
    [InlineData("state.Profile.Now", false)]
    [InlineData("Parameter.From", false)]
    public void The_search_finds_what_it_looks_for(string source, bool impure) => Assert.Equal(impure, Impure().IsMatch(source));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bDateTime\.Today\b|\bTimeProvider\b|\bStopwatch\b|\bEnvironment\.|\bGuid\.(NewGuid|CreateVersion7)\b|\bRandom\b"
        + @"|\b(File|Directory|FileStream|StreamReader|StreamWriter)\b[.(]|\bHttp[A-Z]\w*|\bSystem\.Net\b|\bConsole\.|\bThread\b|\bTask\.(Run|Delay)\b")]
    private static partial Regex Impure();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Jalon.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("no Jalon.slnx above the tests");
    }
}
