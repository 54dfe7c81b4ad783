using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering;

/// <summary>What attributes and segments are called where words are made: as they are declared, and as the latest text of a segment says.</summary>
public sealed class ExplanationNames(Attributes attributes, StandardsInForce standards)
{
    public async Task<WordNames> CurrentAsync(TenantId tenant, CancellationToken cancel)
    {
        var declared = await attributes.CurrentAsync(tenant, cancel);
        var segments = await standards.SegmentsAsync(tenant, cancel);
        return WordNames.None with
        {
            Attributes = declared.Declared.Values.Where(one => one.Names is not null).ToDictionary(one => one.Name, one => new LocalizedText([.. one.Names!])),
            Segments = segments.GroupBy(one => one.Reference.Id).ToDictionary(one => one.Key, one => one.Last().Compiled.Document.Name),
        };
    }
}
