using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using Npgsql;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>The database fails on the stream 'trouble', as often and in the way that a test says.</summary>
public sealed class DatabaseTroubleTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private readonly LogWriter _writer = new(database.Runtime, TimeProvider.System);
    private readonly LogReader _reader = new(database.Source);
    private TenantId _tenant;

    public async Task InitializeAsync() => _tenant = await database.TenantAsync();

    public async Task DisposeAsync()
    {
        await _writer.DisposeAsync();
        await database.OwnerSource.ExecuteAsync("drop trigger trouble on event; drop function trouble; drop sequence tries");
    }

    [Theory]
    [InlineData("40P01"), InlineData("40001"), InlineData("55P03")]
    public async Task What_was_rolled_back_by_no_fault_of_the_caller_is_tried_again_three_times(string state)
    {
        await FailAsync(state, times: 3);

        Assert.IsType<Appended>(await _writer.AppendAsync(Given.Request(_tenant, "trouble", 0)));
        Assert.Equal(4, await TriesAsync());
    }

    [Theory]
    [InlineData("40P01"), InlineData("40001"), InlineData("55P03")]
    public async Task After_that_nothing_is_stored_and_the_caller_may_ask_again(string state)
    {
        await FailAsync(state, times: 4);
        var request = Given.Request(_tenant, "trouble", 0);

        Assert.IsType<Unknown>(await _writer.AppendAsync(request));
        Assert.Equal((4, 0), (await TriesAsync(), (await _reader.AllAsync(_tenant)).Count));

        Assert.IsType<Appended>(await _writer.AppendAsync(request));
    }

    [Fact]
    public async Task A_full_disk_stores_nothing_and_is_over_when_there_is_space_again()
    {
        await FailAsync("53100", times: 1);
        var request = Given.Request(_tenant, "trouble", 0);

        Assert.IsType<Unknown>(await _writer.AppendAsync(request));
        Assert.Equal((1, 0), (await TriesAsync(), (await _reader.AllAsync(_tenant)).Count));

        Assert.IsType<Appended>(await _writer.AppendAsync(request));
    }

    [Fact]
    public async Task A_caller_whose_rows_the_database_refuses_fails_alone_amid_a_batch()
    {
        await FailAsync("23514", times: 100);
        Task<AppendOutcome>[] calls;
        await using (await HeldHead.TakeAsync(database.Source, _tenant))
        {
            var first = _writer.AppendAsync(Given.Request(_tenant, "held", 0));
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
            calls = [first, .. new[] { "a", "trouble", "b" }.Select(stream => _writer.AppendAsync(Given.Request(_tenant, stream, 0)))];
        }

        Assert.Equal("23514", (await Assert.ThrowsAsync<PostgresException>(() => calls[2])).SqlState);
        Assert.All(await Task.WhenAll(calls[0], calls[1], calls[3]), outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(["held", "a", "b"], (await _reader.AllAsync(_tenant)).Select(item => item.Stream.Value));
    }

    [Fact]
    public async Task A_bulk_append_is_tried_again_too()
    {
        await FailAsync("40001", times: 2);

        var outcomes = await _writer.AppendBulkAsync(_tenant, [Given.Request(_tenant, "a", 0), Given.Request(_tenant, "trouble", 0)]);

        Assert.Equal([1L, 2L], outcomes.Select(outcome => Assert.IsType<Appended>(outcome).FirstPosition));
        Assert.Equal(3, await TriesAsync());
    }

    private async Task FailAsync(string state, int times)
    {
        await database.OwnerSource.ExecuteAsync("create sequence tries; grant usage on tries to tiering_runtime");
        await database.OwnerSource.ExecuteAsync(
            "create function trouble() returns trigger language plpgsql as $$begin "
            + $"if new.stream = 'trouble' and nextval('tries') <= {times} then raise exception 'trouble' using errcode = '{state}'; end if; "
                + $"return new; end$$");
        await database.OwnerSource.ExecuteAsync("create trigger trouble before insert on event for each row execute function trouble()");
    }

    /// <summary>A sequence counts on though the transaction is rolled back.</summary>
    private async Task<int> TriesAsync() => (int)await database.OwnerSource.ScalarAsync<long>("select last_value from tries");
}
