using System.Globalization;
using System.Text.RegularExpressions;

namespace Jalon.Workflows.Bpmn;

/// <summary>A duration as ISO 8601 writes it: <c>P2M</c>, <c>P10D</c>, <c>PT1H</c>. One month and thirty days are not the same, so months and days are kept apart.</summary>
public sealed partial record Duration(int Months, int Days, TimeSpan Time)
{
    /// <summary>Ten years: nothing is waited for longer.</summary>
    private const int MostDays = 3660;

    /// <summary>Null when the text is no duration, or a void or an endless one.</summary>
    public static Duration? Parse(string text)
    {
        var match = Shape().Match(text.Trim());
        if (!match.Success) return null;
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var read = new Duration((Part("y") * 12) + Part("m"), (Part("w") * 7) + Part("d"), new TimeSpan(Part("h"), Part("min"), Part("s")));
        return read.Months > MostDays / 30 || read.Days > MostDays || read.Time.TotalDays > MostDays || read == new Duration(0, 0, TimeSpan.Zero) ? null : read;
    }

    [GeneratedRegex(@"^P(?=.)((?<y>\d{1,3})Y)?((?<m>\d{1,4})M)?((?<w>\d{1,4})W)?((?<d>\d{1,5})D)?(T(?=.)((?<h>\d{1,5})H)?((?<min>\d{1,6})M)?((?<s>\d{1,7})S)?)?\z")]
    private static partial Regex Shape();
}
