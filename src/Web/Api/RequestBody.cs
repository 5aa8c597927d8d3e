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
        var (document, broken) = await ParsedAsync(request, ct);
        if (document is null) return (null, broken);
        using (document)
        {
            var shape = new BodyShape();
            shape.Check(document.RootElement, typeof(TBody));
            if (shape.Wrong.Count > 0) return (null, Problems.Malformed("Cette demande ne suit pas la description de l’API (/openapi/v1.json).", shape.Wrong));
            if (shape.Invalid.Count > 0) return (null, Problems.Invalid(shape.Invalid));
            return (document.RootElement.Deserialize<TBody>(Json.Options)!, null);
        }
    }

    private static async Task<(JsonDocument? Document, ProblemResult? Problem)> ParsedAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return (await JsonDocument.ParseAsync(request.Body, Options, ct), null);
        }
        catch (JsonException broken)
        {
            var where = broken.LineNumber is { } line ? $" (ligne {line + 1}, octet {broken.BytePositionInLine + 1})" : "";
            return (null, Problems.Malformed($"Ce JSON ne se lit pas{where}."));
        }
        catch (InvalidOperationException)
        {
            // The name of a property is not Unicode text: the parser compares names, and fails otherwise than on the rest.
            return (null, Problems.Malformed("Ce JSON ne se lit pas\u00A0: le nom d’un champ contient un caractère illisible."));
        }
    }
}
