using System.Text.Json;
using Jalon.Grains;

namespace Jalon.Web.Api;

/// <summary>Reads a JSON body into what an endpoint takes, or says everything that is wrong with it at once.</summary>
internal static class RequestBody
{
    private const int Deepest = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    public static async Task<(TBody? Body, ProblemResult? Problem)> ReadAsync<TBody>(HttpRequest request, CancellationToken ct) where TBody : class
    {
        if (!request.HasJsonContentType()) return (null, Problems.NotJson);
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Options, ct);
            var shape = new BodyShape();
            shape.Check(document.RootElement, typeof(TBody));
            if (shape.Wrong.Count > 0) return (null, Problems.Malformed("Cette demande ne suit pas la description de l’API (/openapi/v1.json).", shape.Wrong));
            if (shape.Invalid.Count > 0) return (null, Problems.Invalid(shape.Invalid));
            return (document.RootElement.Deserialize<TBody>(Json.Options)!, null);
        }
        catch (JsonException broken)
        {
            var where = broken.LineNumber is { } line ? $" (ligne {line + 1}, octet {broken.BytePositionInLine + 1})" : "";
            return (null, Problems.Malformed($"Ce JSON ne se lit pas{where}."));
        }
    }
}
