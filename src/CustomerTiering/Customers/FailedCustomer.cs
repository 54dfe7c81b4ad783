namespace CustomerTiering.Customers;

/// <summary>A customer who could not be assessed. The stored form has no external id, because ids are sealed and only unsealed for readers.</summary>
/// <param name="Ladder">Null if the assessment was not about tiers.</param>
/// <param name="Segment">Null if the assessment was not about segments.</param>
/// <param name="ExternalId">The company's own id, for readers with permission; null after the person was erased.</param>
public sealed record FailedCustomer(Guid Customer, string? Ladder, string? Segment, string Reason, string? ExternalId = null)
{
    /// <summary>Maximum number listed per run.</summary>
    internal const int Most = 100;

    internal static FailedCustomer OnLadder(Guid customer, string ladder, string reason) => new(customer, ladder, null, reason);

    internal static FailedCustomer InSegment(Guid customer, string segment, string reason) => new(customer, null, segment, reason);

    internal static FailedCustomer InLifecycle(Guid customer, string reason) => new(customer, null, null, reason);
}

/// <summary>Adds external ids to failed customers.</summary>
public sealed class FailedCustomers(ExternalIds ids)
{
    /// <summary>Adds external ids if the caller may see data that identifies a person.</summary>
    public async Task<IReadOnlyList<FailedCustomer>> NamedAsync(Caller caller, IReadOnlyList<FailedCustomer> failed, CancellationToken cancel) =>
        caller.SeesPersons ? await NamedAsync(caller.Tenant, failed, cancel) : failed;

    public async Task<IReadOnlyList<FailedCustomer>> NamedAsync(TenantId tenant, IReadOnlyList<FailedCustomer> failed, CancellationToken cancel)
    {
        if (failed.Count == 0) return failed;
        var known = await ids.OfAsync(tenant, failed.Select(one => one.Customer), cancel);
        return [.. failed.Select(one => one with { ExternalId = known.GetValueOrDefault(one.Customer) })];
    }
}
