namespace Jalon.Workflows.Invitations;

/// <summary>Somebody invited, by the name others read and the address their agenda answers from.</summary>
public sealed record Invited(string Name, string Address);

/// <summary>A meeting as it is now.</summary>
/// <param name="Sequence">0 at first; grows with each change of time, place or people, and with its cancellation (RFC 5545 §3.8.7.4).</param>
/// <param name="Duration">Whole minutes.</param>
/// <param name="Organiser">Who convenes.</param>
/// <param name="Link">The page that says more.</param>
public sealed record Meeting(
    Guid Id, int Sequence, DateTimeOffset From, TimeSpan Duration, string Summary, string Place, Invited Organiser, IReadOnlyList<Invited> People, string Link, bool Cancelled = false);
