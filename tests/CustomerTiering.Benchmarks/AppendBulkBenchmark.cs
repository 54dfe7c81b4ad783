using CustomerTiering.EventLog.Append;
using CustomerTiering.Evidence.Leaves;
using NpgsqlTypes;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// Bulk append of an import's calls; beside it binary COPY of the same rows into the same table, as a superuser and without any judging.
/// </summary>
internal static class AppendBulkBenchmark
{
    private const int Calls = 10;
    private const int Events = 9_000;

    internal static async Task<Figure> RunAsync(AppendDatabase database)
    {
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);
        var (limit, ours) = (0.0, 0.0);
        for (var turn = 0; turn < 3; turn++)
        {
            var requests = Enumerable.Range(0, Calls).Select(call => Enumerable.Range(0, Events)
                .Select(i => database.Request(AppendDatabase.Stream(((turn + 101L) << 56) | ((long)call << 40) | (uint)(i / 3)), i % 3))
                    .ToList()).ToList();
            limit = Math.Max(limit, await CopyAsync(database, requests));
            await database.RemoveAsideAsync();
            var started = TimeProvider.System.GetTimestamp();
            foreach (var call in requests)
            {
                foreach (var outcome in await writer.AppendBulkAsync(database.Tenant, call))
                    if (outcome is not AppendOutcome.Appended) throw new InvalidOperationException("Refused.");
            }
            ours = Math.Max(ours, Calls * Events / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }
        return Figure.OfLimit("bulk append, the best of 3", 0.5, "binary COPY", limit, ours);
    }

    private static async Task<double> CopyAsync(AppendDatabase database, List<List<AppendRequest>> calls)
    {
        var tenant = database.Tenant.Value;
        var recorded = DateTimeOffset.UtcNow;
        var rows = calls.Select(call => call.Select(request =>
        {
            var (stream, item) = (request.Streams[0], request.Streams[0].Events[0]);
            var leaf = LeafDraft.Create(request.Actor, null, null, item.Data.Span, item.Effective, item.Id, 1, stream.Stream.Value,
                database.Tenant.ToString(), item.Type).Stamp(recorded);
            return (Stream: stream.Stream.Value, Version: stream.ExpectedVersion!.Value + 1, Event: item, Leaf: leaf);
        }).ToList()).ToList();
        var position = AppendDatabase.Aside;
        var started = TimeProvider.System.GetTimestamp();
        foreach (var call in rows)
        {
            await using var connection = await database.OwnerSource.OpenConnectionAsync();
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, "
                    + "content) from stdin (format binary)");
            foreach (var (stream, version, item, leaf) in call)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(tenant, NpgsqlDbType.Uuid);
                await copy.WriteAsync(++position, NpgsqlDbType.Bigint);
                await copy.WriteAsync(stream, NpgsqlDbType.Text);
                await copy.WriteAsync(version, NpgsqlDbType.Integer);
                await copy.WriteAsync(item.Id, NpgsqlDbType.Uuid);
                await copy.WriteAsync(item.Type, NpgsqlDbType.Text);
                await copy.WriteAsync(item.Schema, NpgsqlDbType.Integer);
                await copy.WriteAsync(item.Subject!.Value, NpgsqlDbType.Uuid);
                await copy.WriteAsync(item.Effective, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(recorded, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(leaf.Bytes, NpgsqlDbType.Bytea);
                await copy.WriteAsync(leaf.Hash, NpgsqlDbType.Bytea);
                await copy.WriteAsync(item.Content, NpgsqlDbType.Bytea);
            }
            await copy.CompleteAsync();
        }
        return Calls * Events / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
