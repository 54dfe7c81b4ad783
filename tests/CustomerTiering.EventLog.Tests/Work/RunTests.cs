using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerTiering.EventLog.Tests.Work;

public sealed class RunTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    private readonly SetTime _clock = new(Given.Noon);
    private readonly string _kind = $"assess-{Guid.NewGuid()}";
    private readonly Guid _run = Guid.NewGuid();

    private Runs Runs => new(database.Source);

    [Fact]
    public async Task Two_workers_do_each_chunk_once_and_the_last_one_sums_up()
    {
        var tenant = await WithRunAsync(20);
        var done = new ConcurrentBag<int>();
        RunWorker Worker() => this.Worker((chunk, _) =>
        {
            done.Add(chunk.Number);
            return Task.FromResult(chunk.Payload);
        });

        await Task.WhenAll(WorkOffAsync(Worker()), WorkOffAsync(Worker()));

        Assert.Equal(Enumerable.Range(1, 20), done.Order());
        var run = await Runs.FindAsync(tenant, _run, default);
        Assert.Equal((RunState.Done, 20, 20, 0, "210"), (run!.State, run.Chunks, run.ChunksDone, run.ChunksFailed, Text(run.Result)));
        Assert.Equal(Given.Noon, run.Ended);
    }

    [Fact]
    public async Task A_run_whose_worker_was_killed_goes_on_where_it_was()
    {
        var tenant = await WithRunAsync(3);
        using var killed = new CancellationTokenSource();
        var done = new List<int>();
        var dying = Worker((chunk, cancel) =>
        {
            done.Add(chunk.Number);
            if (chunk.Number == 2) killed.Cancel();
            return cancel.IsCancellationRequested ? throw new OperationCanceledException(cancel) : Task.FromResult(chunk.Payload);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WorkOffAsync(dying, killed.Token));

        await WorkOffAsync(Worker((chunk, _) => Kept(done, chunk)));
        Assert.Equal([1, 2, 3], done);
        Assert.Equal(RunState.Running, (await Runs.FindAsync(tenant, _run, default))!.State);
        _clock.Now += TimeSpan.FromMinutes(2);
        await WorkOffAsync(Worker((chunk, _) => Kept(done, chunk)));

        Assert.Equal([1, 2, 3, 2], done);
        Assert.Equal((
            RunState.Done, "6"), ((await Runs.FindAsync(tenant, _run, default))!.State, Text((await Runs.FindAsync(tenant, _run, default))!.Result)));
    }

    [Fact]
    public async Task A_worker_that_was_overtaken_changes_nothing()
    {
        var tenant = await WithRunAsync(1);
        await WorkOffAsync(Worker(async (_, _) =>
        {
            _clock.Now += TimeSpan.FromHours(1);
            await WorkOffAsync(Worker((chunk, _) => Task.FromResult(chunk.Payload)));
            return "1000"u8.ToArray();
        }));

        Assert.Equal("1", Text((await Runs.FindAsync(tenant, _run, default))!.Result));
    }

    [Fact]
    public async Task A_chunk_that_fails_is_tried_again_and_then_fails_the_run_while_the_others_are_done()
    {
        var tenant = await WithRunAsync(3);
        var attempts = 0;
        var worker = Worker((chunk, _) =>
        {
            if (chunk.Number != 2) return Task.FromResult(chunk.Payload);
            attempts++;
            throw new InvalidDataException("No policy.");
        });
        for (var i = 0; i < 10; i++)
        {
            await WorkOffAsync(worker);
            _clock.Now += TimeSpan.FromMinutes(2);
        }

        var run = await Runs.FindAsync(tenant, _run, default);
        Assert.Equal((RunState.Failed, 2, 1, worker.Attempts), (run!.State, run.ChunksDone, run.ChunksFailed, attempts));
        Assert.Equal("InvalidDataException: No policy.", run.Failure);
        Assert.Null(run.Result);
    }

    [Fact]
    public async Task Nothing_of_a_cancelled_run_is_begun_and_what_was_held_is_not_done_again()
    {
        var tenant = await WithRunAsync(3);
        var begun = new List<int>();
        await WorkOffAsync(Worker(async (chunk, _) =>
        {
            begun.Add(chunk.Number);
            Assert.True(await Runs.CancelAsync(tenant, _run, _clock.Now, default));
            throw new InvalidDataException("No policy.");
        }));
        _clock.Now += TimeSpan.FromHours(1);
        await WorkOffAsync(Worker((chunk, _) => Kept(begun, chunk)));

        Assert.Equal([1], begun);
        Assert.Equal(RunState.Cancelled, (await Runs.FindAsync(tenant, _run, default))!.State);
        Assert.False(await Runs.CancelAsync(tenant, _run, _clock.Now, default));
    }

    [Fact]
    public async Task A_run_without_chunks_is_done_and_the_same_id_again_makes_nothing()
    {
        var tenant = await WithRunAsync(0);

        Assert.False(await Runs.CreateAsync(tenant, _run, _kind, "{}"u8.ToArray(), [], Given.Noon, default));
        Assert.Equal(RunState.Done, Assert.Single(await Runs.LatestAsync(tenant, _kind, 10, default)).State);
        Assert.Null(await Runs.FindAsync(await database.TenantAsync(), _run, default));
    }

    private async Task<TenantId> WithRunAsync(int chunks)
    {
        var tenant = await database.TenantAsync();
        ReadOnlyMemory<byte>[] payloads = [.. Enumerable.Range(1, chunks).Select(i => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($"{i}")))];
        Assert.True(await Runs.CreateAsync(tenant, _run, _kind, "{}"u8.ToArray(), payloads, Given.Noon, default));
        return tenant;
    }

    private RunWorker Worker(Func<RunChunk, CancellationToken, Task<ReadOnlyMemory<byte>>> handle) =>
        new(database.Source, new Dictionary<string, RunKind> { [_kind] = new(handle, Sum) }, _clock, NullLogger<RunWorker>.Instance);

    private static ReadOnlyMemory<byte> Sum(IReadOnlyList<ReadOnlyMemory<byte>> results) =>
        Encoding.UTF8.GetBytes($"{results.Sum(result => JsonSerializer.Deserialize<int>(result.Span))}");

    private static async Task WorkOffAsync(RunWorker worker, CancellationToken cancel = default)
    {
        while (await worker.RunOneAsync(cancel)) { }
    }

    private static Task<ReadOnlyMemory<byte>> Kept(List<int> done, RunChunk chunk)
    {
        done.Add(chunk.Number);
        return Task.FromResult(chunk.Payload);
    }

    private static string Text(ReadOnlyMemory<byte>? json) => Encoding.UTF8.GetString(json!.Value.Span);
}
