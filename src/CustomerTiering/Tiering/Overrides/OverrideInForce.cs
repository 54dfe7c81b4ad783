using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>An override that bears on a tier.</summary>
/// <param name="Kind">How it bears on the held tier.</param>
/// <param name="Tier">Code of its tier.</param>
/// <param name="From">The first day for which it was granted, included.</param>
/// <param name="Until">Its last day, included.</param>
public sealed record OverrideInForce(Guid Id, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until)
{
    /// <summary>The one that was in force on a day, as these events of one stream have it; null without one.</summary>
    public static OverrideInForce? On(IEnumerable<RecordedEvent> events, DateOnly day)
    {
        IReadOnlyList<OverrideRecord> all = [];
        foreach (var recorded in events) all = OverrideRecords.After(all, EventSerializer.Read(recorded), recorded);
        return all.Select(Of).FirstOrDefault(one => one?.From <= day && day <= one.Until);
    }

    /// <summary>The one that has begun and is not over; null without one.</summary>
    internal static OverrideInForce? Now(IEnumerable<OverrideRecord> all) => all.Where(one => one.Status == OverrideStatus.InForce).Select(Of).FirstOrDefault();

    private static OverrideInForce? Of(OverrideRecord one) => one.Granted is { } by ? new(one.Id, by.Kind, by.Tier, by.From, by.Until) : null;
}
