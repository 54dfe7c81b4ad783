using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Segments;

/// <summary>A segment of which membership is judged, with the versions that decide on some day, by first day.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Versions">Each as the lifecycle of two stages that it is; after the last one of a retired segment, one with nobody in it.</param>
public sealed record ComputedSegment(string Code, IReadOnlyList<StandardInForce<CompiledLifecycle>> Versions)
{
    /// <summary>
    /// The same versions, as if each had been put in force on its first day. By itself nothing is caught up from before a version was put in force; but once somebody
    /// is judged as of a day, or has entered, silence counts from there on, without a gap in which a leaving would be missed.
    /// </summary>
    internal IReadOnlyList<StandardInForce<CompiledLifecycle>> Followed { get; } =
        [.. Versions.Select(version => version with { PutInForceAt = version.Compiled.Zone.StartOf(version.From).ToDateTimeOffset() })];

    /// <summary>The zone of the version that began last, before now or to come.</summary>
    internal ZoneRules Zone => Versions[^1].Compiled.Zone;

    internal bool LooksAtReferred => Versions.Any(version => version.Compiled.Interest.Referred);

    /// <summary>The segments among these versions that say when; who is in the others is only stated.</summary>
    public static IReadOnlyList<ComputedSegment> Of(IReadOnlyList<StandardInForce<CompiledSegment>> versions) =>
    [
        .. from version in versions
           group version by version.Reference.Id into segment
           where segment.Any(version => !version.Compiled.Document.IsStated)
           select new ComputedSegment(segment.Key, [.. segment.SelectMany(Memberships)]),
    ];

    internal DateOnly Today(DateTimeOffset now) => Zone.DayOf(Instant.Of(now));

    internal bool Covers(Fact fact) => Versions.Any(version => version.Compiled.Interest.Covers(fact));

    internal bool CoversOfReferred(Fact fact) => Versions.Any(version => version.Compiled.Interest.CoversOfReferred(fact));

    private static IEnumerable<StandardInForce<CompiledLifecycle>> Memberships(StandardInForce<CompiledSegment> version)
    {
        yield return new(version.Reference, version.Compiled.Membership, version.From, version.Until, version.PutInForceAt);
        if (version.Retired is { } retired && version.Until == retired.AddDays(-1))
            yield return new(version.Reference, version.Compiled.Nobody, retired, null, version.PutInForceAt);
    }
}
