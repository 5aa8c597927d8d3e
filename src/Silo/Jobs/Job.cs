namespace Jalon.Silo.Jobs;

/// <summary>Something that follows the calendar.</summary>
/// <param name="Name">Its key in the database; never changes.</param>
/// <param name="Next">Its first instant after another.</param>
/// <param name="Run">Does the work of a local day. It may be asked again for the same day: what it does is keyed by that day.</param>
public sealed record Job(string Name, Func<DateTimeOffset, DateTimeOffset> Next, Func<DateOnly, CancellationToken, Task> Run);
