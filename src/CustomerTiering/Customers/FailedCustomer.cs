namespace CustomerTiering.Customers;

/// <summary>A customer who could not be judged. What is stored of it has no external id: that is sealed, and opened when somebody reads.</summary>
/// <param name="Ladder">The ladder; null where tiers are not what was judged.</param>
/// <param name="Segment">The segment; null where segments are not what was judged.</param>
/// <param name="Reason">Why not.</param>
/// <param name="ExternalId">The company's own id of the customer, for readers who may see it; null once the person was erased.</param>
public sealed record FailedCustomer(Guid Customer, string? Ladder, string? Segment, string Reason, string? ExternalId = null)
{
    /// <summary>So many are listed of one run.</summary>
    internal const int Most = 100;

    internal static FailedCustomer OnLadder(Guid customer, string ladder, string reason) => new(customer, ladder, null, reason);

    internal static FailedCustomer InSegment(Guid customer, string segment, string reason) => new(customer, null, segment, reason);

    internal static FailedCustomer InLifecycle(Guid customer, string reason) => new(customer, null, null, reason);
}

/// <summary>Gives customers who failed the names by which the company knows them.</summary>
public sealed class FailedCustomers(ExternalIds ids)
{
    /// <summary>With their external ids, where the caller may see what identifies a person.</summary>
    public async Task<IReadOnlyList<FailedCustomer>> NamedAsync(Caller caller, IReadOnlyList<FailedCustomer> failed, CancellationToken cancel) =>
        caller.SeesPersons ? await NamedAsync(caller.Tenant, failed, cancel) : failed;

    /// <summary>With their external ids.</summary>
    public async Task<IReadOnlyList<FailedCustomer>> NamedAsync(TenantId tenant, IReadOnlyList<FailedCustomer> failed, CancellationToken cancel)
    {
        if (failed.Count == 0) return failed;
        var known = await ids.OfAsync(tenant, failed.Select(one => one.Customer), cancel);
        return [.. failed.Select(one => one with { ExternalId = known.GetValueOrDefault(one.Customer) })];
    }
}
