namespace Jalon.Tests;

/// <summary>Temporary folders where the account of a server can go: directly under the system's own, never under a home.</summary>
internal static class TestFolder
{
    public static string New(string name) => Path.Combine(Path.GetTempPath(), $"{name}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");

    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
