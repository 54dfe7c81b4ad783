using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Segments;

/// <summary>Finds which of some customers are in a segment, stated or computed.</summary>
public sealed class SegmentMembers(ReadModels readModels)
{
    /// <summary>The members on a day, in the given order.</summary>
    public async Task<IReadOnlyList<Guid>> AmongAsync(
        TenantId tenant, IReadOnlyList<Guid> customers, SegmentFilter segment, DateOnly day, CancellationToken cancel)
    {
        var answer = await segment.QueryAsync(
            readModels, tenant, SegmentFilter.ReadModel,
            $"select one.key from unnest(@customers) one (key) where true {segment.On("one.key", "@day")}",
            new Dictionary<string, object> { ["customers"] = customers.Select(customer => customer.ToString("D")).ToArray(), ["day"] = day },
            row => Guid.ParseExact(row.GetString(0), "D"), cancel);
        var members = answer.Value.ToHashSet();
        return [.. customers.Where(members.Contains)];
    }
}
