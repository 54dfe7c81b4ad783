using System.Collections.Concurrent;
using CustomerTiering.EventLog.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerTiering.EventLog.Tests.Work;

public sealed class TimerTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    private readonly SetTime _clock = new(Given.Noon);
    private readonly string _kind = $"review-{Guid.NewGuid()}";

    private Timers Timers => new(database.Source);

    [Fact]
    public async Task A_timer_is_due_at_its_instant_and_not_a_microsecond_before()
    {
        var tenant = await WithTimersAsync(1);
        var done = new List<string>();
        var worker = Worker((_, timers, _) => Keep(done, timers));

        _clock.Now = Given.Noon.AddMicroseconds(-1);
        Assert.Equal(0, await worker.RunDueAsync(default));
        _clock.Now = Given.Noon;
        Assert.Equal(1, await worker.RunDueAsync(default));
        Assert.Equal(0, await worker.RunDueAsync(default));

        Assert.Equal(["0"], done);
        Assert.Empty(await Timers.FindAsync(tenant, _kind, ["0"], default));
    }

    [Fact]
    public async Task Two_workers_never_claim_the_same_timer()
    {
        await WithTimersAsync(500);
        var done = new ConcurrentBag<string>();
        var workers = Enumerable.Range(0, 2).Select(_ => new TimerWorker(database.Source, Handlers((_, timers, _) =>
        {
            foreach (var timer in timers) done.Add(timer.Key);
            return Task.CompletedTask;
        }), _clock, NullLogger<TimerWorker>.Instance)
        { Batch = 10 });

        await Task.WhenAll(workers.Select(async worker =>
        {
            while (await worker.RunDueAsync(default) > 0) { }
        }));

        Assert.Equal(500, done.Count);
        Assert.Equal(500, done.Distinct().Count());
    }

    [Fact]
    public async Task What_a_dead_worker_held_is_due_again_when_its_lease_ends()
    {
        await WithTimersAsync(1);
        using var killed = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Worker((_, _, cancel) =>
        {
            killed.Cancel();
            throw new OperationCanceledException(cancel);
        }).RunDueAsync(killed.Token));
        var done = new List<string>();
        var worker = Worker((_, timers, _) => Keep(done, timers));

        _clock.Now += worker.Lease - TimeSpan.FromMicroseconds(1);
        Assert.Equal(0, await worker.RunDueAsync(default));
        _clock.Now += TimeSpan.FromMicroseconds(1);
        Assert.Equal(1, await worker.RunDueAsync(default));

        Assert.Equal(["0"], done);
    }

    [Fact]
    public async Task A_worker_that_overran_its_lease_does_not_take_the_timer_from_the_next()
    {
        var tenant = await WithTimersAsync(1);
        await Worker(async (_, _, _) =>
        {
            _clock.Now += TimeSpan.FromHours(1);
            Assert.Single(await ClaimedTimers.ClaimAsync(database.Source, [_kind], _clock.Now, TimeSpan.FromMinutes(1), 10, default));
        }).RunDueAsync(default);

        Assert.Single(await Timers.FindAsync(tenant, _kind, ["0"], default));
    }

    [Fact]
    public async Task A_timer_that_is_moved_while_it_is_handled_is_kept()
    {
        var tenant = await WithTimersAsync(1);
        var next = new DueTimer(_kind, "0", Given.Noon.AddMonths(1), "{}"u8.ToArray());

        await Worker((_, _, _) => Timers.SetAsync(tenant, [next], default)).RunDueAsync(default);

        Assert.Equal(next.Due, Assert.Single(await Timers.FindAsync(tenant, _kind, ["0"], default)).Due);
    }

    [Fact]
    public async Task A_cancelled_timer_is_never_due()
    {
        var tenant = await WithTimersAsync(2);
        await Timers.CancelAsync(tenant, _kind, ["0", "unknown"], default);
        var done = new List<string>();

        await Worker((_, timers, _) => Keep(done, timers)).RunDueAsync(default);

        Assert.Equal(["1"], done);
    }

    [Fact]
    public async Task One_that_fails_holds_up_no_other_and_is_tried_again_later()
    {
        await WithTimersAsync(3);
        var (done, broken) = (new List<string>(), true);
        var worker = Worker(
            (_, timers, _) => broken && timers.Any(timer => timer.Key == "1") ? throw new InvalidDataException("No policy.") : Keep(done, timers));

        await worker.RunDueAsync(default);
        Assert.Equal(["0", "2"], done.Order());
        broken = false;
        Assert.Equal(0, await worker.RunDueAsync(default));
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await worker.RunDueAsync(default));

        Assert.Equal(["0", "1", "2"], done.Order());
    }

    private async Task<TenantId> WithTimersAsync(int count)
    {
        var tenant = await database.TenantAsync();
        await Timers.SetAsync(
            tenant, [.. Enumerable.Range(0, count).Select(i => new DueTimer(_kind, $"{i}", Given.Noon, "{}"u8.ToArray()))], default);
        return tenant;
    }

    private TimerWorker Worker(TimerHandler handler) => new(database.Source, Handlers(handler), _clock, NullLogger<TimerWorker>.Instance);

    private Dictionary<string, TimerHandler> Handlers(TimerHandler handler) => new() { [_kind] = handler };

    private static Task Keep(List<string> done, IReadOnlyList<DueTimer> timers)
    {
        done.AddRange(timers.Select(timer => timer.Key));
        return Task.CompletedTask;
    }
}
