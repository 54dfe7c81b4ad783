namespace CustomerTiering.Rules.Values;

/// <summary>An error in a document or a fact.</summary>
/// <param name="Path">A JSON path such as <c>$.tiers[2].qualify.all[0].metric</c>.</param>
/// <param name="Code">Stable code of the broken rule: <c>unknown-metric</c>, <c>curve-order</c>, <c>not-available</c>.</param>
/// <param name="Message">The rule and the value that breaks it, for people.</param>
public sealed record DocumentError(string Path, string Code, string Message);
