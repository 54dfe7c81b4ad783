using CustomerTiering.Api.Hosting;
using Microsoft.AspNetCore.Builder;

namespace CustomerTiering.Benchmarks;

/// <summary>The services of the server on a benchmark's database, not started; and the server as a process of its own.</summary>
internal static class BenchmarkHost
{
    internal static WebApplication Build(AppendDatabase database, string folder) =>
        ApiHost.Build(ApiHost.CreateBuilder(new HostSettings("Development", folder, HostSettings.AsRuntime(database.Owner), database.Owner)));
}
