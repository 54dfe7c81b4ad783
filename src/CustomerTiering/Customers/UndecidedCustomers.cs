using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CustomerTiering.Customers;

/// <summary>
/// Customers who could not be judged by what happens without a run, on their facts or on a day that came: they are told in the log, and to a command that
/// looks after it let the followers work.
/// </summary>
public sealed partial class UndecidedCustomers(ILogger<UndecidedCustomers> log)
{
    private readonly ConcurrentDictionary<(TenantId, Guid, string?, string?), FailedCustomer> _failed = new();

    /// <summary>Takes note of them.</summary>
    public void Add(TenantId tenant, IEnumerable<FailedCustomer> failed)
    {
        foreach (var one in failed)
        {
            LogUndecided(tenant.Value, one.Customer, one.Ladder ?? one.Segment ?? "lifecycle", one.Reason);
            if (_failed.Count < FailedCustomer.Most) _failed[(tenant, one.Customer, one.Ladder, one.Segment)] = one;
        }
    }

    /// <summary>The first hundred that this process met.</summary>
    public IReadOnlyList<FailedCustomer> Of(TenantId tenant) =>
        [.. _failed.Where(one => one.Key.Item1 == tenant).Select(one => one.Value).OrderBy(one => one.Customer.ToString("D"), StringComparer.Ordinal)];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Customer {Customer} of tenant {Tenant} could not be assessed on {Standard}: {Reason}")]
    private partial void LogUndecided(Guid tenant, Guid customer, string standard, string reason);
}
