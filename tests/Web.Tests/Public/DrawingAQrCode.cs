using System.Text;
using Jalon.Web.Publishing;

namespace Jalon.Web.Tests.Public;

public sealed class DrawingAQrCode
{
    /// <summary>The worked example of many a textbook: « HELLO WORLD » at 1-M.</summary>
    [Fact]
    public void Corrections_are_those_of_the_known_example() => Assert.Equal(
        [196, 35, 39, 119, 235, 215, 231, 226, 93, 23],
        ReedSolomon.Correction([32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17], 10));

    /// <summary>ISO/IEC 18004, annex C: level M, mask 5 is 100000011001110.</summary>
    [Fact]
    public void The_format_is_that_of_the_standard()
    {
        var version = QrVersion.All[0];
        var grid = QrGrid.Of(version, version.Interleaved(new byte[version.DataCodewords]), 5);
        Assert.Equal("100000011001110", Format(grid));
    }

    [Theory, InlineData("A"), InlineData("https://recrutement.exemple.fr/offres/01999999-0000-7000-8000-000000000000?c=salon-station-f"), InlineData("été, à l’œuvre")]
    public void What_is_drawn_is_read_back(string text)
    {
        var code = QrCode.Of(text);
        var version = QrVersion.All.Single(one => one.Size == code.Size);
        var blank = QrGrid.Of(version, [], 0);
        var mask = Convert.ToInt32(Format((row, column) => code[row, column], code.Size)[2..5], 2) ^ 0b101;
        var bits = blank.Path().Where(place => !blank.IsFixed(place.Row, place.Column)).Select(place => code[place.Row, place.Column] ^ QrGrid.Masked(mask, place.Row, place.Column));
        var read = bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => (byte)octet.Aggregate(0, (sum, bit) => (sum << 1) | (bit ? 1 : 0))).ToArray();
        Assert.Equal(version.Interleaved(Expected(text, version)), read[..version.TotalCodewords]);
    }

    [Fact]
    public void A_text_too_long_is_refused() => Assert.Throws<ArgumentException>(() => QrCode.Of(new string('a', 214)));

    private static byte[] Expected(string text, QrVersion version)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var bits = "0100" + Convert.ToString(bytes.Length, 2).PadLeft(version.LengthBits, '0') + string.Concat(bytes.Select(one => Convert.ToString(one, 2).PadLeft(8, '0'))) + "0000";
        bits = bits[..Math.Min(bits.Length, version.DataCodewords * 8)];
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        for (var pad = 0; bits.Length < version.DataCodewords * 8; pad++) bits += pad % 2 == 0 ? "11101100" : "00010001";
        return [.. bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    private static string Format(QrGrid grid) => Format((row, column) => grid[row, column], grid.Size);

    /// <summary>The copy along the top left corner, the most significant bit first.</summary>
    private static string Format(Func<int, int, bool> black, int size)
    {
        Assert.True(black(size - 8, 8));
        (int Row, int Column)[] places = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8)];
        return string.Concat(places.Select(place => black(place.Row, place.Column) ? '1' : '0'));
    }
}
