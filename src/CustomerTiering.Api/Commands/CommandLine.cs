using System.CommandLine;
using System.CommandLine.Invocation;
using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Commands;

/// <summary>All commands, and how one of them is run.</summary>
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

    /// <summary>Runs what the arguments say.</summary>
    /// <param name="arguments">As written.</param>
    /// <param name="surroundings">Where to write; tests say here on which database, too.</param>
    /// <returns>What the process ends with.</returns>
    internal static async Task<int> RunAsync(string[] arguments, Surroundings surroundings)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync(surroundings);
        await surroundings.Error.WriteLineAsync(string.Join(' ', parsed.Errors.Select(error => error.Message)).ReplaceLineEndings(" "));
        return 1;
    }
}

/// <summary>What a command finds around it: where it writes (standard output and standard error) and, in tests, its database.</summary>
internal sealed class Surroundings : InvocationConfiguration
{
    /// <summary>A database that is there already, whatever options and configuration say; null to look for one.</summary>
    internal HostSettings? Database { get; init; }

    internal static HostSettings? DatabaseOf(ParseResult parsed) => (parsed.InvocationConfiguration as Surroundings)?.Database;
}
