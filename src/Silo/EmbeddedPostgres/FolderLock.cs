using System.Diagnostics;

namespace Jalon.Silo;

/// <summary>
/// A lock held on a file of the data folder for as long as its holder lives: the system releases it when the process dies, however it dies, so nothing is ever left to clean.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Null when somebody holds it.</summary>
    public static FolderLock? TryAlone(string file) => TryOpen(file, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Null when somebody holds it alone.</summary>
    public static FolderLock? TryTogether(string file)
    {
        if (!File.Exists(file))
            TryAlone(file)?.Dispose();
        return TryOpen(file, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Waits for a lock that is only ever held for the time of a start or a stop.</summary>
    public static async Task<FolderLock?> WaitAloneAsync(string file, TimeSpan limit, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryAlone(file) is { } held)
                return held;
            if (waited.Elapsed > limit)
                return null;
            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }
    }

    public void Dispose() => this.stream.Dispose();

    private static FolderLock? TryOpen(string file, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Access = access,
            Share = share,
            Mode = access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate,
        };
        if (access != FileAccess.Read)
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FolderLock(new FileStream(file, options));
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException) && File.Exists(file) && !DiskFull.Is(busy))
        {
            return null;
        }
    }
}
