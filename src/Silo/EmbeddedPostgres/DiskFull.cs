namespace Jalon.Silo;

/// <summary>How a full disk shows itself, in an exception of ours and in the words of PostgreSQL.</summary>
internal static class DiskFull
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    public static bool Is(Exception exception) => exception is IOException && exception.HResult is NoSpaceLeft or QuotaExceeded;

    public static bool IsSaidIn(string text) =>
        text.Contains("No space left on device", StringComparison.Ordinal) || text.Contains("Disk quota exceeded", StringComparison.Ordinal);
}
