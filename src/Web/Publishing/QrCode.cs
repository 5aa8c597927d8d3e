using System.Globalization;
using System.Text;

namespace Jalon.Web.Publishing;

/// <summary>A QR code of a short text (ISO/IEC 18004): bytes, correction level M, versions 1 to 10, drawn as SVG. Whatever its mask, it is read; the calmest is kept.</summary>
public sealed class QrCode
{
    /// <summary>White kept around, in squares, as the standard asks.</summary>
    private const int Quiet = 4;

    private readonly QrGrid grid;

    private QrCode(QrGrid grid) => this.grid = grid;

    public int Size => grid.Size;

    public bool this[int row, int column] => grid[row, column];

    /// <exception cref="ArgumentException">The text is longer than version 10 holds (213 bytes).</exception>
    public static QrCode Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = QrVersion.All.FirstOrDefault(one => one.Capacity >= bytes.Length) ?? throw new ArgumentException("too long for a QR code", nameof(text));
        var codewords = version.Interleaved(Data(bytes, version));
        return new QrCode(Enumerable.Range(0, 8).Select(mask => QrGrid.Of(version, codewords, mask)).MinBy(drawn => drawn.Penalty)!);
    }

    /// <summary>One path, black on white; the page says beside it what it leads to.</summary>
    public string ToSvg()
    {
        var path = new StringBuilder();
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
                if (grid[row, column]) path.Append(CultureInfo.InvariantCulture, $"M{column + Quiet} {row + Quiet}h1v1h-1z");
        var side = Size + (2 * Quiet);
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>""";
    }

    /// <summary>Mode, length, bytes, then the padding of the standard.</summary>
    private static byte[] Data(byte[] bytes, QrVersion version)
    {
        var bits = new List<bool>();
        Add(0b0100, 4);
        Add(bytes.Length, version.LengthBits);
        foreach (var one in bytes) Add(one, 8);
        Add(0, Math.Min(4, (version.DataCodewords * 8) - bits.Count));
        while (bits.Count % 8 != 0) bits.Add(false);
        for (var pad = 0xEC; bits.Count < version.DataCodewords * 8; pad ^= 0xEC ^ 0x11) Add(pad, 8);
        return [.. bits.Chunk(8).Select(octet => (byte)octet.Aggregate(0, (sum, bit) => (sum << 1) | (bit ? 1 : 0)))];

        void Add(int value, int length)
        {
            for (var place = length - 1; place >= 0; place--) bits.Add(((value >> place) & 1) == 1);
        }
    }
}

/// <summary>What a version holds at level M (ISO/IEC 18004, tables 7 and 9).</summary>
internal sealed record QrVersion(int Number, int TotalCodewords, int CorrectionPerBlock, int Blocks, int[] Alignment)
{
    public static readonly IReadOnlyList<QrVersion> All =
    [
        new(1, 26, 10, 1, []), new(2, 44, 16, 1, [6, 18]), new(3, 70, 26, 1, [6, 22]), new(4, 100, 18, 2, [6, 26]), new(5, 134, 24, 2, [6, 30]),
        new(6, 172, 16, 4, [6, 34]), new(7, 196, 18, 4, [6, 22, 38]), new(8, 242, 22, 4, [6, 24, 42]), new(9, 292, 22, 5, [6, 26, 46]), new(10, 346, 26, 5, [6, 28, 50]),
    ];

    public int DataCodewords => TotalCodewords - (CorrectionPerBlock * Blocks);

    public int LengthBits => Number < 10 ? 8 : 16;

    /// <summary>Bytes of text.</summary>
    public int Capacity => DataCodewords - ((4 + LengthBits + 7) / 8);

    public int Size => (4 * Number) + 17;

    /// <summary>Data and correction in the order in which they are drawn: the shorter blocks come first.</summary>
    public byte[] Interleaved(byte[] data)
    {
        var shorter = Blocks - (DataCodewords % Blocks);
        var (blocks, at) = (new List<byte[]>(), 0);
        for (var block = 0; block < Blocks; block++)
        {
            var length = (DataCodewords / Blocks) + (block < shorter ? 0 : 1);
            blocks.Add(data[at..(at + length)]);
            at += length;
        }

        var corrections = blocks.ConvertAll(block => ReedSolomon.Correction(block, CorrectionPerBlock));
        IEnumerable<byte> Woven(List<byte[]> columns) => Enumerable.Range(0, columns.Max(column => column.Length)).SelectMany(place => columns.Where(column => place < column.Length).Select(column => column[place]));
        return [.. Woven(blocks), .. Woven(corrections)];
    }
}

/// <summary>Correction codewords over GF(256), x⁸ + x⁴ + x³ + x² + 1.</summary>
internal static class ReedSolomon
{
    public static byte[] Correction(byte[] data, int length)
    {
        var divisor = Divisor(length);
        var rest = new byte[length];
        foreach (var one in data)
        {
            var factor = (byte)(one ^ rest[0]);
            Array.Copy(rest, 1, rest, 0, length - 1);
            rest[^1] = 0;
            for (var place = 0; place < length; place++) rest[place] ^= Times(divisor[place], factor);
        }

        return rest;
    }

    /// <summary>∏ (x − 2ⁱ), its leading 1 left out.</summary>
    private static byte[] Divisor(int degree)
    {
        var divisor = new byte[degree];
        divisor[^1] = 1;
        byte root = 1;
        for (var turn = 0; turn < degree; turn++)
        {
            for (var place = 0; place < degree; place++)
                divisor[place] = (byte)(Times(divisor[place], root) ^ (place + 1 < degree ? divisor[place + 1] : 0));
            root = Times(root, 2);
        }

        return divisor;
    }

    private static byte Times(byte one, byte other)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11D) ^ (((other >> bit) & 1) * one);
        return (byte)product;
    }
}
