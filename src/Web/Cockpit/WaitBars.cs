using Jalon.Grains;

namespace Jalon.Web.Cockpit;

/// <summary>A stretch of a bar.</summary>
/// <param name="Number">Days, where there is room to say them.</param>
public sealed record BarPart(string Fill, string X, string Width, string? Number, string NumberX, bool Plate);

/// <summary>One bar: whose days, the target, and what the sum says.</summary>
public sealed record Bar(string Label, string Y, string Middle, bool Strong, IReadOnlyList<BarPart> Parts, string? TargetX, string EndX, string Total, string? Over, string Note);

/// <summary>Mean days per place, line after line, by who had them: they sum to the mean lead time.</summary>
public sealed record WaitBars(IReadOnlyList<Bar> Bars, IReadOnlyList<Tick> Scale, double Width, double Height)
{
    private const double Left = 168, RowHeight = 32, Top = 26, Right = 176, WholeWidth = 860;

    /// <summary>The kinds in the order they are drawn.</summary>
    public static readonly IReadOnlyList<TimeKind> Kinds = [TimeKind.Administration, TimeKind.ThirdParty, TimeKind.LegalWait, TimeKind.Candidate];

    public static WaitBars Of(IReadOnlyList<GroupLine> lines, string? strong)
    {
        var most = Math.Max(10, lines.Max(line => Math.Max(line.Total, line.Target ?? 0)));
        var plot = new Plot(WholeWidth, 0, Left, 0, Right, 0, 0, most, 0, 1);
        var bars = lines.Select((line, row) => Bar(line, plot, Top + (row * RowHeight), line.Group == strong)).ToList();
        return new WaitBars(bars, [.. Plot.Marks(0, most, 8).Select(mark => new Tick(plot.X(mark), $"{mark:N0}"))], WholeWidth, Top + (lines.Count * RowHeight) + 4);
    }

    private static Bar Bar(GroupLine line, Plot plot, double y, bool strong)
    {
        var (parts, at) = (new List<BarPart>(), 0.0);
        foreach (var kind in Kinds)
        {
            if (line.Days.GetValueOrDefault(kind) is not (> 0.05 and var days)) continue;
            var said = Math.Round(days) >= 1 && (days / plot.ToX) > 0.035 ? $"{Math.Round(days)}" : null;
            parts.Add(new BarPart(Fill(kind), plot.X(at), Plot.N(days / plot.ToX * (WholeWidth - Left - Right)), said, plot.X(at + (days / 2)), kind != TimeKind.Administration));
            at += days;
        }

        var over = line.Target is { } target && at > target ? $"+{Math.Round(at - target)}{French.Nbsp}j" : null;
        return new Bar(line.Group, Plot.N(y), Plot.N(y + 15), strong, parts, line.Target is { } aim ? plot.X(aim) : null, plot.X(Math.Max(at, line.Target ?? 0)), $"{Math.Round(at)}{French.Nbsp}j", over,
            over is not null ? " sur la cible" : line.Target is not null ? " · dans la cible" : line.FixedByLaw ? " · fixé par la loi" : line.Legal ? " · sans cible" : "");
    }

    public static string Fill(TimeKind kind) => kind switch
    {
        TimeKind.Administration => "#000091",
        TimeKind.Candidate => "url(#fill-candidate)",
        TimeKind.ThirdParty => "url(#fill-third-party)",
        _ => "url(#fill-legal-wait)",
    };
}
