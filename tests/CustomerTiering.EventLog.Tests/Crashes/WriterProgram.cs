using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.EventLog.Tests.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Crashes;

/// <summary>
/// The application that is killed: sixteen writers and a projection worker. Says on its output what it is about to do (<c>I id.</c>) and what was
/// acknowledged to it (<c>A id.</c>); gets on its input the commands that its predecessor began, and ends when the input does.
/// </summary>
internal sealed class WriterProgram(string connection, TenantId tenant, bool acknowledgesEarly)
{
    private const int Writers = 16;
    private readonly Lock _output = new();
    private readonly LogSignal _signal = new();

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var program = new WriterProgram(arguments[0], new(Guid.Parse(arguments[1])), arguments is [_, _, "early"]);
        await program.RunAsync();
        return 0;
    }

    private async Task RunAsync()
    {
        using var stop = new CancellationTokenSource();
        await using var source = NpgsqlDataSource.Create(connection);
        await using var writer = new LogWriter(connection, TimeProvider.System, (_, _) => _signal.Appended());
        var worker = new ProjectionWorker(source, [new Spending(), new Diary()], _signal, TimeProvider.System, NullLogger<ProjectionWorker>.Instance);
        List<CrashCommand> begun = [];
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line) begun.Add(new(Guid.Parse(line)));
        var shares = Enumerable.Range(0, Writers).Select(i => begun.Where((_, number) => number % Writers == i).ToList());
        Task[] tasks = [worker.RunAsync(stop.Token), .. shares.Select(share => WriteAsync(writer, source, share, stop.Token))];
        while (await Console.In.ReadLineAsync() is not null) { }
        await stop.CancelAsync();
        await Task.WhenAll(tasks);
    }

    private async Task WriteAsync(LogWriter writer, NpgsqlDataSource source, List<CrashCommand> begun, CancellationToken stop)
    {
        await Task.Yield();
        foreach (var command in begun) await UntilAcknowledgedAsync(writer, source, command, stop);
        while (!stop.IsCancellationRequested)
        {
            var command = new CrashCommand(Guid.NewGuid());
            Say('I', command);
            await UntilAcknowledgedAsync(writer, source, command, stop);
            await Task.Delay(2, CancellationToken.None);
        }
    }

    private async Task UntilAcknowledgedAsync(LogWriter writer, NpgsqlDataSource source, CrashCommand command, CancellationToken stop)
    {
        if (acknowledgesEarly) Say('A', command);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                int? version = command.ExpectsVersion ? await VersionAsync(source, command.Stream) : null;
                var outcome = await writer.AppendAsync(command.Request(tenant, version), CancellationToken.None);
                // A conflict may be with the command's own first attempt, whose acknowledgement was lost.
                if (outcome is AppendOutcome.Conflict && await new LogReader(source)
                    .FindAsync(tenant, command.FirstEvent, CancellationToken.None) is not null) break;
                if (outcome is AppendOutcome.Appended or AppendOutcome.Duplicate) break;
                if (outcome is not (AppendOutcome.Unknown or AppendOutcome.Conflict)) throw new InvalidOperationException($"{outcome}");
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20, CancellationToken.None); // the server is down or recovers: ask again
            }
        }
        if (!acknowledgesEarly && !stop.IsCancellationRequested) Say('A', command);
    }

    private async Task<int> VersionAsync(NpgsqlDataSource source, StreamId stream)
    {
        var last = await TenantTransaction.QueryAsync(
            source, tenant, [new("select coalesce(max(version), 0) from event where tenant_id = $1 and stream = $2", stream.Value)],
            row => row.GetInt32(0));
        return last[0];
    }

    private void Say(char what, CrashCommand command)
    {
        lock (_output)
        {
            Console.Out.Write($"{what} {command.Id}.\n");
            Console.Out.Flush();
        }
    }
}
