using CustomerTiering.Rules.Paper;

namespace CustomerTiering.Verifier.Decisions;

/// <summary>The arguments of <c>decisions</c>: files, and the options the decisions were made with. The lifecycle is optional.</summary>
internal sealed record DecisionsArguments(string Policy, string Facts, string Expected, string? Lifecycle, PaperOptions Options)
{
    private static readonly string[] Files = ["--policy", "--facts", "--expected"];

    private static readonly string[] Known =
        [.. Files, "--lifecycle", "--as-of", "--from", "--to", "--every", "--held", "--since", "--expires", "--grace-ends"];

    /// <returns>The arguments, or the error.</returns>
    internal static (DecisionsArguments? Read, string? Fault) Read(ReadOnlySpan<string> arguments)
    {
        var (values, final) = (new Dictionary<string, string>(StringComparer.Ordinal), false);
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (name == "--final")
            {
                final = true;
                continue;
            }
            if (!Known.Contains(name)) return (null, $"Unknown argument: {name}");
            if (i + 1 == arguments.Length) return (null, $"{name} needs a value");
            if (!values.TryAdd(name, arguments[++i])) return (null, $"{name} is given twice");
        }
        if (Files.FirstOrDefault(file => !values.ContainsKey(file)) is { } missing) return (null, $"{missing} is missing");

        string? Value(string name) => values.GetValueOrDefault(name);
        var options = new PaperOptions(
            Value("--as-of"), Value("--from"), Value("--to"), Value("--every"), final, Value("--held"), Value("--since"), Value("--expires"),
            Value("--grace-ends"));
        return (new(values["--policy"], values["--facts"], values["--expected"], Value("--lifecycle"), options), null);
    }
}
