using CustomerTiering.Policies;

namespace CustomerTiering.Trials;

/// <summary>Which service plan a tier brings on a day, by the versions of a policy that decide then.</summary>
/// <param name="versions">Of one ladder; null where it has no policy.</param>
internal sealed class PlansInForce(LadderVersions? versions)
{
    private readonly IReadOnlyList<(DateOnly From, DateOnly Until, Dictionary<string, string?> Plans)> _versions =
    [
        .. (versions?.All ?? []).Select(version => (version.From, version.Until ?? DateOnly.MaxValue, version.Compiled.Policy.Tiers.ToDictionary(tier => tier.Code, tier => tier.ServicePlan))),
    ];

    /// <summary>The plans by which a customer is served within a range, each with its first and last day there.</summary>
    internal IEnumerable<(DateOnly From, DateOnly To, string Plan)> Serving(TierCourse course, DateOnly from, DateOnly to)
    {
        foreach (var (first, last, tier) in course.Within(from, to))
        {
            foreach (var (begins, ends, plans) in _versions)
            {
                var (a, b) = (first > begins ? first : begins, last < ends ? last : ends);
                if (a <= b && plans.GetValueOrDefault(tier) is { } plan) yield return (a, b, plan);
            }
        }
    }
}
