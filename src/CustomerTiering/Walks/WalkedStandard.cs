using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Walks;

/// <summary>A standard with stages: the lifecycle, or a segment as a lifecycle of two stages.</summary>
/// <param name="Versions">The versions that decide on some day, by first day; at least one.</param>
public sealed record WalkedStandard(string Code, IReadOnlyList<StandardInForce<CompiledLifecycle>> Versions)
{
    /// <summary>The versions that judge a customer on request, or once something is recorded for it.</summary>
    internal IReadOnlyList<StandardInForce<CompiledLifecycle>> Followed { get; init; } = Versions;

    /// <summary>The zone of the version with the latest first day, past or future.</summary>
    internal ZoneRules Zone => Versions[^1].Compiled.Zone;

    internal bool LooksAtReferred => Versions.Any(version => version.Compiled.Interest.Referred);

    internal DateOnly Today(DateTimeOffset now) => Zone.DayOf(Instant.Of(now));

    internal bool Covers(Fact fact) => Versions.Any(version => version.Compiled.Interest.Covers(fact));

    internal bool CoversOfReferred(Fact fact) => Versions.Any(version => version.Compiled.Interest.CoversOfReferred(fact));
}
