using System.Text.Json;
using System.Text.Json.Serialization;
using Jalon.Grains;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Jalon.Web.Api;

/// <summary>Marks a POST that changes nothing: what it asks is too private for an address. It takes no Idempotency-Key.</summary>
internal sealed class ReadsOnly
{
    public static readonly ReadsOnly Instance = new();
}

/// <summary>What the OpenAPI document says beside the endpoints themselves.</summary>
internal static class Description
{
    private const string SchemeName = "jeton";

    private static readonly int[] ReadStatuses = [400, 403, 404, 500, 503];

    private static readonly int[] WriteStatuses = [400, 403, 404, 409, 413, 415, 422, 500, 503];

    /// <summary>An endpoint in words: what it does, what it answers, what may go wrong.</summary>
    public static RouteHandlerBuilder Described<TAnswer>(this RouteHandlerBuilder endpoint, string summary, int status = 200) =>
        endpoint.WithSummary(summary).Produces<TAnswer>(status).ProducesProblem(401);

    public static void AddDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            http.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            foreach (var converter in Json.Options.Converters) http.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer(DescribeDocument);
            options.AddOperationTransformer(DescribeOperation);
            options.AddSchemaTransformer(DescribeSchema);
        });
    }

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Jalon",
            Version = "v1",
            Description = "Postes, candidatures et parcours. Chaque écriture porte une Idempotency-Key (UUID)\u00A0: la même clé a un seul effet et la même réponse, pendant sept jours. "
                + "Les erreurs sont des application/problem+json avec un code stable et une phrase en français.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SchemeName] =
            new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Jeton créé par « ./run token ADRESSE », valable quatre-vingt-dix jours." };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var problem = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, ct);
        context.Document?.AddComponent(nameof(ApiProblem), problem);
        var takesBody = context.Description.HttpMethod != HttpMethods.Get;
        var writes = takesBody && !context.Description.ActionDescriptor.EndpointMetadata.OfType<ReadsOnly>().Any();
        operation.Responses ??= [];
        foreach (var status in (writes ? WriteStatuses : takesBody ? [.. ReadStatuses, 413, 415, 422] : ReadStatuses).Append(401)) operation.Responses[$"{status}"] = ProblemResponse(status, context.Document);
        if (!writes) return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = Call.KeyHeader,
            In = ParameterLocation.Header,
            Required = true,
            Description = "UUID choisi par l’appelant, repris tel quel à chaque nouvel essai.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        });
    }

    private static OpenApiResponse ProblemResponse(int status, OpenApiDocument? document) => new()
    {
        Description = Problems.OfStatus(status).Problem.Title,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ApiProblem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ApiProblem), document) },
        },
    };

    /// <summary>Instants are written by a converter of ours, about which the framework knows nothing.</summary>
    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        return Task.CompletedTask;
    }
}
