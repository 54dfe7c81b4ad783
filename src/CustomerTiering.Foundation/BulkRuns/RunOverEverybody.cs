using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;

namespace CustomerTiering.BulkRuns;

/// <summary>What every kind of run over all customers needs.</summary>
public sealed record RunServices(Runs Runs, Everybody Everybody, FactsStore Facts, TimeProvider Time);

/// <summary>
/// One kind of run over all customers, in chunks of a few hundred. A worker that dies leaves its chunk to another, which handles it again: handling
/// a chunk twice must add nothing.
/// </summary>
/// <typeparam name="TScope">What is asked for, stored as the run's parameters.</typeparam>
/// <typeparam name="TResult">What comes out, stored of each chunk and, summed, of the run.</typeparam>
public abstract class RunOverEverybody<TScope, TResult>(RunServices services, RunDescription about)
    where TScope : class
    where TResult : class
{
    protected RunServices Services { get; } = services;

    public RunKind RunKind => new(HandleAsync, parts => Write(Sum([.. parts.Select(Read<TResult>)])));

    /// <summary>The run in words.</summary>
    public RunDescription Description => about;

    /// <summary>Creates the run of all customers whose facts were recorded before, unless it exists; workers begin at once.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, TScope scope, CancellationToken cancel)
    {
        var ranges = RangesOf(await Services.Everybody.InPiecesAsync(tenant, about.Reads, cancel));
        await CreateAsync(tenant, run, scope, ranges.Select(range => ChunkOf(scope, range)), cancel);
    }

    /// <summary>What came out of a run; null while it is not done, and where it had no chunk.</summary>
    public static TResult? ResultOf(RunProgress run) => run.Result is { } result ? Read<TResult>(result) : null;

    protected static TScope ScopeOf(RunProgress run) => Read<TScope>(run.Parameters);

    protected static T Read<T>(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<T>(stored.Span, EventJson.Options)!;

    /// <summary>What a chunk comes to.</summary>
    protected abstract Task<TResult> HandleAsync(RunChunk chunk, TScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel);

    /// <summary>Sums the results of chunks, in their order; pure.</summary>
    protected abstract TResult Sum(IReadOnlyList<TResult> parts);

    /// <summary>The ranges that become chunks.</summary>
    protected virtual IReadOnlyList<CustomerRange> RangesOf(IReadOnlyList<CustomerRange> ranges) => ranges;

    /// <summary>What is stored of a chunk: first and last customer at least.</summary>
    protected virtual object ChunkOf(TScope scope, CustomerRange range) => range;

    /// <summary>The customers of a chunk.</summary>
    protected virtual Task<IReadOnlyList<Guid>> CustomersAsync(RunChunk chunk, CancellationToken cancel)
    {
        var range = Read<CustomerRange>(chunk.Payload);
        return Services.Facts.CustomersBetweenAsync(chunk.Tenant, range.First, range.Last, cancel);
    }

    /// <summary>Creates a run of these chunks, unless it exists.</summary>
    protected Task CreateAsync(TenantId tenant, Guid run, TScope scope, IEnumerable<object> chunks, CancellationToken cancel) =>
        Services.Runs.CreateAsync(tenant, run, about.Kind, Write(scope), [.. chunks.Select(Write)], Services.Time.GetUtcNow(), cancel);

    /// <summary>Waits until the read models know everything that was recorded before.</summary>
    protected Task KnownAsync(TenantId tenant, CancellationToken cancel) => Services.Everybody.KnownAsync(tenant, about.Reads, cancel);

    private static ReadOnlyMemory<byte> Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, EventJson.Options);

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel) =>
        Write(await HandleAsync(chunk, Read<TScope>(chunk.Parameters), await CustomersAsync(chunk, cancel), cancel));
}
