using System.Text.RegularExpressions;

namespace Jalon.Web.Tests.Pages;

/// <summary>What follows a letter and an at sign is an e-mail address to Razor, and is shown as it stands: a value glued to a letter wants its parentheses.</summary>
public sealed partial class WritingValues
{
    [GeneratedRegex(@"[\p{L}\p{Nd}]@\w+\.\p{Lu}")]
    private static partial Regex TakenForAnAddress();

    [Fact]
    public void No_value_of_a_page_is_taken_for_an_address()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Jalon.slnx"))) root = root.Parent;
        var pages = Directory.GetFiles(Path.Combine(root!.FullName, "src", "Web", "Pages"), "*.cshtml", SearchOption.AllDirectories);
        Assert.InRange(pages.Length, 100, 1_000);
        Assert.Equal([], pages.SelectMany(page => File.ReadLines(page).Where(line => TakenForAnAddress().IsMatch(line)).Select(line => $"{Path.GetFileName(page)}: {line.Trim()}")));
        Assert.Matches(TakenForAnAddress(), "<path d=\"M0 20V@Plot.N(bars.Height)\" />");
    }
}
