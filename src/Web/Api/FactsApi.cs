using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Jalon.Grains;
using Jalon.Silo.Feed;

namespace Jalon.Web.Api;

/// <summary>A fact of the journal, as <see cref="FactJson"/> writes it.</summary>
/// <param name="Cursor">Where it stands in the feed.</param>
public sealed record FactLine(string Cursor, string Kind, Guid GrainId, int Version, string Type, JsonElement Data, DateTimeOffset At, Guid Actor, string Origin, Guid CommandId);

/// <param name="Next">The cursor to go on from; the one given where nothing is new.</param>
public sealed record FactPage(IReadOnlyList<FactLine> Facts, string Next);

/// <summary>The journal, for programs: settled facts only, in the order of the feed.</summary>
internal static class FactsApi
{
    private const int Usual = 100;

    private const int Most = 500;

    public static void Map(RouteGroupBuilder group) => group.MapGet("", ReadAsync).Described<FactPage>("Les faits établis après un curseur (after, limit)");

    private static async Task<IResult> ReadAsync(HttpContext http, string? after = null, string? limit = null)
    {
        var call = Call.Of(http);
        if (call.Refuse(Act.ReadFacts, new Subject()) is { } no) return no;
        if (!Cursor.TryParse(after, out var position))
            return Problems.Malformed("Les paramètres de l’adresse ne se lisent pas.", [new FieldProblem("after", "Attendu\u00A0: le curseur next d’un appel précédent, ou rien pour tout lire.")]);
        var count = Usual;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is 0 or > Most))
            return Problems.Malformed("Les paramètres de l’adresse ne se lisent pas.", [new FieldProblem("limit", $"Attendu\u00A0: un nombre de 1 à {Most}.")]);
        if (!await call.Engine.Feed.HandedOutAsync(position, call.Ct)) return Problems.CursorGone;
        var facts = await call.Engine.Feed.FactsAfterAsync(position, count, call.Ct);
        return Results.Bytes(Written(facts, facts.Count > 0 ? facts[^1].Position : position), "application/json; charset=utf-8");
    }

    /// <summary>The data of a fact leaves byte for byte as the journal keeps it.</summary>
    private static byte[] Written(IReadOnlyList<FactRecord> facts, Jalon.Silo.FeedPosition next)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("facts");
            foreach (var fact in facts) FactJson.Write(writer, fact);
            writer.WriteEndArray();
            writer.WriteString("next", Cursor.Text(next));
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
