namespace CustomerTiering.Rules.Values;

/// <summary>One thing that is wrong with a document or a fact.</summary>
/// <param name="Path">Where: a JSON path such as <c>$.tiers[2].qualify.all[0].metric</c>.</param>
/// <param name="Code">What rule is broken, stable: <c>unknown-metric</c>, <c>curve-order</c>, <c>not-available</c>.</param>
/// <param name="Message">The rule and the value that breaks it, for a person.</param>
public sealed record DocumentError(string Path, string Code, string Message);
