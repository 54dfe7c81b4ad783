using System.Collections.Concurrent;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Appends to the logs of all tenants of a database. Concurrent callers of one tenant are committed together; each is judged separately, and answered
/// after the commit. Any number of writers, in any number of processes, may append to one database.
/// </summary>
public sealed class LogWriter : IAsyncDisposable
{
    /// <summary>Up to this many requests, a queued batch is cheaper than a bulk append's own transaction and table.</summary>
    private const int Few = 64;

    private readonly LogWriterOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly WriterPool _pool;
    private readonly BatchRunner _runner;
    private readonly BulkRunner _bulk;
    private readonly ConcurrentDictionary<TenantId, Lazy<TenantQueue>> _queues = new();
    private volatile bool _disposed;

    /// <summary>Creates a writer with its own connections, opened on demand.</summary>
    /// <param name="connectionString">For the runtime role: with <c>Options=-c role=tiering_runtime</c>.</param>
    /// <param name="time">The clock of recorded times. Recorded times never decrease, even if the clock does.</param>
    /// <param name="committed">
    /// Called after the commit for each caller, with the tenant and its last position; must be quick and must not throw.
    /// </param>
    /// <param name="options">Limits; null for the defaults.</param>
    public LogWriter(
        string connectionString, TimeProvider time, Action<TenantId, long>? committed = null, LogWriterOptions? options = null)
    {
        _options = options ?? new();
        _source = WriterSource.Create(connectionString, _options.Connections + 1);
        _pool = new(_source, _options.Connections);
        _runner = new(_pool, time, committed);
        _bulk = new(_source, time, committed);
    }

    /// <summary>
    /// Appends all events of the request, or none. Cancellation abandons the wait: the append may or may not have happened, but never in part;
    /// retrying with the same event ids settles it.
    /// </summary>
    /// <returns>The outcome, after the commit.</returns>
    /// <exception cref="ArgumentException">The request breaks a rule that no user input can break, such as a stream that occurs twice.</exception>
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
    /// Appends many requests of one tenant in one transaction, as an import does. Requests are judged in order by the rules of
    /// <see cref="AppendAsync"/>; each sees the effects of those before it, and a rejected request does not stop the others. Positions follow the
    /// order of the requests. Other appends of the tenant wait meanwhile, so keep a call to a few thousand events. If cancelled before the commit,
    /// nothing is appended.
    /// </summary>
    /// <returns>One outcome per request, after the commit.</returns>
    /// <exception cref="ArgumentException">A request breaks a rule that no user input can break, or belongs to another tenant.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<IReadOnlyList<AppendOutcome>> AppendBulkAsync(
        TenantId tenant, IReadOnlyList<AppendRequest> requests, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bulk.RunAsync(tenant, requests, cancellation);
    }

    /// <summary>
    /// Appends any number of independent requests of one tenant. A few requests join the regular batches, which delays no other caller; many go
    /// through <see cref="AppendBulkAsync"/>. Each is judged after the earlier ones that name the same streams. Cancellation abandons the wait: each
    /// append may or may not have happened.
    /// </summary>
    /// <returns>One outcome per request, after its commit.</returns>
    /// <exception cref="ArgumentException">A request breaks a rule that no user input can break, or belongs to another tenant.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<AppendOutcome>> AppendManyAsync(
        TenantId tenant, IReadOnlyList<AppendRequest> requests, CancellationToken cancellation = default)
    {
        if (requests.Count > Few) return await AppendBulkAsync(tenant, requests, cancellation);
        if (requests.FirstOrDefault(request => request.Tenant != tenant) is { } other)
            throw new ArgumentException($"A request is of tenant {other.Tenant}, not {tenant}.", nameof(requests));
        return await Task.WhenAll(requests.Select(request => AppendAsync(request, cancellation)));
    }

    /// <summary>Rejects new requests, answers the waiting ones, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var queue in _queues.Values) await queue.Value.CompleteAsync();
        await _pool.DisposeAsync();
        _bulk.Dispose();
        await _source.DisposeAsync();
    }
}
