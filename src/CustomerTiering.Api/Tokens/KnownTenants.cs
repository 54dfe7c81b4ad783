using System.Collections.Concurrent;
using CustomerTiering.EventLog;

namespace CustomerTiering.Api.Tokens;

/// <summary>Caches which tenants exist in the database. Existing ones are cached forever, a missing one is looked up at most once a second.</summary>
internal sealed class KnownTenants(Tenants tenants, TimeProvider time)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TenantId, bool> _known = new();
    private readonly ConcurrentDictionary<TenantId, DateTimeOffset> _unknown = new();

    internal ValueTask<bool> ContainsAsync(TenantId tenant, CancellationToken cancel) =>
        _known.ContainsKey(tenant) ? ValueTask.FromResult(true) : LookAsync(tenant, cancel);

    private async ValueTask<bool> LookAsync(TenantId tenant, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_unknown.TryGetValue(tenant, out var looked) && now - looked < Again) return false;
        if (await tenants.ExistsAsync(tenant, cancel))
        {
            _unknown.TryRemove(tenant, out _);
            return _known[tenant] = true;
        }
        if (_unknown.Count >= 10_000) _unknown.Clear();
        _unknown[tenant] = now;
        return false;
    }
}
