using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>An override that applies to a held tier.</summary>
/// <param name="From">The first granted day, inclusive.</param>
/// <param name="Until">The last day, inclusive.</param>
public sealed record OverrideInForce(Guid Id, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until)
{
    /// <summary>The override in force on a day, according to these events of one stream; null for none.</summary>
    public static OverrideInForce? On(IEnumerable<RecordedEvent> events, DateOnly day)
    {
        IReadOnlyList<OverrideRecord> all = [];
        foreach (var recorded in events) all = OverrideRecords.After(all, EventSerializer.Read(recorded), recorded);
        return all.Select(Of).FirstOrDefault(one => one?.From <= day && day <= one.Until);
    }

    /// <summary>The override that has begun and not ended; null for none.</summary>
    internal static OverrideInForce? Now(IEnumerable<OverrideRecord> all) =>
        all.Where(one => one.Status == OverrideStatus.InForce).Select(Of).FirstOrDefault();

    private static OverrideInForce? Of(OverrideRecord one) => one.Granted is { } by ? new(one.Id, by.Kind, by.Tier, by.From, by.Until) : null;
}
