using CustomerTiering.Verifier.Leaves;

namespace CustomerTiering.Verifier;

/// <summary>The command line: which check, over which files.</summary>
internal static class VerifierCommand
{
    private const string Help = """
        Checks evidence without the server that made it.

          leaves FILE    each line of the NDJSON file, {"leaf": base64 or text, "leafHash": hex}: is the leaf canonical,
                         has it exactly its members, and does it hash to what is said?

        Ends with 0 if all is as it is said to be, 1 at the first damage, 2 if nothing could be checked.
        """;

    internal static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            return arguments switch
            {
                ["leaves", { Length: > 0 } file] => Leaves(file, output),
                ["--help" or "-h" or "help"] => Print(output, Help, ExitCode.Ok),
                [] => Print(error, Help, ExitCode.Usage),
                _ => Print(error, $"Not understood: {string.Join(' ', arguments)}\n\n{Help}", ExitCode.Usage),
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
            : Print(output, $"{result.Line} leaves: each is canonical, has exactly its members, and has the hash that is said.", ExitCode.Ok);
    }

    private static int Print(TextWriter to, string text, int code)
    {
        to.WriteLine(text);
        return code;
    }
}
