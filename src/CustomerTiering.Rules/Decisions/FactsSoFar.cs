using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Facts as they stood on an earlier day.</summary>
internal static class FactsSoFar
{
    /// <summary>The facts up to the end of <paramref name="day"/>. The day of joining stays unchanged.</summary>
    public static KnownFacts Through(this KnownFacts facts, DateOnly day, ZoneRules zone) =>
        new(facts.Own.Through(
            day, zone), facts.Referred.ToDictionary(other => other.Key, other => other.Value.Through(day, zone), StringComparer.Ordinal),
            facts.Groups?.Select(member => member.Through(day, zone)));
}
