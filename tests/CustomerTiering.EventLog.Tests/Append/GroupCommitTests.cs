using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>Many callers in one commit: each is judged by itself. The batch is made by holding the head while they arrive.</summary>
public sealed class GroupCommitTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private readonly LogWriter _writer = new(database.Runtime, TimeProvider.System);
    private readonly LogReader _reader = new(database.Source);
    private TenantId _tenant;

    public async Task InitializeAsync() => _tenant = await database.TenantAsync();

    public async Task DisposeAsync() => await _writer.DisposeAsync();

    [Fact]
    public async Task Callers_who_arrive_together_are_committed_together()
    {
        var outcomes = await TogetherAsync([.. Enumerable.Range(0, 20).Select(i => Given.Request(_tenant, $"purchase/{i}", 0))]);

        Assert.All(outcomes, outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(1, await CommitsAsync());
        Assert.Equal(Enumerable.Range(1, 21).Select(i => (long)i), (await _reader.AllAsync(_tenant)).Select(item => item.Position));
    }

    [Fact]
    public async Task Callers_who_come_one_after_the_other_are_committed_by_themselves()
    {
        // The control: what counts the commits can tell several from one.
        for (var i = 0; i < 3; i++) await _writer.AppendAsync(Given.Request(_tenant, $"purchase/{i}", 0));

        Assert.Equal(2, await CommitsAsync());
    }

    [Fact]
    public async Task A_conflict_amid_a_batch_fails_its_own_caller_alone()
    {
        await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 0));

        var outcomes = await TogetherAsync(
            Given.Request(_tenant, "tier/2", 0), Given.Request(_tenant, "tier/1", 0),
            Given.Request(_tenant, Given.Stream("tier/3", 0, Given.Event()), Given.Stream("tier/1", 2)), Given.Request(_tenant, "tier/4", 0));

        Assert.IsType<Appended>(outcomes[0]);
        Assert.Equal(new Conflict(new("tier/1"), 0, 1), outcomes[1]);
        Assert.Equal(new Conflict(new("tier/1"), 2, 1), outcomes[2]);
        Assert.IsType<Appended>(outcomes[3]);
        Assert.Equal(["tier/1", "held", "tier/2", "tier/4"], (await _reader.AllAsync(_tenant)).Select(item => item.Stream.Value));
    }

    [Fact]
    public async Task A_repetition_amid_a_batch_is_told_where_it_stands_though_its_expectation_is_old_and_all_others_are_appended()
    {
        var known = Given.Request(_tenant, "tier/1", 0);
        await _writer.AppendAsync(known);

        var outcomes = await TogetherAsync(Given.Request(_tenant, "tier/2", 0), known, Given.Request(_tenant, "tier/3", 0));

        Assert.IsType<Appended>(outcomes[0]);
        Assert.Equal(1, Assert.IsType<Duplicate>(outcomes[1]).Position);
        Assert.IsType<Appended>(outcomes[2]);
        // A writer that has just met a repetition judges as before.
        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "tier/4", 0)));
        Assert.Equal(1, Assert.IsType<Duplicate>(await _writer.AppendAsync(known)).Position);
        Assert.Equal(["tier/1", "held", "tier/2", "tier/3", "tier/4"], (await _reader.AllAsync(_tenant)).Select(item => item.Stream.Value));
    }

    [Fact]
    public async Task Of_two_callers_with_one_expectation_the_first_wins()
    {
        var outcomes =
            await TogetherAsync(Given.Request(_tenant, "tier/1", 0), Given.Request(_tenant, "tier/1", 0), Given.Request(_tenant, "tier/1", 1));

        Assert.Equal((2L, new Conflict(new("tier/1"), 0, 1), 3L), (First(outcomes[0]), outcomes[1], First(outcomes[2])));
    }

    [Fact]
    public async Task Of_two_callers_with_one_id_the_first_wins()
    {
        var id = Guid.NewGuid();
        var outcomes = await TogetherAsync(
            Given.Request(_tenant, "purchase/1", null, Given.Event(id, "a")), Given.Request(_tenant, "purchase/1", null, Given.Event(id, "a")),
            Given.Request(_tenant, "purchase/1", null, Given.Event(id, "b")));

        Assert.IsType<Appended>(outcomes[0]);
        Assert.Equal([new Duplicate(id, 2), new IdReused(id, 2)], outcomes[1..]);
    }

    [Fact]
    public async Task Who_comes_after_a_closing_in_the_same_batch_finds_the_stream_closed()
    {
        var outcomes = await TogetherAsync(
            Given.Request(_tenant, Given.Stream("customer/1", null, Given.Event()) with { Closes = true }),
            Given.Request(_tenant, "customer/1", null), Given.Request(_tenant, "customer/2", null));

        Assert.IsType<Appended>(outcomes[0]);
        Assert.Equal(new Closed(new("customer/1")), outcomes[1]);
        Assert.IsType<Appended>(outcomes[2]);
    }

    [Fact]
    public async Task Callers_without_an_expectation_share_a_stream_in_one_batch()
    {
        await TogetherAsync([.. Enumerable.Range(0, 5).Select(_ => Given.Request(_tenant, "activity/1", null, Given.Event(), Given.Event()))]);

        Assert.Equal(Enumerable.Range(1, 10), (await _reader.StreamAsync(_tenant, new("activity/1"))).Select(item => item.Version));
        Assert.Equal(1, await CommitsAsync());
    }

    [Fact]
    public async Task A_caller_who_gave_up_before_its_batch_was_formed_appends_nothing_and_disturbs_nobody()
    {
        using var dead = new CancellationTokenSource();
        var before = Given.Request(_tenant, "purchase/1", 0);
        var abandoned = Given.Request(_tenant, "purchase/2", 0);
        Task<AppendOutcome>[] calls;
        await using (await HeldHead.TakeAsync(database.Source, _tenant))
        {
            var first = _writer.AppendAsync(Given.Request(_tenant, "held", 0));
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
            calls = [first, _writer.AppendAsync(before), _writer.AppendAsync(abandoned, dead.Token),
                _writer.AppendAsync(Given.Request(_tenant, "purchase/3", 0))];
            await dead.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[2]);
        }

        Assert.All(await Task.WhenAll(calls[0], calls[1], calls[3]), outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(["held", "purchase/1", "purchase/3"], (await _reader.AllAsync(_tenant)).Select(item => item.Stream.Value));
    }

    [Fact]
    public async Task A_caller_who_gave_up_while_its_batch_was_under_way_finds_its_events_whole_when_it_asks_again()
    {
        using var dead = new CancellationTokenSource();
        var abandoned = Given.Request(_tenant, "purchase/1", 0, Given.Event(), Given.Event());
        await using (await HeldHead.TakeAsync(database.Source, _tenant))
        {
            var call = _writer.AppendAsync(abandoned, dead.Token);
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
            await dead.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal(new Duplicate(abandoned.Streams[0].Events[0].Id, 1), await _writer.AppendAsync(abandoned));
        Assert.Equal(2, (await _reader.AllAsync(_tenant)).Count);
    }

    [Fact]
    public async Task One_key_sent_50_times_at_once_appends_one_set_of_events()
    {
        var calls = Enumerable.Range(0, 50).Select(_ =>
            _writer.AppendAsync(
                Given.Request(_tenant, $"purchase/{Guid.NewGuid()}", 0, Given.Event(), Given.Event()) with { Idempotency = Given.Key("once") }));

        var outcomes = await Task.WhenAll(calls);

        Assert.Single(outcomes, outcome => outcome is Appended);
        Assert.Equal(49, outcomes.Count(outcome => outcome is Replayed { FirstPosition: 1, Count: 2 }));
        Assert.Equal(2, (await _reader.HeadAsync(_tenant)).Position);
    }

    /// <summary>A first caller is held at the lock while the others arrive.</summary>
    private async Task<AppendOutcome[]> TogetherAsync(params AppendRequest[] requests)
    {
        Task<AppendOutcome>[] calls;
        Task<AppendOutcome> first;
        await using (await HeldHead.TakeAsync(database.Source, _tenant))
        {
            first = _writer.AppendAsync(Given.Request(_tenant, "held", 0));
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
            calls = [.. requests.Select(request => _writer.AppendAsync(request))];
        }
        Assert.IsType<Appended>(await first);
        return await Task.WhenAll(calls);
    }

    /// <summary>How many transactions made the events, but for the first.</summary>
    private Task<long> CommitsAsync() =>
        database.OwnerSource.ScalarAsync<long>("select count(distinct xmin::text) from event where tenant_id = $1 and position > 1", _tenant.Value);

    private static long First(AppendOutcome outcome) => Assert.IsType<Appended>(outcome).FirstPosition;
}
