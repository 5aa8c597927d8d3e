using Jalon.Silo;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Jalon.Web.Host;

/// <summary>
/// Traces and metrics sent by OTLP, where the standard variables say so (OpenTelemetry specification, « OTLP exporter configuration »): without an endpoint
/// nothing listens, and what the program tells costs next to nothing.
/// </summary>
public sealed class OtlpExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    private OtlpExport(bool traces, bool metrics)
    {
        if (traces)
        {
            this.traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Named)
                .AddSource(Telemetry.Name, "Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();
        }

        if (metrics)
        {
            this.metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Named)
                .AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime").AddOtlpExporter().Build();
        }
    }

    /// <summary>Sends from now on until disposed, then what is left.</summary>
    public static OtlpExport Start()
    {
        var off = string.Equals(Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return new OtlpExport(!off && Asked("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), !off && Asked("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"));
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private static bool Asked(string ofSignal) => Set(Endpoint) || Set(ofSignal);

    private static bool Set(string variable) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));

    /// <summary>OTEL_SERVICE_NAME wins, and is read by the library itself.</summary>
    private static void Named(ResourceBuilder resource)
    {
        if (!Set("OTEL_SERVICE_NAME")) resource.AddService("jalon");
    }
}
