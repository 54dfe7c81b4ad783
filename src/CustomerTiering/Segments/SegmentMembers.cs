using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Segments;

/// <summary>Who of some customers is in a segment, stated or computed.</summary>
public sealed class SegmentMembers(ReadModels readModels)
{
    /// <summary>Those in the segment on a day, in the order in which they were given.</summary>
    public async Task<IReadOnlyList<Guid>> AmongAsync(TenantId tenant, IReadOnlyList<Guid> customers, SegmentFilter segment, DateOnly day, CancellationToken cancel)
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
