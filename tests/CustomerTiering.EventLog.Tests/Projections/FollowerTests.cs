using System.Collections.Concurrent;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerTiering.EventLog.Tests.Projections;

public sealed class FollowerTests(ProjectedDatabase database) : IClassFixture<ProjectedDatabase>
{
    private static readonly HashSet<string> Purchases = ["PurchaseMade"];
    private static readonly Guid[] Customers = ProjectedDatabase.Customers(3);

    [Fact]
    public async Task Events_come_in_order_and_once_when_nothing_goes_wrong()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 1_200, Customers);
        var seen = new List<long>();
        var worker = Worker(new Follower("seen", Purchases, [], (_, events, _) => Keep(seen, events)));

        await worker.CatchUpAsync(tenant, default);
        await database.PurchasesAsync(tenant, 3, Customers);
        await worker.CatchUpAsync(tenant, default);

        Assert.Equal(Enumerable.Range(1, 1_203).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task What_was_handled_without_its_position_being_kept_comes_again()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 5, Customers);
        using var killed = new CancellationTokenSource();
        var seen = new List<long>();
        var dying = Worker(new Follower("dying", Purchases, [], async (_, events, _) =>
        {
            await Keep(seen, events);
            await killed.CancelAsync();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying.CatchUpAsync(tenant, killed.Token));
        await Worker(new Follower("dying", Purchases, [], (_, events, _) => Keep(seen, events))).CatchUpAsync(tenant, default);

        Assert.Equal([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task An_event_that_fails_stops_its_follower_after_those_before_it_and_alone()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 20, Customers);
        var (seen, other, broken) = (new List<long>(), new List<long>(), true);
        var worker = Worker(
            new Follower("failing", Purchases, [], (_, events, _) =>
                broken && events.Any(recorded => recorded.Position == 13)
                    ? throw new InvalidDataException("No plan of this code.") : Keep(seen, events)),
            new Follower("other", Purchases, [], (_, events, _) => Keep(other, events)));

        await worker.CatchUpAsync(tenant, default);
        var status = (await database.Admin.FollowersAsync(tenant, default)).ToDictionary(status => status.Name);
        Assert.Equal((12, 13, "InvalidDataException: No plan of this code."),
            (status["failing"].Position, status["failing"].StoppedAt, status["failing"].Reason));
        Assert.Equal((20, 20, 12), (status["other"].Position, other.Count, seen.Count));

        broken = false;
        Assert.True(await database.Admin.RetryAsync(tenant, "failing", default));
        await worker.CatchUpAsync(tenant, default);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task A_failure_that_passes_stops_nothing()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 1, Customers);
        var attempts = 0;
        var worker = Worker(new Follower("passing", Purchases, [], (_, _, _) => ++attempts < 3 ? throw new TimeoutException() : Task.CompletedTask));

        await worker.CatchUpAsync(tenant, default);

        Assert.Equal((1, null, 3), (Assert.Single(await database.Admin.FollowersAsync(tenant, default)).Position, null as long?, attempts));
    }

    [Fact]
    public async Task It_waits_for_the_projections_that_must_come_first()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 4, Customers);
        var seen = new List<long>();
        var worker = Worker(new Follower("after", Purchases, ["spending"], (_, events, _) => Keep(seen, events)));

        await worker.CatchUpAsync(tenant, default);
        Assert.Empty(seen);
        await database.Worker(new Spending()).CatchUpAsync(tenant, default);
        await worker.CatchUpAsync(tenant, default);

        Assert.Equal([1, 2, 3, 4], seen);
    }

    [Fact]
    public async Task Two_workers_at_once_leave_out_nothing_and_the_position_never_goes_back()
    {
        var tenant = await database.TenantAsync();
        var seen = new ConcurrentBag<long>();
        using var stop = new CancellationTokenSource();
        Follower Follower() => new("both", Purchases, [], (_, events, _) =>
        {
            foreach (var recorded in events) seen.Add(recorded.Position);
            return Task.CompletedTask;
        });
        var workers = new[] { Worker(Follower()).RunAsync(stop.Token), Worker(Follower()).RunAsync(stop.Token) };
        for (var i = 0; i < 30; i++) await database.PurchasesAsync(tenant, 10, Customers);
        while (seen.Distinct().Count() < 300) await Task.Delay(10);
        await stop.CancelAsync();
        await Task.WhenAll(workers);

        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), seen.Distinct().Order());
        Assert.False(await FollowerPositions.MoveAsync(database.Source, tenant, "both", 0, 10, default));
    }

    private FollowerWorker Worker(params Follower[] followers) =>
        new(database.Source, followers, [database.Signal], TimeProvider.System, NullLogger<FollowerWorker>.Instance)
        { Pause = TimeSpan.FromMilliseconds(1) };

    private static Task Keep(List<long> seen, IReadOnlyList<RecordedEvent> events)
    {
        seen.AddRange(events.Select(recorded => recorded.Position));
        return Task.CompletedTask;
    }
}
