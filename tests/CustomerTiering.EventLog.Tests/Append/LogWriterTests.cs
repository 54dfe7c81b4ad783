using System.Text;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Leaves;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

public sealed class LogWriterTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private readonly LogWriter _writer = new(database.Runtime, TimeProvider.System);
    private readonly LogReader _reader = new(database.Source);
    private TenantId _tenant;

    public async Task InitializeAsync() => _tenant = await database.TenantAsync();

    public async Task DisposeAsync() => await _writer.DisposeAsync();

    [Fact]
    public async Task What_is_appended_is_read_back_with_the_exact_bytes_of_its_leaf()
    {
        var subject = Guid.NewGuid();
        var item = Given.Event(subject: subject) with { Cause = "because" };

        var appended =
            Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "purchase/1", 0, item) with { Correlation = "run/1" }));

        var read = Assert.Single(await _reader.AllAsync(_tenant));
        var draft = LeafDraft.Create(
            "svc:test", "because", "run/1", item.Data.Span, item.Effective, item.Id, 1, "purchase/1", _tenant.ToString(), "PurchaseMade");
        Assert.Equal(draft.Stamp(appended.Recorded).Bytes.ToArray(), read.Leaf.ToArray());
        Assert.Equal(Leaf.Hash(read.Leaf.Span), read.LeafHash.ToArray());
        Assert.Equal(
            (1L, "purchase/1", 1, item.Id, "PurchaseMade", 1, subject, item.Effective, appended.Recorded),
            (read.Position, read.Stream.Value, read.Version, read.Id, read.Type, read.Schema, read.Subject, read.Effective, read.Recorded));
        Assert.Equal(("svc:test", "because", "run/1"), (read.Actor, read.Cause, read.Correlation));
        Assert.Equal(item.Data.ToArray(), read.Data.ToArray());
    }

    [Fact]
    public async Task Several_streams_are_appended_whole_or_not_at_all()
    {
        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "tier/1", 0)));

        var refused =
            await _writer.AppendAsync(Given.Request(_tenant, Given.Stream("service/1", 0, Given.Event()), Given.Stream("tier/1", 0, Given.Event())));
        var accepted = await _writer.AppendAsync(
            Given.Request(_tenant, Given.Stream("service/1", 0, Given.Event(), Given.Event()), Given.Stream("tier/1", 1, Given.Event())));

        Assert.Equal(new Conflict(new("tier/1"), 0, 1), refused);
        Assert.Equal((2L, 3, 4L), accepted is Appended a ? (a.FirstPosition, a.Count, a.LastPosition) : default);
        Assert.Equal([("tier/1", 1), ("service/1", 1), ("service/1", 2), ("tier/1", 2)],
            (await _reader.AllAsync(_tenant)).Select(e => (e.Stream.Value, e.Version)));
    }

    [Fact]
    public async Task A_guard_without_events_is_judged_and_writes_nothing()
    {
        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "policy/1", 0)));
        var guard = Given.Request(_tenant, Given.Stream("policy/1", 1));

        Assert.Equal((1L, 0), await _writer.AppendAsync(guard) is Appended a ? (a.FirstPosition, a.Count) : default);
        Assert.IsType<Conflict>(await _writer.AppendAsync(Given.Request(_tenant, Given.Stream("policy/1", 2))));
        Assert.Equal(1, (await _reader.HeadAsync(_tenant)).Position);
    }

    [Fact]
    public async Task An_id_with_the_same_content_is_a_duplicate_and_with_other_content_is_refused()
    {
        var id = Guid.NewGuid();
        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "purchase/7", 0, Given.Event(id, "12.50"))));

        Assert.Equal(new Duplicate(id, 1), await _writer.AppendAsync(Given.Request(_tenant, "purchase/7", 0, Given.Event(id, "12.50"))));
        Assert.Equal(new Duplicate(id, 1), await _writer.AppendAsync(Given.Request(_tenant, "purchase/7", 0, Given.Event(id))));
        Assert.Equal(
            new IdReused(id, 1), await _writer.AppendAsync(Given.Request(_tenant, "purchase/7", 0, Given.Event(), Given.Event(id, "12.51"))));
    }

    [Fact]
    public async Task A_key_answers_again_for_the_same_request_and_is_refused_for_another()
    {
        var request = Given.Request(_tenant, "purchase/8", 0) with { Idempotency = Given.Key("k", "a", "{\"code\":201}") };
        Assert.IsType<Appended>(await _writer.AppendAsync(request));

        var again = Assert.IsType<Replayed>(await _writer.AppendAsync(Given.Request(_tenant, "purchase/9", 0) with { Idempotency = Given.Key("k") }));

        Assert.Equal((1L, 1, "{\"code\":201}"), (again.FirstPosition, again.Count, Encoding.UTF8.GetString(again.Outcome.Span)));
        Assert.Equal(new KeyReused("k"), await _writer.AppendAsync(request with { Idempotency = Given.Key("k", "b") }));
        Assert.IsType<Appended>(
            await _writer.AppendAsync(Given.Request(_tenant, "purchase/9", 0) with { Idempotency = Given.Key("k") with { Scope = "ben" } }));
    }

    [Fact]
    public async Task A_refused_request_keeps_no_key()
    {
        var refused = Given.Request(_tenant, "purchase/8", 5) with { Idempotency = Given.Key("k") };
        Assert.IsType<Conflict>(await _writer.AppendAsync(refused));

        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "purchase/8", 0) with { Idempotency = Given.Key("k", "other") }));
    }

    [Fact]
    public async Task A_closed_stream_takes_nothing_more()
    {
        var closing = Given.Stream("customer/1", null, Given.Event()) with { Closes = true };
        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, closing)));

        Assert.Equal(new Closed(new("customer/1")), await _writer.AppendAsync(Given.Request(_tenant, "customer/1", null)));
        Assert.Equal(new Closed(new("customer/1")), await _writer.AppendAsync(Given.Request(_tenant, "customer/1", 1)));
    }

    [Fact]
    public async Task A_leaf_of_60000_bytes_is_taken_and_one_more_is_refused()
    {
        NewEvent Sized(int bytes)
        {
            var empty = LeafDraft.Create(
                "svc:test", null, null, "{\"x\":\"\"}"u8, Given.Noon, Guid.Empty, 1, "s/1", _tenant.ToString(), "PurchaseMade").Length;
            return Given.Event(data: $"{{\"x\":\"{new string('x', bytes - empty)}\"}}");
        }
        var tooLarge = Sized(60_001);

        Assert.Equal(new TooLarge(tooLarge.Id, 60_001), await _writer.AppendAsync(Given.Request(_tenant, "s/1", 0, tooLarge)));
        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "s/1", 0, Sized(60_000))));
    }

    [Fact]
    public async Task A_tenant_without_a_log_is_told()
    {
        await Assert.ThrowsAsync<UnknownTenantException>(() => _writer.AppendAsync(Given.Request(new(Guid.NewGuid()), "s/1", 0)));
    }

    [Fact]
    public async Task A_request_that_names_a_stream_or_an_id_twice_is_a_fault_of_the_program()
    {
        var id = Guid.NewGuid();
        await Assert.ThrowsAsync<ArgumentException>(
            () => _writer.AppendAsync(Given.Request(_tenant, Given.Stream("s/1", 0), Given.Stream("s/1", 0))));
        await Assert.ThrowsAsync<ArgumentException>(() => _writer.AppendAsync(Given.Request(_tenant, "s/1", 0, Given.Event(id), Given.Event(id))));
        await Assert.ThrowsAsync<ArgumentException>(() => _writer.AppendAsync(Given.Request(_tenant, "s\0", 0)));
    }
}
