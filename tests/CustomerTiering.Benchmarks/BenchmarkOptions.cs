using System.Globalization;

namespace CustomerTiering.Benchmarks;

/// <summary>What every benchmark may be told.</summary>
/// <param name="Names">Which are run.</param>
/// <param name="Connection">A superuser's login on a server with fsync on; null: an embedded one.</param>
/// <param name="Seconds">How long each measurement takes.</param>
/// <param name="Preload">How many events the table has before.</param>
/// <param name="Customers">How many customers an assessment run looks at.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Names, string? Connection, int Seconds, int Preload, int Customers)
{
    internal static BenchmarkOptions Read(string[] args)
    {
        var options = new BenchmarkOptions([], null, 5, 1_000_000, 100_000);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                options = options with { Names = [.. options.Names, args[i]] };
                continue;
            }
            var (name, value) = (args[i], ++i < args.Length ? args[i] : throw new ArgumentException($"The option {args[i - 1]} needs a value."));
            options = name switch
            {
                "--connection" => options with { Connection = value },
                "--seconds" => options with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--preload" => options with { Preload = int.Parse(value, CultureInfo.InvariantCulture) },
                "--customers" => options with { Customers = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"There is no option {name}."),
            };
        }
        return options;
    }
}
