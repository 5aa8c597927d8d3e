using System.Globalization;
using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;
using Jalon.Web.Timelines;

namespace Jalon.Web.Api;

/// <param name="Label">What happened, in French.</param>
/// <param name="Actor">Who did it; null for the program, or where names are not for the reader.</param>
/// <param name="Data">The fact as the journal keeps it; null where it would name somebody to who may not read names.</param>
public sealed record TimelineEntry(int Version, string Type, string Label, DateTimeOffset At, Guid? Actor, string? ActorName, JsonElement? Data, string? Note);

/// <param name="Next">Give it back as <c>after</c> for the next page; null on the last.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Items, int? Next);

/// <summary>What happened to a candidacy, oldest first.</summary>
internal static class TimelineApi
{
    /// <summary>What a person reads of their own candidacy: what was done with them, not what was said about them.</summary>
    private static readonly HashSet<string> OwnTypes =
    [
        nameof(ApplicationFiled), nameof(StageChanged), nameof(DocumentAsked), nameof(DocumentReceived), nameof(DocumentValidated), nameof(PersonInformed), nameof(ProposalSent),
        nameof(ProposalDiscussed), nameof(EngagementRecorded), nameof(EngagementSecured), nameof(ArrivalPostponed), nameof(ArrivalRecorded), nameof(ApplicationWithdrawn), nameof(OutcomeTold),
    ];

    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/timeline", ReadAsync).Described<TimelinePage>("Ce qui est arrivé à une candidature, dans l’ordre (after, limit)");

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http, string? after = null, string? limit = null)
    {
        var call = Call.Of(http);
        if (!Number(after, 0, int.MaxValue, 0, out var from) || !Number(limit, 1, TimelineQuery.Most, TimelineQuery.Most, out var most))
            return Problems.Malformed($"Attendu\u00A0: after, une version\u00A0; limit, un nombre de 1 à {TimelineQuery.Most}.");
        if (await Subjects.OfApplicationAsync(call.Database, call.Who, id, call.Ct) is not { } seen) return Problems.NotFound;
        var own = Grants.Allows(call.Who, Act.SeeOwnApplication, seen.Subject);
        if (!own && call.Refuse(Act.SeeApplication, seen.Subject) is { } no) return no;
        var facts = await TimelineQuery.ReadAsync(call.Database, id, from, most, call.Ct);
        var named = !own && Grants.Allows(call.Who, Act.SeeNames, seen.Subject);
        var notes = named && Grants.Allows(call.Who, Act.MoveApplication, seen.Subject);
        var items = facts.Where(fact => !own || OwnTypes.Contains(fact.Type)).Select(fact => EntryOf(fact, named, notes)).ToList();
        return Results.Json(new TimelinePage(items, facts.Count == most ? facts[^1].Version : null), Json.Options);
    }

    private static TimelineEntry EntryOf(TimelineFact fact, bool named, bool notes) => new(
        fact.Version, fact.Type, FactWords.Of(fact.Type, fact.Data), fact.At, named && fact.Actor != Actor.System.Id ? fact.Actor : null, named ? fact.ActorName : null,
        named ? JsonElement.Parse(fact.Data) : null, notes ? fact.Note : null);

    private static bool Number(string? text, int least, int most, int usual, out int value)
    {
        value = usual;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
    }
}
