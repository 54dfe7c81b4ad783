using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Segments;

/// <summary>A valid segment: the content of a <c>segment/1</c> document.</summary>
/// <param name="Code">The code that policies, lifecycles and reports use.</param>
/// <param name="Name">Without texts if the document has none.</param>
/// <param name="TimeZone">IANA name of the zone whose calendar days count.</param>
/// <param name="Currency">ISO 4217 code of all amounts; null without metrics.</param>
/// <param name="Rates">Exchange rates into <paramref name="Currency"/>, in document order.</param>
/// <param name="Metrics">Sorted by name in code-point order.</param>
/// <param name="When">The criterion of membership; null for a stated segment.</param>
public sealed record SegmentDocument(
    string Code, LocalizedText Name, string TimeZone, string? Currency, EquatableList<ExchangeRate> Rates, EquatableList<Metric> Metrics,
    Criterion? When)
{
    /// <summary>Whether only a source's statement makes a customer a member.</summary>
    public bool IsStated => When is null;
}
