using System.CommandLine;
using System.CommandLine.Invocation;
using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Commands;

/// <summary>Defines all commands, and runs one of them.</summary>
internal static class CommandLine
{
    internal static RootCommand Create()
    {
        var root = new RootCommand("Customer tiering and key-account management.")
        {
            ServeCommand.Create(),
            MigrateCommand.Create(),
            TenantCommand.Create(),
            TokenCommand.Create(),
            StatusCommand.Create(),
            RebuildCommand.Create(),
            DecideCommand.Create(),
            ImportCommand.Create(),
            AssessCommand.Create(),
            ExplainCommand.Create(),
            ReportCommand.Create(),
            PolicyCommand.Create(),
            SegmentCommand.Create(),
            OverrideCommand.Create(),
            AppealCommand.Create(),
            DemoCommand.Create(),
        };
        GlobalOptions.AddTo(root);
        ServeCommand.Add(root);
        return root;
    }

    /// <summary>Parses and runs the arguments, and returns the exit code.</summary>
    internal static async Task<int> RunAsync(string[] arguments, Surroundings surroundings)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync(surroundings);
        await surroundings.Error.WriteLineAsync(string.Join(' ', parsed.Errors.Select(error => error.Message)).ReplaceLineEndings(" "));
        return 1;
    }
}

/// <summary>The environment of a command: its output streams and, in tests, its database.</summary>
internal sealed class Surroundings : InvocationConfiguration
{
    /// <summary>An existing database that overrides options and configuration; null to locate one.</summary>
    internal HostSettings? Database { get; init; }

    internal static HostSettings? DatabaseOf(ParseResult parsed) => (parsed.InvocationConfiguration as Surroundings)?.Database;
}
