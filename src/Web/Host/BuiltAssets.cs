using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Jalon.Web.Host;

/// <summary>
/// The built style sheet, sprite and images, held in the assembly beside their .br and .gz, so that the program serves them from wherever it is started
/// and compresses nothing while it runs. A page asks for an address with the hash of the content, which may then be kept for a year.
/// </summary>
public sealed class BuiltAssets
{
    private const string Prefix = "assets/";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly Dictionary<string, Asset> byName;

    private sealed record Asset(string ContentType, string Version, byte[] Plain, byte[] Brotli, byte[] Gzip);

    private BuiltAssets(Dictionary<string, Asset> byName) => this.byName = byName;

    /// <summary>Reads what was built. Without the style sheet the program says how to build it, and does not start.</summary>
    public static BuiltAssets Load()
    {
        var names = typeof(BuiltAssets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToHashSet();
        if (!names.Contains($"{Prefix}jalon.css"))
            throw new InvalidOperationException("Les feuilles de style ne sont pas construites : lancer « npm ci » puis « npm run build » dans src/Web, et compiler de nouveau.");
        return new(names.Where(name => names.Contains($"{name}.br")).ToDictionary(name => name[Prefix.Length..], Read));
    }

    /// <summary>The address of an asset, with the hash of its content.</summary>
    public string Url(string name) => $"/assets/{name}?v={byName[name].Version}";

    /// <summary>Answers one request for an asset: 404, 304, or the smallest form the browser takes.</summary>
    public IResult Answer(string name, HttpRequest request, HttpResponse response)
    {
        if (!byName.TryGetValue(name, out var asset)) return Results.NotFound();
        var (bytes, encoding) = Best(asset, request);
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}{encoding}\""));
    }

    private static (byte[] Bytes, string? Encoding) Best(Asset asset, HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(one => one.Quality is null or > 0).Select(one => one.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return accepted.Contains("br") ? (asset.Brotli, "br") : accepted.Contains("gzip") ? (asset.Gzip, "gzip") : (asset.Plain, null);
    }

    private static Asset Read(string resource)
    {
        var plain = Bytes(resource);
        var type = ContentTypes.TryGetContentType(resource, out var known) ? known : "application/octet-stream";
        return new(type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type, Convert.ToHexStringLower(SHA256.HashData(plain))[..10], plain, Bytes($"{resource}.br"), Bytes($"{resource}.gz"));
    }

    private static byte[] Bytes(string resource)
    {
        using var stream = typeof(BuiltAssets).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
