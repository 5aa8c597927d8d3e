using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jalon.Grains;

/// <summary>The one way states, facts and commands are written: camelCase, enums as text, nulls left out, instants in UTC with six decimals (they sort as text).</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false), new InstantConverter(), new StepConverter() },
    };

    /// <summary>Length of <c>2026-11-27T08:15:00.123456Z</c>.</summary>
    private const int InstantLength = 27;

    public static string Instant(DateTimeOffset at) => string.Create(InstantLength, at, static (text, at) =>
    {
        Span<byte> bytes = stackalloc byte[InstantLength + 1];
        Encoding.ASCII.GetChars(Instant(at, bytes), text);
    });

    public static DateTimeOffset Instant(ref Utf8JsonReader reader) => reader.GetDateTimeOffset().ToUniversalTime();

    /// <summary>The framework's own format is many times faster than one spelt out, and has one decimal more: it is cut.</summary>
    private static ReadOnlySpan<byte> Instant(DateTimeOffset at, Span<byte> into)
    {
        at.UtcDateTime.TryFormat(into, out _, "O", CultureInfo.InvariantCulture);
        into[InstantLength - 1] = (byte)'Z';
        return into[..InstantLength];
    }

    /// <summary>Whole microseconds in UTC: what PostgreSQL keeps and what is written here.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Instant(ref reader);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Instant(value, stackalloc byte[InstantLength + 1]));
    }
}
