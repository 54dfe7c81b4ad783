using CustomerTiering.Policies;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Walks;

namespace CustomerTiering.Segments;

/// <summary>The segments whose membership is computed.</summary>
public static class ComputedSegments
{
    /// <summary>
    /// The computed segments among these versions, each as a lifecycle of two stages; segments whose membership is only stated are omitted. The last
    /// version of a retired segment is followed by one without members.
    /// </summary>
    public static IReadOnlyList<WalkedStandard> Of(IReadOnlyList<StandardInForce<CompiledSegment>> versions) =>
    [
        .. from version in versions
           group version by version.Reference.Id into segment
           where segment.Any(version => !version.Compiled.Document.IsStated)
           let memberships = segment.SelectMany(Memberships).ToList()
           select new WalkedStandard(segment.Key, memberships) { Followed = [.. memberships.Select(FromFirstDay)] },
    ];

    /// <summary>
    /// The version as if put in force on its first day. Nothing that fell due before a version was put in force is caught up automatically. But once
    /// a customer is judged as of a day, or has entered, silence counts from that day on, so that no exit is missed.
    /// </summary>
    private static StandardInForce<CompiledLifecycle> FromFirstDay(StandardInForce<CompiledLifecycle> version) =>
        version with { PutInForceAt = version.Compiled.Zone.StartOf(version.From).ToDateTimeOffset() };

    private static IEnumerable<StandardInForce<CompiledLifecycle>> Memberships(StandardInForce<CompiledSegment> version)
    {
        yield return new(version.Reference, version.Compiled.Membership, version.From, version.Until, version.PutInForceAt);
        if (version.Retired is { } retired && version.Until == retired.AddDays(-1))
            yield return new(version.Reference, version.Compiled.Nobody, retired, null, version.PutInForceAt);
    }
}
