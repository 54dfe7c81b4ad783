using CustomerTiering.Activity;
using CustomerTiering.EventLog;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering;

/// <summary>
/// What attributes, indicators and segments are called where words are made, and what of them is internal: as they are declared, and as the latest text of a segment says.
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

    /// <summary>The policies, in which whatever measures an indicator that was declared internal is internal.</summary>
    internal async Task<IReadOnlyList<StandardInForce<CompiledPolicy>>> PoliciesAsync(TenantId tenant, CancellationToken cancel)
    {
        var isInternal = (await indicators.CurrentAsync(tenant, cancel)).Declared.Values.Where(one => one.Internal).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return [.. (await standards.PoliciesAsync(tenant, cancel)).Select(version => version with { Compiled = version.Compiled.WithInternal(isInternal) })];
    }
}
