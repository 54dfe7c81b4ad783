using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;

namespace CustomerTiering.BulkRuns;

/// <summary>The dependencies of every run over all customers.</summary>
public sealed record RunServices(Runs Runs, Everybody Everybody, FactsStore Facts, TimeProvider Time);

/// <summary>
/// A kind of run over all customers, in chunks of a few hundred. If a worker dies, another one handles its chunk again, so handling a chunk must be
/// idempotent.
/// </summary>
/// <typeparam name="TScope">The requested scope, stored as the run's parameters.</typeparam>
/// <typeparam name="TResult">The result, stored per chunk and, summed, for the run.</typeparam>
public abstract class RunOverEverybody<TScope, TResult>(RunServices services, RunDescription about)
    where TScope : class
    where TResult : class
{
    protected RunServices Services { get; } = services;

    public RunKind RunKind => new(HandleAsync, parts => Write(Sum([.. parts.Select(Read<TResult>)])));

    public RunDescription Description => about;

    /// <summary>Creates the run of all customers whose facts were recorded before, unless it exists. Workers start at once.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, TScope scope, CancellationToken cancel)
    {
        var ranges = RangesOf(await Services.Everybody.InPiecesAsync(tenant, about.Reads, cancel));
        await CreateAsync(tenant, run, scope, ranges.Select(range => ChunkOf(scope, range)), cancel);
    }

    /// <summary>The result of a run; null until it is done, and if it had no chunk.</summary>
    public static TResult? ResultOf(RunProgress run) => run.Result is { } result ? Read<TResult>(result) : null;

    protected static TScope ScopeOf(RunProgress run) => Read<TScope>(run.Parameters);

    protected static T Read<T>(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<T>(stored.Span, EventJson.Options)!;

    /// <summary>The result of a chunk.</summary>
    protected abstract Task<TResult> HandleAsync(RunChunk chunk, TScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel);

    /// <summary>Sums the chunks' results, in order; pure.</summary>
    protected abstract TResult Sum(IReadOnlyList<TResult> parts);

    /// <summary>The ranges that become chunks.</summary>
    protected virtual IReadOnlyList<CustomerRange> RangesOf(IReadOnlyList<CustomerRange> ranges) => ranges;

    /// <summary>The payload of a chunk: at least its first and last customer.</summary>
    protected virtual object ChunkOf(TScope scope, CustomerRange range) => range;

    protected virtual Task<IReadOnlyList<Guid>> CustomersAsync(RunChunk chunk, CancellationToken cancel)
    {
        var range = Read<CustomerRange>(chunk.Payload);
        return Services.Facts.CustomersBetweenAsync(chunk.Tenant, range.First, range.Last, cancel);
    }

    /// <summary>Creates a run of these chunks, unless it exists.</summary>
    protected Task CreateAsync(TenantId tenant, Guid run, TScope scope, IEnumerable<object> chunks, CancellationToken cancel) =>
        Services.Runs.CreateAsync(tenant, run, about.Kind, Write(scope), [.. chunks.Select(Write)], Services.Time.GetUtcNow(), cancel);

    /// <summary>Waits until the read models reflect everything recorded before.</summary>
    protected Task KnownAsync(TenantId tenant, CancellationToken cancel) => Services.Everybody.KnownAsync(tenant, about.Reads, cancel);

    private static ReadOnlyMemory<byte> Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, EventJson.Options);

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel) =>
        Write(await HandleAsync(chunk, Read<TScope>(chunk.Parameters), await CustomersAsync(chunk, cancel), cancel));
}
