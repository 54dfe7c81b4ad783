using CustomerTiering.Policies;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Walks;

namespace CustomerTiering.Segments;

/// <summary>The segments of which membership is judged.</summary>
public static class ComputedSegments
{
    /// <summary>
    /// The segments among these versions that say when, each as the lifecycle of two stages that it is; who is in the others is only stated. After the
    /// last version of a retired segment comes one with nobody in it.
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
    /// As if a version had been put in force on its first day. Nothing from before a version was put in force is caught up automatically; but once a
    /// customer is judged as of a day, or has entered, silence counts from there on, without a gap in which a leaving would be missed.
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
