using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Tests.Read;

public sealed class LogReaderTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private static readonly Guid Anna = Guid.NewGuid();
    private readonly LogReader _reader = new(database.Source);
    private readonly Clock _clock = new();
    private TenantId _tenant;

    /// <summary>Ten events, recorded at noon and each minute after, on two streams in turn, the even ones about Anna.</summary>
    public async Task InitializeAsync()
    {
        _tenant = await database.TenantAsync();
        await using var writer = new LogWriter(database.Runtime, _clock);
        for (var i = 1; i <= 10; i++)
        {
            await writer.AppendAsync(
                Given.Request(_tenant, i % 2 == 0 ? "activity/anna" : "activity/ben", null, Given.Event(subject: i % 2 == 0 ? Anna : null)));
            _clock.Now = _clock.Now.AddMinutes(1);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1), InlineData(3), InlineData(5), InlineData(10), InlineData(11)]
    public async Task A_log_is_read_in_batches_from_a_position_up_to_a_position(int batch)
    {
        var read = new List<long>();
        await foreach (var events in _reader.ReadAsync(_tenant, 2, 9, batch))
        {
            Assert.InRange(events.Count, 1, batch);
            read.AddRange(events.Select(item => item.Position));
        }

        Assert.Equal([3L, 4L, 5L, 6L, 7L, 8L, 9L], read);
    }

    [Fact]
    public async Task A_stream_is_read_from_a_version_up_to_a_position()
    {
        Assert.Equal([(2, 4L), (3, 6L), (4, 8L)],
            (await _reader.StreamAsync(_tenant, new("activity/anna"), 2, 9)).Select(item => (item.Version, item.Position)));
        Assert.Equal([2L], (await _reader.StreamAsync(_tenant, new("activity/anna"), limit: 1)).Select(item => item.Position));
        Assert.Empty(await _reader.StreamAsync(_tenant, new("activity/nobody")));
    }

    [Theory]
    [InlineData(255), InlineData(256), InlineData(257), InlineData(600)]
    public async Task A_long_stream_is_read_whole(int length)
    {
        var tenant = await database.TenantAsync();
        await using var writer = new LogWriter(database.Runtime, _clock);
        await writer.AppendAsync(Given.Request(tenant, "activity/dora", null, [.. Enumerable.Range(0, length).Select(_ => Given.Event())]));

        var read = await Task.WhenAll(_reader.StreamAsync(tenant, new("activity/dora")), _reader.StreamAsync(tenant, new("activity/dora")));

        Assert.Equal(2, read.Length);
        Assert.All(read, events => Assert.Equal(Enumerable.Range(1, length), events.Select(item => item.Version)));
    }

    [Theory]
    [InlineData(2), InlineData(100)]
    public async Task What_is_about_a_subject_is_read_in_the_order_of_the_log(int batch)
    {
        var read = new List<long>();
        await foreach (var events in _reader.SubjectAsync(_tenant, Anna, 2, 9, batch)) read.AddRange(events.Select(item => item.Position));

        Assert.Equal([4L, 6L, 8L], read);
    }

    [Fact]
    public async Task An_event_is_found_by_its_id()
    {
        var third = (await _reader.NextAsync(_tenant, 2, batch: 1))[0];

        Assert.Equal(3, (await _reader.FindAsync(_tenant, third.Id))?.Position);
        Assert.Null(await _reader.FindAsync(_tenant, Guid.NewGuid()));
    }

    [Theory]
    [InlineData(-1, 0), InlineData(0, 1), InlineData(59_999_999, 1), InlineData(60_000_000, 2), InlineData(540_000_000, 10),
        InlineData(9_000_000_000, 10)]
    public async Task What_was_known_at_an_instant_is_a_position(long microsecondsAfterNoon, long position)
    {
        Assert.Equal(position, await _reader.PositionAtAsync(_tenant, Given.Noon.AddMicroseconds(microsecondsAfterNoon)));
    }

    [Fact]
    public async Task An_empty_log_has_a_head_at_0_and_nothing_to_read()
    {
        var empty = await database.TenantAsync();

        Assert.Equal(new LogHead(0, DateTimeOffset.UnixEpoch), await _reader.HeadAsync(empty));
        Assert.Empty(await _reader.AllAsync(empty));
        Assert.Equal(0, await _reader.PositionAtAsync(empty, Given.Noon));
    }

    [Fact]
    public async Task A_tenant_without_a_log_is_told()
    {
        var nobody = new TenantId(Guid.NewGuid());
        await Assert.ThrowsAsync<UnknownTenantException>(() => _reader.HeadAsync(nobody));
        await Assert.ThrowsAsync<UnknownTenantException>(() => _reader.NextAsync(nobody, 0));
        await Assert.ThrowsAsync<UnknownTenantException>(() => _reader.PositionAtAsync(nobody, Given.Noon));
    }

    [Theory]
    [InlineData(1), InlineData(5), InlineData(10)]
    public async Task A_hole_stops_the_reader_and_is_named(long position)
    {
        await database.OwnerSource.ExecuteAsync("delete from event where tenant_id = $1 and position = $2", _tenant.Value, position);

        var damage = await Assert.ThrowsAsync<LogDamagedException>(() => _reader.AllAsync(_tenant));

        Assert.Equal((_tenant, position), (damage.Tenant, damage.Position));
        Assert.Equal(position - 1, (await _reader.NextAsync(_tenant, 0, position - 1)).Count);
        Assert.Equal(10 - position, (await _reader.NextAsync(_tenant, position)).Count);
    }

    [Fact]
    public async Task A_leaf_that_has_changed_is_damage_wherever_it_is_read_and_nowhere_else()
    {
        var fourth = (await _reader.NextAsync(_tenant, 3, batch: 1))[0];
        await database.OwnerSource.ExecuteAsync(
            "update event set leaf = set_bit(leaf, 100, 1 - get_bit(leaf, 100)) where tenant_id = $1 and position = 4", _tenant.Value);

        foreach (var read in new Func<Task>[]
        {
            () => _reader.AllAsync(_tenant), () => _reader.StreamAsync(_tenant, fourth.Stream), () => _reader.StreamsAsync(_tenant, [fourth.Stream]),
            () => _reader.FindAsync(_tenant, fourth.Id), () => _reader.ByIdsAsync(_tenant, [fourth.Id]),
            () => _reader.SubjectAsync(_tenant, Anna).GetAsyncEnumerator().MoveNextAsync().AsTask(),
        })
        {
            var damage = await Assert.ThrowsAsync<LogDamagedException>(read);
            Assert.Equal((_tenant, 4L), (damage.Tenant, damage.Position));
        }
        Assert.Equal(5, (await _reader.StreamAsync(_tenant, new("activity/ben"))).Count);
        Assert.Equal(3, (await _reader.NextAsync(_tenant, 0, upTo: 3)).Count);
    }

    [Theory]
    [InlineData("leaf = set_bit(leaf, 100, 1 - get_bit(leaf, 100))", "its leaf does not match its leaf hash")]
    [InlineData("leaf_hash = set_bit(leaf_hash, 9, 1 - get_bit(leaf_hash, 9))", "its leaf does not match its leaf hash")]
    [InlineData("leaf = 'x', leaf_hash = sha256('\\x0078')", "not-canonical")]
    [InlineData("stream = 'activity/carl', version = 1", "the column stream")]
    [InlineData("event_id = '00000000-0000-8000-8000-000000000001'", "the column event_id")]
    [InlineData("type = 'PurchaseReturned'", "the column type")]
    [InlineData("schema = 2", "the column schema")]
    [InlineData("effective = effective + interval '1 microsecond'", "the column effective")]
    [InlineData("recorded = recorded + interval '1 microsecond'", "the column recorded")]
    public async Task A_check_of_the_whole_log_names_the_first_position_that_is_not_as_it_was_recorded(string change, string damage)
    {
        Assert.Equal(new LogVerdict(10, null, null), await new LogCheck(_reader).RunAsync(_tenant));
        await database.OwnerSource.ExecuteAsync($"update event set {change} where tenant_id = $1 and position = 7", _tenant.Value);

        var verdict = await new LogCheck(_reader).RunAsync(_tenant);

        Assert.Equal((6, 7), (verdict.Position, verdict.DamagedAt));
        Assert.Contains(damage, verdict.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_version_of_a_stream_is_damage()
    {
        await database.OwnerSource.ExecuteAsync("delete from event where tenant_id = $1 and position = 4", _tenant.Value);

        var damage = await Assert.ThrowsAsync<LogDamagedException>(() => _reader.StreamAsync(_tenant, new("activity/anna")));

        Assert.Equal(6, damage.Position);
    }

    [Fact]
    public async Task A_hole_on_the_way_to_an_instant_is_damage()
    {
        await database.OwnerSource.ExecuteAsync("delete from event where tenant_id = $1 and position > 2", _tenant.Value);

        await Assert.ThrowsAsync<LogDamagedException>(() => _reader.PositionAtAsync(_tenant, Given.Noon.AddMinutes(7)));
    }

    private sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = Given.Noon;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
