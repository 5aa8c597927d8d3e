using System.Buffers;
using System.Text;
using System.Text.Json;

using Jalon.Grains;

namespace Jalon.Silo.Feed;

/// <summary>How facts leave the program: one JSON object each, on one line.</summary>
public static class FactJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = Json.Options.Encoder, SkipValidation = true };

    public static string Line(FactRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Options)) Write(writer, record);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, FactRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("cursor", Cursor.Text(record.Position));
        writer.WriteString("kind", record.Kind);
        writer.WriteString("grainId", record.GrainId);
        writer.WriteNumber("version", record.Version);
        writer.WriteString("type", record.Type);
        writer.WritePropertyName("data");
        writer.WriteRawValue(record.Data.Span, skipInputValidation: true);
        writer.WriteString("at", Json.Instant(record.At));
        writer.WriteString("actor", record.By.Id);
        writer.WriteString("origin", Origins.Text(record.Origin));
        writer.WriteString("commandId", record.CommandId);
        writer.WriteEndObject();
    }
}

/// <summary>Origins as the journal spells them.</summary>
public static class Origins
{
    public static string Text(Origin origin) => origin switch { Origin.Live => "live", Origin.Import => "import", _ => "demo" };

    public static Origin Parse(string text) => text switch { "live" => Origin.Live, "import" => Origin.Import, _ => Origin.Demo };
}
