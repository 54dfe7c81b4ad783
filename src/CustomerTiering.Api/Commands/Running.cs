using System.CommandLine;
using System.Text.Json;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EmbeddedPostgres;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Http.Json;
using CustomerTiering.Persons;
using Npgsql;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Runs commands: a result goes to standard output with its exit code, a refusal to standard error with another.</summary>
internal static class Running
{
    /// <summary>Sets the action of a command that needs a prepared database.</summary>
    internal static void Runs(this Command command, Func<CommandContext, CancellationToken, Task<Answer>> run) =>
        command.RunsUnprepared(async (context, cancel) =>
    {
        await context.PrepareAsync(cancel);
        return await run(context, cancel);
    });

    /// <summary>Sets the action of a command that prepares the database itself, or only inspects it.</summary>
    internal static void RunsUnprepared(this Command command, Func<CommandContext, CancellationToken, Task<Answer>> run) =>
        command.RunsWithoutDatabase(async (parsed, console, cancel) =>
        {
            await using var context = await CommandContext.OpenAsync(parsed, console, cancel);
            return await run(context, cancel);
        });

    /// <summary>Sets the action of a command without a database.</summary>
    internal static void RunsWithoutDatabase(this Command command, Func<ParseResult, IAnsiConsole, CancellationToken, Task<Answer>> run) =>
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var answer = await run(parsed, ConsoleOn(error), cancel);
                Write(answer, parsed.GetValue(GlobalOptions.Json), output);
                return answer.Code;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return 130; // a shell's exit code for an interrupted program
            }
            catch (Exception refused) when (CodeOf(refused) is { } code)
            {
                foreach (var line in (refused as Refused)?.Lines ?? [refused.Message.ReplaceLineEndings(" ")]) await error.WriteLineAsync(line);
                return code;
            }
        });

    private static void Write(Answer answer, bool json, TextWriter output)
    {
        if (!json) answer.Show(ConsoleOn(output));
        else if (answer.Value is { } value) output.WriteLine(JsonSerializer.Serialize(value, JsonSettings.Options));
    }

    /// <summary>With colours and animation on a terminal; plain text otherwise.</summary>
    internal static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        return AnsiConsole.Create(output.IsTerminal
            ? new AnsiConsoleSettings { Out = output }
            : new AnsiConsoleSettings
            {
                Out = output,
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No
            });
    }

    private static int? CodeOf(Exception failure) => failure switch
    {
        Refused refused => refused.Code,
        MigrationRefusedException or ServerRefusedException => 3,
        ProjectionRebuildException or BehindException => 2,
        EmbeddedServerException or NpgsqlException => 4,
        LogDamagedException => 5,
        WrongMasterKeyException => 7,
        _ => null,
    };
}
