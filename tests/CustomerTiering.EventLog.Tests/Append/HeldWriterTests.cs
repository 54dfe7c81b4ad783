using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>
/// A writer that has taken its place and is held open while others go on: whoever reads must not pass it. One harness, two ways to number events:
/// the log's, and a sequence with a cursor, which is the control.
/// </summary>
public sealed class HeldWriterTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    [Fact]
    public async Task A_reader_of_the_log_never_passes_a_writer_that_is_held_open()
    {
        var tenant = await database.TenantAsync();
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);
        var reader = new LogReader(database.Source);
        await writer.AppendAsync(Given.Request(tenant, "before", 0));
        await using var gate = await GateAsync("event");
        var cursor = 0L;
        async Task<IEnumerable<string>> PollAsync()
        {
            var events = await reader.NextAsync(tenant, cursor);
            if (events.Count > 0) cursor = events[^1].Position;
            return events.Select(item => item.Stream.Value);
        }

        var seen = await RunAsync(
            gate,
            () => writer.AppendAsync(Given.Request(tenant, "held", 0)),
            async () =>
            {
                await using var another = new LogWriter(database.Runtime, TimeProvider.System);
                await another.AppendAsync(Given.Request(tenant, "other", 0));
            },
            PollAsync);

        Assert.Equal(["before", "held", "other"], seen);
    }

    [Fact]
    public async Task A_cursor_over_a_sequence_loses_the_event_of_the_held_writer()
    {
        await database.OwnerSource.ExecuteAsync("create table sequenced (id bigserial primary key, stream text not null)");
        await database.OwnerSource.ExecuteAsync("insert into sequenced (stream) values ('before')");
        await using var gate = await GateAsync("sequenced");
        var cursor = 0L;
        async Task<IEnumerable<string>> PollAsync()
        {
            await using var command = database.OwnerSource.CreateCommand("select id, stream from sequenced where id > $1 order by id");
            command.Parameters.Add(new() { Value = cursor });
            await using var rows = await command.ExecuteReaderAsync();
            var seen = new List<string>();
            while (await rows.ReadAsync())
            {
                cursor = rows.GetInt64(0);
                seen.Add(rows.GetString(1));
            }
            return seen;
        }

        var seen = await RunAsync(
            gate,
            () => database.OwnerSource.ExecuteAsync("insert into sequenced (stream) values ('held')"),
            () => database.OwnerSource.ExecuteAsync("insert into sequenced (stream) values ('other')"),
            PollAsync);

        Assert.Equal(["before", "other"], seen);
    }

    private async Task<List<string>> RunAsync(NpgsqlTransaction gate, Func<Task> held, Func<Task> other, Func<Task<IEnumerable<string>>> poll)
    {
        using var enough = new CancellationTokenSource();
        var first = Task.Run(held);
        await WaitingAsync(enough.Token, "advisory");
        var second = Task.Run(other);
        await Task.WhenAny(second, WaitingAsync(enough.Token, "transactionid", "tuple"));
        await enough.CancelAsync();
        var seen = new List<string>(await poll());
        await gate.CommitAsync();
        await first;
        await second;
        seen.AddRange(await poll());
        return seen;
    }

    /// <summary>Inserts of the stream 'held' wait, within their transaction, for an advisory lock that is held from here on.</summary>
    private async Task<NpgsqlTransaction> GateAsync(string table)
    {
        await database.OwnerSource.ExecuteAsync(
            "create or replace function wait_at_gate() returns trigger language plpgsql as "
            + "'begin if new.stream = ''held'' then perform pg_advisory_xact_lock(4711); end if; return new; end'");
        await database.OwnerSource.ExecuteAsync($"create trigger gate before insert on {table} for each row execute function wait_at_gate()");
        var connection = await database.OwnerSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_xact_lock(4711)", connection, transaction);
        await take.ExecuteNonQueryAsync();
        return transaction;
    }

    /// <summary>Until someone waits for a lock of these kinds.</summary>
    private async Task WaitingAsync(CancellationToken enough, params string[] events)
    {
        for (var i = 0; i < 4_000 && !enough.IsCancellationRequested; i++)
        {
            if (await database.OwnerSource.ScalarAsync<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = any ($1)",
                events as object) > 0) return;
            await Task.Delay(5, CancellationToken.None);
        }
        Assert.True(enough.IsCancellationRequested, "Nobody came to the gate.");
    }
}
