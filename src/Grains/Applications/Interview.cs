using System.Text.Json.Serialization;

namespace Jalon.Grains.Applications;

/// <summary>How the person and the assessors meet.</summary>
public enum InterviewMode { OnSite, Video, Phone }

/// <summary>An interview of a candidacy: offered, then booked, then over.</summary>
/// <param name="Number">One more at each proposal: with the candidacy it names the event in agendas.</param>
/// <param name="Offered">The times the person may choose; none left once they were taken back.</param>
/// <param name="OrganiserId">Who proposed it.</param>
/// <param name="PlaceId">The note that says where.</param>
/// <param name="From">When it begins, once booked.</param>
/// <param name="Sequence">0 when it is booked; one more at each change, its cancellation included (RFC 5545 §3.8.7.4).</param>
/// <param name="Over">Its time has passed.</param>
public sealed record Interview(
    int Number, int Round, InterviewMode Mode, int Minutes, IReadOnlyList<DateTimeOffset> Offered, Guid OrganiserId, Guid? PlaceId, DateTimeOffset? From = null, int Sequence = -1, bool Over = false)
{
    /// <summary>The person has times to choose from.</summary>
    [JsonIgnore]
    public bool IsOffered => From is null && Offered.Count > 0;

    /// <summary>At a known time, still to come or under way.</summary>
    [JsonIgnore]
    public bool IsBooked => From is not null && !Over;

    /// <summary>Taken back, or no time suited: others have to be found.</summary>
    [JsonIgnore]
    public bool IsToPlan => From is null && Offered.Count == 0;

    [JsonIgnore]
    public DateTimeOffset? Until => From?.AddMinutes(Minutes);

    internal Interview TakenBack() => this with { From = null, Offered = [] };
}

/// <summary>What a time is worth to those who would meet: all of them declared it and are free, somebody has another interview, or somebody does not offer it (any more).</summary>
public enum TimeState { Free, Taken, NotDeclared }
