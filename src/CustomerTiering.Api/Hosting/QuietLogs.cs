using Microsoft.Extensions.Logging.Console;

namespace CustomerTiering.Api.Hosting;

/// <summary>
/// Logs one line of JSON per entry to standard error, since standard output is for command results. The framework logs from Warning on: its request
/// logs would cost more than the requests, and contain URLs with ids.
/// </summary>
internal static class QuietLogs
{
    internal static void AddQuietLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Error); // quotes the request
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        else builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
    }
}
