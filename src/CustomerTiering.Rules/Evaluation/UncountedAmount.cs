namespace CustomerTiering.Rules.Evaluation;

/// <summary>Amounts of one currency that do not count because the policy has no rate for their days.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Facts">The number of purchases and returns.</param>
/// <param name="Sum">The sum in that currency, minus reductions.</param>
public sealed record UncountedAmount(string Currency, int Facts, decimal Sum);
