using System.Diagnostics;
using System.Globalization;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.Api.Tokens;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// Purchases of the moment recorded over HTTP on 64 connections: authenticated, validated, appended, answered, by a server as a user starts it, all
/// its read models and a policy at work; the client shares its cores. Beside it an empty endpoint of the same server. The log has 1,000,000 facts
/// before.
/// </summary>
internal static class HttpBenchmark
{
    private const int Connections = 64;
    private const int FactsEach = 20;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        await using var database = await AppendDatabase.CreateAsync(options with { Preload = 0 });
        var customers = options.Preload / FactsEach;
        await FactsDatabase.FillAsync(database, customers, FactsEach);
        var folder = Directory.CreateTempSubdirectory("customertiering-benchmarks-");
        string token;
        await using (var app = BenchmarkHost.Build(database, folder.FullName))
        {
            await FactsDatabase.PutInForceAsync(
                database, app.Services.GetRequiredService<LogWriter>(), app.Services.GetRequiredService<EventSerializer>(), new(2026, 1, 1));
            await app.Services.GetRequiredService<ProjectionWorker>().CatchUpAsync(database.Tenant, default);
            // What was there before calls for nothing any more: everything that follows the log begins at its end.
            foreach (var follower in app.Services.GetServices<Follower>())
                await database.ExecuteAsync(
                    $"insert into follower (tenant_id, name, position) select tenant_id, '{follower.Name}', position from log_head where "
                        + $"tenant_id = '{database.Tenant}'");
            token = app.Services.GetRequiredService<DevelopmentTokens>().Issue(database.Tenant, "benchmark", [Roles.Recorder]);
        }
        await database.ExecuteAsync("vacuum (analyze)");
        await database.ExecuteAsync("checkpoint");
        await using var server = await ServerProcess.StartAsync("--connection", database.Owner, "--data", folder.FullName);
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => HttpConnection.OpenAsync(server.Address)));
        var empty = Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: benchmark\r\n\r\n");
        await MeasureAsync(connections, options.Seconds, (_, _) => empty, 200);
        // compiled to the end, and everybody known
        await MeasureAsync(connections, 3 * options.Seconds, (caller, i) => Purchase(token, -caller - 1, i), 201);
        var (limit, _) = await MeasureAsync(connections, options.Seconds, (_, _) => empty, 200);
        var (rate, times) = await MeasureAsync(connections, options.Seconds * 2, (caller, i) => Purchase(token, caller, i), 201);
        foreach (var connection in connections) connection.Dispose();
        var p99 = times[(int)(times.Count * 0.99)];
        folder.Delete(recursive: true);
        return
        [
            Figure.AtLeast(
                $"a command over HTTP (record a purchase), {Connections} connections", 2_000, rate, $"{Figure.Rate(limit)} (empty endpoint)"),
            new("… its p99 (p50)", "150 ms", "", string.Create(CultureInfo.InvariantCulture, $"{p99:0.0} ms ({times[times.Count / 2]:0.0} ms)"),
                Figure.Percent(p99 / 150), p99 < 150),
        ];
    }

    private static byte[] Purchase(string token, int caller, long i)
    {
        var id = $"{caller}-{i}";
        var body = $$"""{"customer":"c-{{((Math.Abs(caller) * 7919L) + (i * 104_729)) % 2_000}}","id":"{{id}}","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","currency":"CNY","lines":[{"product":"p-1","category":"books","quantity":"2","unitPrice":"12.50","unitCost":"4.10"}],"channel":"web"}""";
        return Encoding.UTF8.GetBytes(
            $"POST /api/v1/purchases HTTP/1.1\r\nHost: benchmark\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {id}\r\nContent-Type: "
                + $"application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>Answers a second, and how long each took in milliseconds, ascending.</summary>
    private static async Task<(double Rate, List<double> Times)> MeasureAsync(
        HttpConnection[] connections, int seconds, Func<int, long, byte[]> request, int expected)
    {
        var started = Stopwatch.GetTimestamp();
        var loops = connections.Select((connection, caller) => Task.Run(async () =>
        {
            var times = new List<double>(1 << 16);
            for (var i = 0L; Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; i++)
            {
                var bytes = request(caller, i);
                var sent = Stopwatch.GetTimestamp();
                var status = await connection.SendAsync(bytes);
                if (status != expected) throw new InvalidOperationException($"{status}, not {expected}.");
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
            return times;
        })).ToArray();
        List<double> all = [.. (await Task.WhenAll(loops)).SelectMany(times => times)];
        var rate = all.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        all.Sort();
        return (rate, all);
    }
}
