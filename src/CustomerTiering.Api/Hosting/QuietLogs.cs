using Microsoft.Extensions.Logging.Console;

namespace CustomerTiering.Api.Hosting;

/// <summary>
/// One line of JSON an entry, on standard error, since standard output belongs to the commands' values. The framework speaks from Warning on: its lines about each
/// request would cost more than the request and hold addresses with ids.
/// </summary>
internal static class QuietLogs
{
    internal static void AddQuietLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Error); // quotes what was sent
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        else builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
    }
}
