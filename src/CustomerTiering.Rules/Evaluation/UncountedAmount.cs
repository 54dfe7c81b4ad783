namespace CustomerTiering.Rules.Evaluation;

/// <summary>Amounts of one currency that count nowhere, since the policy has no rate for their days.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Facts">How many purchases and returns they are of.</param>
/// <param name="Sum">Their sum in that currency, less what was taken off.</param>
public sealed record UncountedAmount(string Currency, int Facts, decimal Sum);
