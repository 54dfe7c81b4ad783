using CustomerTiering.Activity;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Reading;

/// <summary>
/// The names of attributes, indicators and segments in explanations, and which of them are internal. Taken from the declarations and from the latest
/// version of each segment.
/// </summary>
public sealed class ExplanationNames(Attributes attributes, Indicators indicators, StandardsInForce standards)
{
    public async Task<WordNames> CurrentAsync(TenantId tenant, CancellationToken cancel)
    {
        var declared = await attributes.CurrentAsync(tenant, cancel);
        var reported = await indicators.CurrentAsync(tenant, cancel);
        var segments = await standards.SegmentsAsync(tenant, cancel);
        return new(
            declared.Declared.Values.Where(one => one.Names is not null).ToDictionary(one => one.Name, one => new LocalizedText([.. one.Names!])),
            segments.GroupBy(one => one.Reference.Id).ToDictionary(one => one.Key, one => one.Last().Compiled.Document.Name),
            reported.Declared.Values.ToDictionary(one => one.Name, one => new LocalizedText([.. one.Names])));
    }

    /// <summary>The ladder; in its policy, metrics over internal indicators are internal.</summary>
    /// <exception cref="InvalidOperationException">No version of the policy decides on any day.</exception>
    internal async Task<LadderVersions> LadderAsync(TenantId tenant, string ladder, CancellationToken cancel)
    {
        var isInternal = (await indicators.CurrentAsync(tenant, cancel)).Declared.Values.Where(one => one.Internal)
            .Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var versions = await standards.LadderAsync(tenant, ladder, cancel)
            ?? throw new InvalidOperationException($"The ladder {ladder} has no policy.");
        return new(versions.All.Select(version => version with { Compiled = version.Compiled.WithInternal(isInternal) }));
    }
}
