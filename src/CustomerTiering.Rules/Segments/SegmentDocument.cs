using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Segments;

/// <summary>A segment that was read and found to be without fault: what <c>segment/1</c> says.</summary>
/// <param name="Code">By which policies, lifecycles and reports name it.</param>
/// <param name="Name">Its name; without texts where the document gives none.</param>
/// <param name="TimeZone">IANA name of the zone whose calendar days count.</param>
/// <param name="Currency">ISO 4217 code of all amounts; null where there are no metrics.</param>
/// <param name="Rates">By which amounts in other currencies are converted, in the order of the document.</param>
/// <param name="Metrics">By name, in code-point order.</param>
/// <param name="When">What makes a customer a member; null: only a statement does.</param>
public sealed record SegmentDocument(
    string Code, LocalizedText Name, string TimeZone, string? Currency, EquatableList<ExchangeRate> Rates, EquatableList<Metric> Metrics, Criterion? When)
{
    /// <summary>Whether members are those alone of whom it is stated.</summary>
    public bool IsStated => When is null;
}
