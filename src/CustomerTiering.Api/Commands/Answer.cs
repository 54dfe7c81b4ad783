using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>What a command found or did.</summary>
/// <param name="Value">As JSON, for programs; null for a command that has written its own output.</param>
/// <param name="Show">The same for people.</param>
internal sealed record Answer(object? Value, Action<IAnsiConsole> Show)
{
    /// <summary>What the process ends with; not 0 where what was found is bad.</summary>
    internal int Code { get; init; }

    /// <summary>A command that says nothing at its end.</summary>
    internal static Answer None { get; } = new(null, static _ => { });
}
