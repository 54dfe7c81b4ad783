using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

public sealed class BulkAppendTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private readonly LogWriter _writer = new(database.Runtime, TimeProvider.System);
    private readonly LogReader _reader = new(database.Source);
    private TenantId _tenant;

    public async Task InitializeAsync() => _tenant = await database.TenantAsync();

    public async Task DisposeAsync() => await _writer.DisposeAsync();

    [Fact]
    public async Task Requests_of_one_call_see_what_those_before_them_did()
    {
        var id = Guid.NewGuid();
        var outcomes = await _writer.AppendBulkAsync(_tenant,
        [
            Given.Request(_tenant, "purchase/1", 0, Given.Event(id, "a")),
            Given.Request(_tenant, "purchase/1", 1, Given.Event(), Given.Event()),
            Given.Request(_tenant, "purchase/1", 1),
            Given.Request(_tenant, "purchase/2", 0, Given.Event(id, "a")),
            Given.Request(_tenant, "purchase/2", 0, Given.Event(id, "b")),
            Given.Request(_tenant, Given.Stream("purchase/1", 3, Given.Event()) with { Closes = true }),
            Given.Request(_tenant, "purchase/1", null),
        ]);

        Assert.Equal([1L, 2L, 4L], new[] { 0, 1, 5 }.Select(i => Assert.IsType<Appended>(outcomes[i]).FirstPosition));
        Assert.Equal([new Conflict(new("purchase/1"), 1, 3), new Duplicate(id, 1), new IdReused(id, 1), new Closed(new("purchase/1"))],
            [.. outcomes.Skip(2).Take(3), outcomes[6]]);
        Assert.Equal([1, 2, 3, 4], (await _reader.StreamAsync(_tenant, new("purchase/1"))).Select(item => item.Version));
        Assert.Equal(4, (await _reader.AllAsync(_tenant)).Count);
        Assert.IsType<Closed>(await _writer.AppendAsync(Given.Request(_tenant, "purchase/1", null)));
    }

    [Theory]
    [InlineData(64)] // with whoever else appends
    [InlineData(65)] // in one transaction of its own
    public async Task However_many_are_appended_each_is_judged_after_those_before_it_on_its_stream(int count)
    {
        var requests = Enumerable.Range(0, count).Select(i => Given.Request(_tenant, $"purchase/{i / 2}", i % 2)).ToList();
        requests[7] = Given.Request(_tenant, "purchase/3", 0);
        requests[9] = requests[8];

        var outcomes = await _writer.AppendManyAsync(_tenant, requests);

        Assert.Equal(new Conflict(new("purchase/3"), 0, 1), outcomes[7]);
        Assert.IsType<Duplicate>(outcomes[9]);
        Assert.Equal(count - 2, outcomes.Count(outcome => outcome is Appended));
        Assert.Equal(count - 2, (await _reader.AllAsync(_tenant)).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => _writer.AppendManyAsync(new(Guid.NewGuid()), requests));
    }

    [Fact]
    public async Task A_bulk_append_repeated_adds_nothing()
    {
        var requests = Enumerable.Range(0, 500).Select(i => Given.Request(_tenant, $"purchase/{i / 2}", i % 2, Given.Event(content: $"{i}")))
            .ToList();

        var first = await _writer.AppendBulkAsync(_tenant, requests);
        var again = await _writer.AppendBulkAsync(_tenant, requests);

        Assert.All(first, outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), again.Select(outcome => Assert.IsType<Duplicate>(outcome).Position));
        Assert.Equal(500, (await _reader.AllAsync(_tenant)).Count);
    }

    [Fact]
    public async Task A_key_of_a_bulk_append_is_known_afterwards()
    {
        var request = Given.Request(_tenant, "purchase/1", 0) with { Idempotency = Given.Key("k") };

        Assert.IsType<Appended>(Assert.Single(await _writer.AppendBulkAsync(_tenant, [request])));

        Assert.IsType<Replayed>(await _writer.AppendAsync(request));
        Assert.IsType<Replayed>(Assert.Single(await _writer.AppendBulkAsync(_tenant, [request])));
    }

    [Fact]
    public async Task A_leaf_that_is_too_large_is_refused_alone()
    {
        var large = Given.Event(data: $"{{\"x\":\"{new string('x', 60_000)}\"}}");

        var outcomes = await _writer.AppendBulkAsync(
            _tenant, [Given.Request(_tenant, "a", 0), Given.Request(_tenant, "b", 0, large), Given.Request(_tenant, "c", 0)]);

        Assert.Equal((1L, large.Id, 2L), (((Appended)outcomes[0]).FirstPosition, ((TooLarge)outcomes[1]).Id, ((Appended)outcomes[2]).FirstPosition));
    }

    [Fact]
    public async Task Bulk_and_single_appends_on_one_tenant_make_one_log_without_a_hole()
    {
        var bulk = Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await _writer.AppendBulkAsync(_tenant, [.. Enumerable.Range(0, 50).Select(_ => Given.Request(_tenant, "activity/1", null))]);
        });
        for (var i = 0; i < 50; i++) Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "activity/1", null)));
        await bulk;

        Assert.Equal(Enumerable.Range(1, 550).Select(i => (long)i), (await _reader.AllAsync(_tenant)).Select(item => item.Position));
        Assert.Equal(Enumerable.Range(1, 550), (await _reader.StreamAsync(_tenant, new("activity/1"))).Select(item => item.Version));
    }

    [Fact]
    public async Task Another_tenants_request_is_a_fault_of_the_program()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _writer.AppendBulkAsync(_tenant, [Given.Request(new(Guid.NewGuid()), "a", 0)]));
    }
}
