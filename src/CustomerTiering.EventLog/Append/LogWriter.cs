using System.Collections.Concurrent;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Appends to the logs of a database, of any number of tenants. Callers of one tenant that ask at the same time are committed together; each is
/// judged by itself, and answered after the commit. Any number of writers, in any number of processes, may append to one database.
/// </summary>
public sealed class LogWriter : IAsyncDisposable
{
    /// <summary>Up to so many requests a batch of a queue costs less than a bulk append's own transaction with its table.</summary>
    private const int Few = 64;

    private readonly LogWriterOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly WriterPool _pool;
    private readonly BatchRunner _runner;
    private readonly BulkRunner _bulk;
    private readonly ConcurrentDictionary<TenantId, Lazy<TenantQueue>> _queues = new();
    private volatile bool _disposed;

    /// <summary>A writer with connections of its own, opened when they are needed.</summary>
    /// <param name="connectionString">As the runtime role: with <c>Options=-c role=tiering_runtime</c>.</param>
    /// <param name="time">The clock of recorded times; a clock that goes back doesn't take recorded times back.</param>
    /// <param name="committed">Called after each commit for each caller, with the tenant and its last position; must be quick and not throw. Null for nobody.</param>
    /// <param name="options">How much at once; null for the defaults.</param>
    public LogWriter(
        string connectionString, TimeProvider time, Action<TenantId, long>? committed = null, LogWriterOptions? options = null)
    {
        _options = options ?? new();
        _source = WriterSource.Create(connectionString, _options.Connections + 1);
        _pool = new(_source, _options.Connections);
        _runner = new(_pool, time, committed);
        _bulk = new(_source, time, committed);
    }

    /// <summary>Appends all events of the request, or none.</summary>
    /// <param name="request">What to append.</param>
    /// <param name="cancellation">
    /// Gives up waiting. Whether the events are in the log is then open: in or out, but whole; asking again with the same ids tells.
    /// </param>
    /// <returns>What became of it, after the commit.</returns>
    /// <exception cref="ArgumentException">The request breaks a rule that no input of a user can make it break, as a stream that occurs twice.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        RequestRules.Check(request);
        var pending = Pending.Prepare(request, cancellation, out var refused);
        if (refused is not null) return refused;
        var queue = _queues.GetOrAdd(request.Tenant, tenant => new(() => new(tenant, _runner, _options))).Value;
        await queue.EnqueueAsync(pending);
        return await pending.Outcome.WaitAsync(cancellation);
    }

    /// <summary>
    /// Appends many requests in one transaction, as an import does: judged one after the other as they stand, each seeing what those before it
    /// did, by the rules of <see cref="AppendAsync"/>; a refused one stops none of the others. Their events have the positions of their order. Other
    /// appends of the tenant wait meanwhile, so a few thousand events a call are right.
    /// </summary>
    /// <param name="requests">In order; all of this tenant.</param>
    /// <param name="cancellation">Cancelled before the commit: nothing was appended.</param>
    /// <returns>An outcome for each request, after the commit.</returns>
    /// <exception cref="ArgumentException">A request breaks a rule that no input of a user can make it break, or is another tenant's.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<IReadOnlyList<AppendOutcome>> AppendBulkAsync(
        TenantId tenant, IReadOnlyList<AppendRequest> requests, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bulk.RunAsync(tenant, requests, cancellation);
    }

    /// <summary>
    /// Appends requests that stand for themselves, however many they are: few go with whoever else appends at the moment, which holds nobody up; many as
    /// <see cref="AppendBulkAsync"/> has it. Each is judged after those before it that name the same streams.
    /// </summary>
    /// <param name="requests">In order; all of this tenant.</param>
    /// <param name="cancellation">Gives up waiting; whether any of them is in the log is then open.</param>
    /// <returns>An outcome for each request, after its commit.</returns>
    /// <exception cref="ArgumentException">A request breaks a rule that no input of a user can make it break, or is another tenant's.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<AppendOutcome>> AppendManyAsync(
        TenantId tenant, IReadOnlyList<AppendRequest> requests, CancellationToken cancellation = default)
    {
        if (requests.Count > Few) return await AppendBulkAsync(tenant, requests, cancellation);
        if (requests.FirstOrDefault(request => request.Tenant != tenant) is { } other) throw new ArgumentException($"A request is of tenant {other.Tenant}, not {tenant}.", nameof(requests));
        return await Task.WhenAll(requests.Select(request => AppendAsync(request, cancellation)));
    }

    /// <summary>Takes no more requests, answers those that wait, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var queue in _queues.Values) await queue.Value.CompleteAsync();
        await _pool.DisposeAsync();
        _bulk.Dispose();
        await _source.DisposeAsync();
    }
}
