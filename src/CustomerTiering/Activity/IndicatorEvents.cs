namespace CustomerTiering.Activity;

// Stream: indicators, one per tenant.

/// <summary>An indicator was declared: its names in texts, its unit, and whether customers may see it.</summary>
/// <param name="Name">The name under which values are reported: <c>assets</c>.</param>
/// <param name="Names">Display names in <c>en</c> and <c>zh</c>.</param>
/// <param name="Unit">Free text: <c>CNY</c>.</param>
/// <param name="Internal">If true, never shown to a customer.</param>
public sealed record IndicatorDeclared(string Name, IReadOnlyDictionary<string, string> Names, string? Unit, bool Internal);
