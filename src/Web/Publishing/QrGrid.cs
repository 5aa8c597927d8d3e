namespace Jalon.Web.Publishing;

/// <summary>The squares of a QR code: its fixed patterns, then its codewords under a mask.</summary>
internal sealed class QrGrid
{
    /// <summary>Marks of the format and of the version, and their generators (ISO/IEC 18004, annexes C and D).</summary>
    private const int FormatMask = 0x5412, FormatGenerator = 0x537, VersionGenerator = 0x1F25;

    private readonly bool[,] black;
    private readonly bool[,] fixedSquare;

    private QrGrid(int size) => (Size, black, fixedSquare) = (size, new bool[size, size], new bool[size, size]);

    public int Size { get; }

    public bool this[int row, int column] => black[row, column];

    /// <summary>Squares that hold no data, for who reads the grid back.</summary>
    public bool IsFixed(int row, int column) => fixedSquare[row, column];

    public static QrGrid Of(QrVersion version, byte[] codewords, int mask)
    {
        var grid = new QrGrid(version.Size);
        grid.DrawPatterns(version);
        grid.DrawFormat(mask);
        grid.DrawCodewords(codewords, mask);
        return grid;
    }

    public static bool Masked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    /// <summary>Long runs, blocks of one colour and an uneven balance make a code harder to read.</summary>
    public int Penalty
    {
        get
        {
            var (penalty, dark) = (0, 0);
            for (var row = 0; row < Size; row++)
                for (var column = 0; column < Size; column++)
                {
                    if (black[row, column]) dark++;
                    if (column >= 4 && Enumerable.Range(1, 4).All(back => black[row, column - back] == black[row, column])) penalty++;
                    if (row >= 4 && Enumerable.Range(1, 4).All(back => black[row - back, column] == black[row, column])) penalty++;
                    if (row > 0 && column > 0 && black[row, column] == black[row - 1, column] && black[row, column] == black[row, column - 1] && black[row, column] == black[row - 1, column - 1]) penalty += 3;
                }

            return penalty + (Math.Abs((dark * 20) - (Size * Size * 10)) / (Size * Size) * 10);
        }
    }

    private void Set(int row, int column, bool value)
    {
        black[row, column] = value;
        fixedSquare[row, column] = true;
    }

    private void DrawPatterns(QrVersion version)
    {
        for (var place = 0; place < Size; place++)
        {
            Set(6, place, place % 2 == 0);
            Set(place, 6, place % 2 == 0);
        }

        DrawFinder(3, 3);
        DrawFinder(3, Size - 4);
        DrawFinder(Size - 4, 3);
        foreach (var row in version.Alignment)
            foreach (var column in version.Alignment)
                if (!IsFinderCorner(row, column)) DrawAlignment(row, column);
        if (version.Number >= 7) DrawVersion(version.Number);
    }

    private bool IsFinderCorner(int row, int column) => (row == 6 && (column == 6 || column == Size - 7)) || (row == Size - 7 && column == 6);

    private void DrawFinder(int row, int column)
    {
        for (var down = -4; down <= 4; down++)
            for (var right = -4; right <= 4; right++)
                if (row + down >= 0 && row + down < Size && column + right >= 0 && column + right < Size)
                    Set(row + down, column + right, Math.Max(Math.Abs(down), Math.Abs(right)) is not (2 or 4));
    }

    private void DrawAlignment(int row, int column)
    {
        for (var down = -2; down <= 2; down++)
            for (var right = -2; right <= 2; right++) Set(row + down, column + right, Math.Max(Math.Abs(down), Math.Abs(right)) != 1);
    }

    private void DrawVersion(int number)
    {
        var bits = (number << 12) | Rest(number, 12, VersionGenerator);
        for (var place = 0; place < 18; place++)
        {
            var (far, near) = (Size - 11 + (place % 3), place / 3);
            Set(near, far, ((bits >> place) & 1) == 1);
            Set(far, near, ((bits >> place) & 1) == 1);
        }
    }

    /// <summary>Level M is 00; fifteen bits, drawn twice, and the square that is always black.</summary>
    private void DrawFormat(int mask)
    {
        var bits = ((mask << 10) | Rest(mask, 10, FormatGenerator)) ^ FormatMask;
        bool Bit(int place) => ((bits >> place) & 1) == 1;
        for (var place = 0; place <= 5; place++) Set(place, 8, Bit(place));
        Set(7, 8, Bit(6));
        Set(8, 8, Bit(7));
        Set(8, 7, Bit(8));
        for (var place = 9; place < 15; place++) Set(8, 14 - place, Bit(place));
        for (var place = 0; place < 8; place++) Set(8, Size - 1 - place, Bit(place));
        for (var place = 8; place < 15; place++) Set(Size - 15 + place, 8, Bit(place));
        Set(Size - 8, 8, true);
    }

    private static int Rest(int value, int length, int generator)
    {
        var rest = value;
        for (var turn = 0; turn < length; turn++) rest = (rest << 1) ^ ((rest >> (length - 1)) * generator);
        return rest;
    }

    /// <summary>Two columns at a time from the right, up then down, past the column of timing.</summary>
    private void DrawCodewords(byte[] codewords, int mask)
    {
        var bit = 0;
        foreach (var (row, column) in Path())
        {
            if (fixedSquare[row, column]) continue;
            var value = bit < codewords.Length * 8 && ((codewords[bit / 8] >> (7 - (bit % 8))) & 1) == 1;
            black[row, column] = value ^ Masked(mask, row, column);
            bit++;
        }
    }

    public IEnumerable<(int Row, int Column)> Path()
    {
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            for (var step = 0; step < Size; step++)
                for (var side = 0; side < 2; side++)
                    yield return (((right + 1) & 2) == 0 ? Size - 1 - step : step, right - side);
        }
    }
}
