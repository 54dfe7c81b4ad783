using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CustomerTiering.Customers;

/// <summary>
/// Customers who could not be assessed outside a run, after new facts or on a due date. They are logged, and available to a command that has the
/// followers work and then checks for them.
/// </summary>
public sealed partial class UndecidedCustomers(ILogger<UndecidedCustomers> log)
{
    private readonly ConcurrentDictionary<(TenantId, Guid, string?, string?), FailedCustomer> _failed = new();

    public void Add(TenantId tenant, IEnumerable<FailedCustomer> failed)
    {
        foreach (var one in failed)
        {
            LogUndecided(tenant.Value, one.Customer, one.Ladder ?? one.Segment ?? "lifecycle", one.Reason);
            if (_failed.Count < FailedCustomer.Most) _failed[(tenant, one.Customer, one.Ladder, one.Segment)] = one;
        }
    }

    /// <summary>The first hundred recorded by this process.</summary>
    public IReadOnlyList<FailedCustomer> Of(TenantId tenant) =>
        [.. _failed.Where(one => one.Key.Item1 == tenant)
            .Select(one => one.Value).OrderBy(one => one.Customer.ToString("D"), StringComparer.Ordinal)];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Customer {Customer} of tenant {Tenant} could not be assessed on {Standard}: {Reason}")]
    private partial void LogUndecided(Guid tenant, Guid customer, string standard, string reason);
}
