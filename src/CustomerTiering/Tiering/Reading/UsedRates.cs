using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Reading;

/// <summary>The exchange rates by which the amounts of a decision were converted, as its event keeps them: by their places in the texts that hold them.</summary>
internal static class UsedRates
{
    /// <summary>Places in the policy's own list; null where none was used.</summary>
    internal static IReadOnlyList<int>? Own(CompiledPolicy policy, Assessment assessment)
    {
        List<int> places = [.. assessment.Rates.Where(place => place < policy.Policy.Rates.Count)];
        return places.Count == 0 ? null : places;
    }

    /// <summary>By later version, ascending, the places in its list; null where none was used.</summary>
    internal static IReadOnlyList<RatesOfVersion>? OfLaterVersions(CompiledPolicy policy, Assessment assessment)
    {
        List<RatesOfVersion> used =
        [
            .. assessment.Rates.Where(place => place >= policy.Policy.Rates.Count).Select(place => policy.LaterRates[place - policy.Policy.Rates.Count])
                .GroupBy(rate => rate.Version).OrderBy(version => version.Key).Select(version => new RatesOfVersion(version.Key, [.. version.Select(rate => rate.Place).Order()])),
        ];
        return used.Count == 0 ? null : used;
    }

    /// <summary>The rates themselves: the policy's own, then those of later versions.</summary>
    /// <param name="assessed">What was decided on.</param>
    /// <param name="policy">The policy it was decided by.</param>
    /// <param name="versions">All versions of the policy.</param>
    internal static IReadOnlyList<ExchangeRate> Read(Assessed assessed, CompiledPolicy policy, LadderVersions versions) =>
    [
        .. (assessed.Rates ?? []).Select(place => policy.Policy.Rates[place]),
        .. (assessed.LaterRates ?? []).SelectMany(later => later.Rates.Select(place => versions.Numbered(later.Version)!.Compiled.Policy.Rates[place])),
    ];
}
