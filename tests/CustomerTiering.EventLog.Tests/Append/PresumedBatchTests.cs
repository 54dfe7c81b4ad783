using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>
/// A batch is first presumed to meet no objection. Where that holds it comes out as if each caller had been judged; where it does not, nothing of the
/// try is left.
/// </summary>
public sealed class PresumedBatchTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private readonly LogWriter _writer = new(database.Runtime, TimeProvider.System);
    private readonly LogReader _reader = new(database.Source);
    private TenantId _tenant;

    public async Task InitializeAsync() => _tenant = await database.TenantAsync();

    public async Task DisposeAsync() => await _writer.DisposeAsync();

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task What_is_presumed_comes_out_as_what_is_judged(int seed)
    {
        var (presumed, judged) = (await database.TenantAsync(), await database.TenantAsync());
        foreach (var tenant in new[] { presumed, judged })
            for (var stream = 0; stream < 8; stream++)
                for (var version = 0; version < stream; version++)
                    Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(tenant, $"before/{stream}", version)));

        var inOne = await TogetherAsync(presumed, Harmless(presumed, seed));
        var oneByOne = new List<AppendOutcome> { await _writer.AppendAsync(Given.Request(judged, "held", 0)) };
        foreach (var request in Harmless(judged, seed))
        {
            // A guard without events is beyond what can be presumed, so the caller it goes with is judged.
            oneByOne.Add(await _writer.AppendAsync(request with { Streams = [.. request.Streams, Given.Stream("guard", 0)] }));
        }

        Assert.All(inOne, outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(oneByOne.Skip(1).Select(Place), inOne.Select(Place));
        Assert.Equal(await ContentAsync(judged), await ContentAsync(presumed));
    }

    [Fact]
    public async Task A_stream_shorter_than_expected_is_refused_amid_a_batch_and_leaves_no_hole()
    {
        await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 0));

        var outcomes =
            await TogetherAsync(_tenant, [Given.Request(_tenant, "tier/2", 0), Given.Request(_tenant, "tier/1", 2),
                Given.Request(_tenant, "tier/9", 1), Given.Request(_tenant, "tier/1", 1)]);

        Assert.Equal([3L, 4L], outcomes.OfType<Appended>().Select(appended => appended.FirstPosition));
        Assert.Equal([new Conflict(new("tier/1"), 2, 1), new Conflict(new("tier/9"), 1, 0)], outcomes.OfType<Conflict>());
        Assert.Equal([("tier/1", 1), ("held", 1), ("tier/2", 1), ("tier/1", 2)],
            (await _reader.AllAsync(_tenant)).Select(item => (item.Stream.Value, item.Version)));
    }

    [Fact]
    public async Task A_stream_that_another_writer_closed_is_closed_to_one_that_knew_it_open()
    {
        await _writer.AppendAsync(Given.Request(_tenant, "customer/1", 0));
        await using var other = new LogWriter(database.Runtime, TimeProvider.System);
        Assert.IsType<Appended>(await other.AppendAsync(Given.Request(_tenant, Given.Stream("customer/1", 1, Given.Event()) with { Closes = true })));

        Assert.Equal(new Closed(new("customer/1")), await _writer.AppendAsync(Given.Request(_tenant, "customer/1", 2)));
        Assert.Equal(2, (await _reader.HeadAsync(_tenant)).Position);
    }

    [Fact]
    public async Task A_stream_that_another_writer_went_on_with_is_in_conflict_for_one_that_knew_it_shorter()
    {
        await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 0));
        await using var other = new LogWriter(database.Runtime, TimeProvider.System);
        Assert.IsType<Appended>(await other.AppendAsync(Given.Request(_tenant, "tier/1", 1)));

        Assert.Equal(new Conflict(new("tier/1"), 1, 2), await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 1)));
        Assert.Equal(3, Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 2))).FirstPosition);
    }

    [Fact]
    public async Task What_is_known_of_one_tenants_stream_says_nothing_of_anothers()
    {
        await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 0));
        var stranger = await database.TenantAsync();

        Assert.Equal(new Conflict(new("tier/1"), 1, 0), await _writer.AppendAsync(Given.Request(stranger, "tier/1", 1)));
        Assert.Empty(await _reader.AllAsync(stranger));
    }

    [Fact]
    public async Task Each_key_of_a_batch_is_kept_with_the_place_of_its_own_events()
    {
        AppendRequest[] requests =
        [
            Given.Request(_tenant, "purchase/1", 0, Given.Event(), Given.Event()) with { Idempotency = Given.Key("one") },
            Given.Request(_tenant, "purchase/2", 0),
            Given.Request(_tenant, "purchase/3", 0, Given.Event(), Given.Event(), Given.Event()) with { Idempotency = Given.Key("three") },
        ];
        await TogetherAsync(_tenant, requests);

        Assert.Equal((2L, 2), await _writer.AppendAsync(requests[0]) is Replayed one ? (one.FirstPosition, one.Count) : default);
        Assert.Equal((5L, 3), await _writer.AppendAsync(requests[2]) is Replayed three ? (three.FirstPosition, three.Count) : default);
    }

    /// <summary>
    /// Requests of a batch that meet no objection: new streams, expected versions, none, several streams a caller, several callers a stream.
    /// </summary>
    private static AppendRequest[] Harmless(TenantId tenant, int seed)
    {
        var random = new Random(seed);
        var requests = new List<AppendRequest>();
        NewEvent[] events(int caller, int nth) =>
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Given.Event(new(caller + 1, (short)nth, (short)i, new byte[8])))];
        for (var i = 0; i < 8; i++)
        {
            requests.Add(Given.Request(tenant, Given.Stream($"before/{i}", random.Next(0, 2) == 0 ? i : null, events(requests.Count, 0)),
                Given.Stream($"new/{i}", random.Next(0, 2) == 0 ? 0 : null, events(requests.Count, 1))));
            if (random.Next(0, 2) == 0)
                requests.Add(Given.Request(tenant, Given.Stream($"before/{random.Next(0, i + 1)}", null, events(requests.Count, 0)),
                    Given.Stream("shared", null, events(requests.Count, 1))));
        }
        return [.. requests];
    }

    /// <summary>A first caller is held at the lock while the others arrive, and go in one batch.</summary>
    private async Task<AppendOutcome[]> TogetherAsync(TenantId tenant, AppendRequest[] requests)
    {
        Task<AppendOutcome>[] calls;
        Task<AppendOutcome> first;
        await using (await HeldHead.TakeAsync(database.Source, tenant))
        {
            first = _writer.AppendAsync(Given.Request(tenant, "held", 0));
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
            calls = [.. requests.Select(request => _writer.AppendAsync(request))];
        }
        Assert.IsType<Appended>(await first);
        return await Task.WhenAll(calls);
    }

    private static (long, int) Place(AppendOutcome outcome) => outcome is Appended appended ? (appended.FirstPosition, appended.Count) : default;

    /// <summary>What the harmless requests appended: what was there before them has random ids.</summary>
    private async Task<List<(string Stream, int Version, Guid Id)>> ContentAsync(TenantId tenant) =>
        [.. (await _reader.AllAsync(tenant)).Skip(28 + 1).Select(item => (item.Stream.Value, item.Version, item.Id))];
}
