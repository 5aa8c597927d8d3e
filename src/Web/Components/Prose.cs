namespace Jalon.Web.Components;

/// <summary>A paragraph, or a list where lines begin with a dash or a dot.</summary>
public sealed record ProseBlock(bool IsList, IReadOnlyList<string> Lines);

/// <summary>What somebody wrote in a field, as paragraphs and lists: nothing in it is a mark-up.</summary>
public sealed record Prose(IReadOnlyList<ProseBlock> Blocks)
{
    private static readonly string[] Bullets = ["- ", "– ", "— ", "• ", "* ", "· "];

    public static Prose Of(string? text)
    {
        var blocks = new List<ProseBlock>();
        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var isItem = Bullets.Any(bullet => line.StartsWith(bullet, StringComparison.Ordinal));
            var said = isItem ? line[2..].TrimStart() : line;
            if (isItem && blocks is [.., { IsList: true } last]) blocks[^1] = last with { Lines = [.. last.Lines, said] };
            else blocks.Add(new ProseBlock(isItem, [said]));
        }

        return new Prose(blocks);
    }
}
