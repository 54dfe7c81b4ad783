using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using Npgsql;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>Writers that know nothing of each other, as in several processes: the head's lock decides.</summary>
public sealed class SeveralWritersTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private readonly LogWriter _one = new(database.Runtime, TimeProvider.System);
    private readonly LogWriter _other = new(database.Runtime, TimeProvider.System);
    private readonly LogReader _reader = new(database.Source);
    private TenantId _tenant;

    public async Task InitializeAsync() => _tenant = await database.TenantAsync();

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_open_connections_that_expect_one_version_one_is_told_of_the_conflict()
    {
        Task<AppendOutcome>[] calls;
        await using (await HeldHead.TakeAsync(database.Source, _tenant))
        {
            calls = [_one.AppendAsync(Given.Request(_tenant, "tier/1", 0)), _other.AppendAsync(Given.Request(_tenant, "tier/1", 0))];
            await HeldHead.WaitersAsync(database.OwnerSource, 2);
        }

        var outcomes = await Task.WhenAll(calls);

        Assert.Single(outcomes, outcome => outcome is Appended);
        Assert.Single(outcomes, new Conflict(new("tier/1"), 0, 1));
    }

    [Fact]
    public async Task Without_the_lock_before_it_the_judge_does_not_see_the_conflict()
    {
        // The control: the same two, each judged in a statement that did not wait for the head first. Only the unique key stops the second.
        await using var first = await JudgedWithoutLockAsync();
        var second = Task.Run(async () => await JudgedWithoutLockAsync());
        await HeldHead.WaitersAsync(database.OwnerSource, 1);
        await first.CommitAsync();

        Assert.Equal(PostgresErrorCodes.UniqueViolation, (await Assert.ThrowsAsync<PostgresException>(() => second)).SqlState);
    }

    [Fact]
    public async Task Two_writers_on_one_tenant_make_one_log_without_a_hole()
    {
        await Task.WhenAll(Load(_one, _tenant), Load(_other, _tenant));

        await AssertWholeAsync(_tenant, 2 * 16 * 25);
    }

    [Fact]
    public async Task Two_writers_on_two_tenants_make_two_logs_without_a_hole()
    {
        var second = await database.TenantAsync();

        await Task.WhenAll(Load(_one, _tenant), Load(_other, _tenant), Load(_one, second), Load(_other, second));

        await AssertWholeAsync(_tenant, 2 * 16 * 25);
        await AssertWholeAsync(second, 2 * 16 * 25);
    }

    [Fact]
    public async Task One_stream_counted_up_by_two_writers_counts_every_success_once()
    {
        async Task<int> CountUpAsync(LogWriter writer)
        {
            var successes = 0;
            for (var expected = 0; successes < 20;)
            {
                switch (await writer.AppendAsync(Given.Request(_tenant, "tier/1", expected)))
                {
                    case Appended: (successes, expected) = (successes + 1, expected + 1); break;
                    case Conflict conflict: expected = conflict.Actual; break;
                }
            }
            return successes;
        }

        await Task.WhenAll(CountUpAsync(_one), CountUpAsync(_other), CountUpAsync(_one));

        Assert.Equal(Enumerable.Range(1, 60), (await _reader.StreamAsync(_tenant, new("tier/1"))).Select(item => item.Version));
    }

    private static Task Load(LogWriter writer, TenantId tenant) => Task.WhenAll(Enumerable.Range(0, 16).Select(async caller =>
    {
        for (var i = 0; i < 25; i++)
            Assert.IsType<Appended>(await writer.AppendAsync(
                Given.Request(tenant, i % 2 == 0 ? $"purchase/{Guid.NewGuid()}" : $"activity/{caller}", i % 2 == 0 ? 0 : null)));
    }));

    private async Task AssertWholeAsync(TenantId tenant, int count)
    {
        var events = await _reader.AllAsync(tenant);
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), events.Select(item => item.Position));
        Assert.Equal(count, (await _reader.HeadAsync(tenant)).Position);
        foreach (var stream in events.GroupBy(item => item.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(item => item.Version));
        Assert.Equal(events.Select(item => item.Recorded).Order(), events.Select(item => item.Recorded));
    }

    private async Task<NpgsqlTransaction> JudgedWithoutLockAsync()
    {
        var connection = await database.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var set = new NpgsqlCommand("select set_config('app.tenant', $1, true)", connection)
        { Parameters = { new() { Value = _tenant.ToString() } } };
        await set.ExecuteNonQueryAsync();
        var pending = Pending.Prepare(Given.Request(_tenant, "tier/1", 0), default, out _);
        pending.Stamp(DateTimeOffset.UtcNow);
        var parameters = new JudgeParameters();
        parameters.Fill(_tenant, [pending], pending.Recorded);
        await using var judge = new NpgsqlCommand(SqlText.Read(typeof(LogWriter), "judge"), connection);
        parameters.AddTo(judge.Parameters);
        await judge.ExecuteNonQueryAsync();
        return transaction;
    }
}
