using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// What one would write by hand and have nothing of the log's promises: rows of callers that wait are inserted together on one connection, as a
/// superuser, with positions and versions from memory. No lock, no judging, no hashing, no row-level security. The limit.
/// </summary>
internal sealed class HandWrittenGroupCommit : IAsyncDisposable
{
    private const string Insert =
        "insert into event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content) "
        + "select $1, p, s, v, i, 'PurchaseMade', 1, u, $2, $2, l, h, ''::bytea "
        + "from unnest($3::bigint[], $4::text[], $5::int[], $6::uuid[], $7::uuid[], $8::bytea[], $9::bytea[]) as x (p, s, v, i, u, l, h)";

    private readonly Channel<Row> _rows = Channel.CreateUnbounded<Row>(new() { SingleReader = true });
    private readonly Guid _tenant;
    private readonly Task _loop;
    private long _position = AppendDatabase.Aside;

    internal HandWrittenGroupCommit(AppendDatabase database)
    {
        _tenant = database.Tenant.Value;
        _loop = Task.Run(() => RunAsync(database.OwnerSource));
    }

    internal Task AppendAsync(string stream, int version, Guid id, Guid subject, byte[] leaf, byte[] hash)
    {
        var row = new Row(stream, version, id, subject, leaf, hash, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _rows.Writer.TryWrite(row);
        return row.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _rows.Writer.Complete();
        await _loop;
    }

    private async Task RunAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var batch = new List<Row>();
        while (await _rows.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < 1_000 && _rows.Reader.TryRead(out var row)) batch.Add(row);
            await using var command = new NpgsqlCommand(Insert, connection)
            {
                Parameters =
                {
                    new() { Value = _tenant },
                    new() { Value = DateTimeOffset.UtcNow },
                    new() { Value = batch.Select(_ => ++_position).ToArray() },
                    new() { Value = batch.Select(row => row.Stream).ToArray() },
                    new() { Value = batch.Select(row => row.Version).ToArray() },
                    new() { Value = batch.Select(row => row.Id).ToArray() },
                    new() { Value = batch.Select(row => row.Subject).ToArray() },
                    new() { Value = batch.Select(row => row.Leaf).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                    new() { Value = batch.Select(row => row.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                },
            };
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
            foreach (var row in batch) row.Done.SetResult();
        }
    }

    private sealed record Row(string Stream, int Version, Guid Id, Guid Subject, byte[] Leaf, byte[] Hash, TaskCompletionSource Done);
}
