using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Reading;

/// <summary>The exchange rates used by a decision, in the form that its event stores: indexes into the lists of the policy versions.</summary>
internal static class UsedRates
{
    /// <summary>Indexes into the policy's own list; null if none was used.</summary>
    internal static IReadOnlyList<int>? Own(CompiledPolicy policy, Assessment assessment)
    {
        List<int> places = [.. assessment.Rates.Where(place => place < policy.Policy.Rates.Count)];
        return places.Count == 0 ? null : places;
    }

    /// <summary>Indexes into the list of each later version, ascending by version; null if none was used.</summary>
    internal static IReadOnlyList<RatesOfVersion>? OfLaterVersions(CompiledPolicy policy, Assessment assessment)
    {
        List<RatesOfVersion> used =
        [
            .. assessment.Rates.Where(place => place >= policy.Policy.Rates.Count)
                .Select(place => policy.LaterRates[place - policy.Policy.Rates.Count])
                .GroupBy(rate => rate.Version).OrderBy(version => version.Key)
                    .Select(version => new RatesOfVersion(version.Key, [.. version.Select(rate => rate.Place).Order()])),
        ];
        return used.Count == 0 ? null : used;
    }

    /// <summary>The rates: the policy's own, then those of later versions.</summary>
    /// <param name="policy">The policy of the decision.</param>
    internal static IReadOnlyList<ExchangeRate> Read(Assessed assessed, CompiledPolicy policy, LadderVersions versions) =>
    [
        .. (assessed.Rates ?? []).Select(place => policy.Policy.Rates[place]),
        .. (assessed.LaterRates ?? []).SelectMany(
            later => later.Rates.Select(place => versions.Numbered(later.Version)!.Compiled.Policy.Rates[place])),
    ];
}
