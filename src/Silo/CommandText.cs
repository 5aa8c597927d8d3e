using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Jalon.Grains;

namespace Jalon.Silo;

/// <summary>A command as bytes: what its record compares, and where text no database can keep is found before it reaches a grain.</summary>
internal static class CommandText
{
    /// <summary>U+FFFD, which the serialiser writes for a lone surrogate and a broken file for bad bytes.</summary>
    private static readonly byte[] Unreadable = "\uFFFD"u8.ToArray();

    private static readonly SearchValues<string> Directions = SearchValues.Create(
        ["\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"], StringComparison.Ordinal);

    public static byte[] Of(Command command) => JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json.Options);

    /// <summary>Same command, same grain, same person: same hash.</summary>
    public static byte[] BodyHash(Envelope envelope, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{envelope.Command.GetType().Name}\n{envelope.GrainId:D}\n{envelope.By.Id:D}\n");
        return SHA256.HashData([.. head, .. body]);
    }

    /// <summary>The fields whose text cannot be kept or would mislead a reader: NUL, broken characters, characters that turn the reading direction.</summary>
    public static IEnumerable<FieldProblem> Problems(byte[] body)
    {
        if (!Suspect(body)) yield break;
        using var document = JsonDocument.Parse(body);
        foreach (var (path, text) in Texts("", document.RootElement))
        {
            if (text.Contains('\0', StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal))
                yield return new FieldProblem(path, "Ce texte contient un caractère illisible. Retirez-le, ou collez le texte à nouveau.");
            else if (text.AsSpan().ContainsAny(Directions))
                yield return new FieldProblem(path, "Ce texte contient un caractère invisible qui change le sens de lecture. Retirez-le.");
        }
    }

    /// <summary>One pass over the bytes: nearly every command stops here.</summary>
    private static bool Suspect(ReadOnlySpan<byte> body) =>
        body.IndexOf("\\u0000"u8) >= 0 || body.IndexOf(Unreadable) >= 0 || body.IndexOf("\\u20"u8) >= 0 || body.IndexOf([(byte)0xE2, (byte)0x80]) >= 0
        || body.IndexOf([(byte)0xE2, (byte)0x81]) >= 0;

    private static IEnumerable<(string Path, string Text)> Texts(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [(path, element.GetString()!)],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Texts($"{path}[{index}]", item)),
        _ => [],
    };
}
