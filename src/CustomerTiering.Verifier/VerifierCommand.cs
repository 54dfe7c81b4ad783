using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Verifier.Decisions;
using CustomerTiering.Verifier.Leaves;

namespace CustomerTiering.Verifier;

internal static class VerifierCommand
{
    private const string Help = """
        Verifies evidence without the server that produced it.

          leaves FILE    checks each line {"leaf": base64 or text, "leafHash": hex} of the NDJSON file: the leaf is
                         canonical, has exactly the required members, and has the stated hash

          decisions --policy FILE --facts FILE --expected FILE [--lifecycle FILE]
            (--as-of DAY | --from DAY --to DAY [--every PERIOD] [--final])
            [--held TIER [--since DAY] [--expires DAY] [--grace-ends DAY]]
                         decides again from the policy and the facts, and compares with FILE byte for byte

        Exit codes: 0 everything is correct, 1 damage or a difference was found, 2 nothing could be checked.
        """;

    internal static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            return arguments switch
            {
                ["leaves", { Length: > 0 } file] => Leaves(file, output),
                ["decisions", ..] => Decisions(arguments.AsSpan(1), output, error),
                ["--help" or "-h" or "help"] => Print(output, Help, ExitCode.Ok),
                [] => Print(error, Help, ExitCode.Usage),
                _ => Print(error, $"Unknown argument: {string.Join(' ', arguments)}\n\n{Help}", ExitCode.Usage),
            };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Print(error, unreadable.Message, ExitCode.Usage);
        }
    }

    private static int Leaves(string file, TextWriter output)
    {
        using var lines = new StreamReader(file);
        var result = LeavesCheck.Run(lines);
        return result.Damage is { } damage
            ? Print(output, $"{file}:{result.Line}: {damage.Code}: {damage.Message}", ExitCode.Different)
            : Print(output, $"{result.Line} leaves: each is canonical, has exactly the required members, and has the stated hash.", ExitCode.Ok);
    }

    private static int Decisions(ReadOnlySpan<string> arguments, TextWriter output, TextWriter error)
    {
        var (read, fault) = DecisionsArguments.Read(arguments);
        if (read is null) return Print(error, $"{fault}\n\n{Help}", ExitCode.Usage);
        ReadOnlyMemory<byte>? lifecycle = read.Lifecycle is { } file ? File.ReadAllBytes(file) : default(ReadOnlyMemory<byte>?);
        var trial = PaperTrial.Run(File.ReadAllBytes(read.Policy), File.ReadAllBytes(read.Facts), read.Options, CanonicalJson.Write, lifecycle);
        if (trial.Lines is null) return Print(error, string.Join(Environment.NewLine, trial.Refusals), ExitCode.Usage);
        return DecisionsCheck.Compare(File.ReadAllBytes(read.Expected), trial.Lines) is { } first
            ? Print(output,
                $"{read.Expected}:{first.Line}: differs from byte {first.Byte} on: expected \"{first.Expected}\", decided \"{first.Decided}\".",
                ExitCode.Different)
            : Print(output, $"{trial.Lines.Count} lines: each follows from the policy and the facts, byte for byte.", ExitCode.Ok);
    }

    private static int Print(TextWriter to, string text, int code)
    {
        to.WriteLine(text);
        return code;
    }
}
