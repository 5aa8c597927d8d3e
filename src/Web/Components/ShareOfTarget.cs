using System.Globalization;
using Jalon.Grains;

namespace Jalon.Web.Components;

public enum Lateness { NoTarget, Fine, Soon, Late }

/// <summary>How much of a target is used. 1 = all of it; null where the law fixes the date. The bar stops at 150 %, the text tells the truth.</summary>
public sealed record ShareOfTarget(double? Share)
{
    private const double Track = 1.5;

    public const string NoTargetSentence = $"sans cible{French.Nbsp}: la loi fixe la date";

    /// <summary>Rounded down, so that « 100 % » is never said before the target is used up.</summary>
    public int Percent => Share is { } share ? (int)Math.Floor((Math.Clamp(share, 0, 99.99) * 100) + 1e-9) : 0;

    public Lateness Lateness => Share is null ? Lateness.NoTarget : Percent switch { < 80 => Lateness.Fine, < 100 => Lateness.Soon, _ => Lateness.Late };

    /// <summary>« 62 % », « Bientôt · 88 % », « En retard · 134 % ».</summary>
    public string Value => Lateness switch
    {
        Lateness.Soon => $"Bientôt · {Percent}{French.Nbsp}%",
        Lateness.Late => $"En retard · {Percent}{French.Nbsp}%",
        _ => $"{Percent}{French.Nbsp}%",
    };

    /// <summary>Width of the bar up to the target, as an SVG length.</summary>
    public string Width => Length(Math.Min(Percent / 100d, 1));

    /// <summary>Width of the bar past the target.</summary>
    public string Excess => Length(Math.Clamp((Percent / 100d) - 1, 0, Track - 1));

    public static string Target => Length(1);

    private static string Length(double share) => string.Create(CultureInfo.InvariantCulture, $"{share / Track * 100:0.##}%");
}
