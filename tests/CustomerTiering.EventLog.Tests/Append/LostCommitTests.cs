using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using Npgsql;
using static CustomerTiering.EventLog.Append.AppendOutcome;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>The connection is cut around COMMIT: committed and not answered, or not even arrived.</summary>
public sealed class LostCommitTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private CuttingProxy _proxy = null!;
    private LogWriter _writer = null!;
    private TenantId _tenant;

    public async Task InitializeAsync()
    {
        var server = new NpgsqlConnectionStringBuilder(database.Runtime);
        _proxy = new(server.Host!, server.Port);
        _writer = new(Through(_proxy), TimeProvider.System);
        _tenant = await database.TenantAsync();
        await _writer.AppendAsync(Given.Request(_tenant, "before", 0)); // the connection is open and its statements prepared
    }

    public async Task DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_whose_answer_was_cut_off_is_answered_as_what_it_was()
    {
        _proxy.CutNextCommitAnswer();
        var outcome =
            await _writer.AppendAsync(Given.Request(_tenant, "purchase/1", 0, Given.Event(), Given.Event()) with { Idempotency = Given.Key("k") });

        Assert.Equal((1, 2L, 2), outcome is Appended a ? (_proxy.Cuts, a.FirstPosition, a.Count) : default);
        Assert.Equal(3, await EventsAsync());
    }

    [Fact]
    public async Task What_was_cut_off_before_it_arrived_is_appended_once()
    {
        _proxy.CutNextRequest();
        var outcome = await _writer.AppendAsync(Given.Request(_tenant, "purchase/1", 0));

        Assert.Equal((1, 2L), outcome is Appended a ? (_proxy.Cuts, a.FirstPosition) : default);
        Assert.Equal(2, await EventsAsync());
    }

    [Fact]
    public async Task A_cut_amid_a_batch_is_told_to_each_caller_as_it_was_for_it()
    {
        Task<AppendOutcome[]> all;
        await using (await HeldHead.TakeAsync(database.Source, _tenant))
        {
            var waiting = _writer.AppendAsync(Given.Request(_tenant, "held", 0));
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
            var calls = Enumerable.Range(0, 10).Select(i => _writer.AppendAsync(Given.Request(_tenant, $"tier/{i % 8}", 0))).ToList();
            _proxy.CutNextCommitAnswer(); // the first batch's answer; the second one goes through
            calls.Add(waiting);
            all = Task.WhenAll(calls);
        }

        var outcomes = await all;

        Assert.Equal((1, 9, 2), (_proxy.Cuts, outcomes.Count(o => o is Appended), outcomes.Count(o => o is Conflict { Expected: 0, Actual: 1 })));
        Assert.Equal(10, await EventsAsync());
    }

    [Fact]
    public async Task A_bulk_append_whose_answer_was_cut_off_is_answered_as_what_it_was()
    {
        _proxy.CutNextCommitAnswer();
        var outcomes = await _writer.AppendBulkAsync(_tenant, [Given.Request(_tenant, "purchase/1", 0), Given.Request(_tenant, "purchase/2", 0)]);

        Assert.Equal([2L, 3L], outcomes.Select(outcome => Assert.IsType<Appended>(outcome).FirstPosition));
        Assert.Equal(3, await EventsAsync());
    }

    [Fact]
    public async Task Where_nothing_can_be_found_out_the_answer_is_unknown_and_the_retry_tells()
    {
        _proxy.CutNextCommitAnswer();
        _proxy.Closed = true;
        var request = Given.Request(_tenant, "purchase/1", 0);

        Assert.IsType<Unknown>(await _writer.AppendAsync(request));

        _proxy.Closed = false;
        Assert.Equal(new Duplicate(request.Streams[0].Events[0].Id, 2), await _writer.AppendAsync(request));
    }

    [Fact]
    public async Task Who_does_not_look_up_can_not_tell_a_commit_from_a_failure()
    {
        // The control: the proxy does cut, and a plain insert is committed though its client is told of a failure.
        await database.OwnerSource.ExecuteAsync("create table plain (id int)");
        await database.OwnerSource.ExecuteAsync("grant insert on plain to tiering_runtime");
        await using var source = NpgsqlDataSource.Create(Through(_proxy));
        await using var connection = await source.OpenConnectionAsync();
        _proxy.CutNextCommitAnswer();

        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("insert into plain values (1)", connection, transaction);
        await insert.ExecuteNonQueryAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync());

        Assert.Equal(1, await database.OwnerSource.ScalarAsync<long>("select count(*) from plain"));
    }

    private async Task<int> EventsAsync() => (await new LogReader(database.Source).AllAsync(_tenant)).Count;

    private string Through(CuttingProxy proxy) =>
        new NpgsqlConnectionStringBuilder(database.Runtime) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString;
}
