using System.Globalization;

namespace CustomerTiering.Benchmarks;

/// <summary>What every benchmark may be told.</summary>
/// <param name="Connection">A superuser's login on a server with fsync on; null: an embedded one.</param>
/// <param name="Seconds">How long each measurement takes.</param>
/// <param name="Preload">How many events the table has before.</param>
internal sealed record BenchmarkOptions(string? Connection, int Seconds, int Preload)
{
    internal static BenchmarkOptions Read(string[] args)
    {
        var options = new BenchmarkOptions(null, 5, 1_000_000);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--connection" => options with { Connection = args[i + 1] },
                "--seconds" => options with { Seconds = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--preload" => options with { Preload = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }
        return options;
    }
}
