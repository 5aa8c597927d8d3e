using System.Globalization;
using System.Text;

namespace Jalon.Web.Demonstration;

/// <summary>One A4 page of text as a PDF (ISO 32000-1), in a typeface every reader has. Uncompressed: these are a kilobyte or two.</summary>
internal static class OnePagePdf
{
    private const int Left = 64, Top = 770;

    /// <summary>A title is bold and large, a heading bold; what is longer than a line is the writer's to cut.</summary>
    public static byte[] Of(string title, IEnumerable<(string Text, bool Heading)> lines)
    {
        var page = new StringBuilder($"BT /F2 20 Tf {Left} {Top} Td {Shown(title)} Tj ET\n");
        var at = Top - 34;
        foreach (var (text, heading) in lines)
        {
            if (heading) at -= 12;
            page.Append(CultureInfo.InvariantCulture, $"BT /{(heading ? "F2 12" : "F1 11")} Tf {Left} {at} Td {Shown(text)} Tj ET\n");
            at -= heading ? 20 : 17;
        }

        return Written([
            "<</Type/Catalog/Pages 2 0 R/Lang(fr)/ViewerPreferences<</DisplayDocTitle true>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>", $"<</Length {page.Length}>>stream\n{page}endstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>", $"<</Title{Shown(title)}>>",
        ]);
    }

    /// <summary>The objects, then where each begins: a reader looks there first.</summary>
    private static byte[] Written(IReadOnlyList<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var begins = new List<int>();
        foreach (var (text, index) in objects.Select((text, index) => (text, index)))
        {
            begins.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj{text}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var begin in begins) file.Append(CultureInfo.InvariantCulture, $"{begin:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Count + 1}/Root 1 0 R/Info {objects.Count} 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>A string of the page: the French apostrophe has its own place in this encoding, the rest is Latin-1.</summary>
    private static string Shown(string text) =>
        $"({text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal).Replace("’", "\\222", StringComparison.Ordinal)})";
}
