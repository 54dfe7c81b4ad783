using CustomerTiering.Policies;

namespace CustomerTiering.Trials;

/// <summary>The service plan of a tier on a day, by the policy version in force.</summary>
/// <param name="versions">The versions of one ladder; null if it has no policy.</param>
internal sealed class PlansInForce(LadderVersions? versions)
{
    private readonly IReadOnlyList<(DateOnly From, DateOnly Until, Dictionary<string, string?> Plans)> _versions =
    [
        .. (versions?.All ?? [])
            .Select(version =>
                (version.From, version.Until ?? DateOnly.MaxValue,
                    version.Compiled.Policy.Tiers.ToDictionary(tier => tier.Code, tier => tier.ServicePlan))),
    ];

    /// <summary>The plans that serve a customer within a range, each with its first and last day, inclusive.</summary>
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
