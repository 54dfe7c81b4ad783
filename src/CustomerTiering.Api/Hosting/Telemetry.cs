using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CustomerTiering.Api.Hosting;

/// <summary>Exports traces and metrics by OTLP if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; otherwise nothing is built.</summary>
internal static class Telemetry
{
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        var resource = ResourceBuilder.CreateDefault()
            .AddService("customertiering", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString());
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Npgsql", "CustomerTiering.*").AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.*", "Npgsql", "System.Runtime", "CustomerTiering.*").AddOtlpExporter().Build());
        builder.Services.AddHostedService<Listening>();
    }

    /// <summary>Creates both providers when the server starts; the container flushes and disposes them when it ends.</summary>
    private sealed class Listening(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2_000);
            metrics.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}
