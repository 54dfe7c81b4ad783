using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>The result of a command.</summary>
/// <param name="Value">The result as JSON, for programs; null for a command that wrote its own output.</param>
/// <param name="Show">Prints the result for people.</param>
internal sealed record Answer(object? Value, Action<IAnsiConsole> Show)
{
    /// <summary>The exit code; not 0 if the command found a problem.</summary>
    internal int Code { get; init; }

    /// <summary>The result of a command without output of its own.</summary>
    internal static Answer None { get; } = new(null, static _ => { });
}
