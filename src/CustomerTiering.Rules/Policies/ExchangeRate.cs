namespace CustomerTiering.Rules.Policies;

/// <summary>The value of one unit of another currency in the document's own, from a day until the next rate of that currency.</summary>
/// <param name="Currency">ISO 4217 code of the other currency.</param>
/// <param name="From">The first day, included.</param>
/// <param name="Rate">Above 0, up to 10^6, at most 6 decimals.</param>
public sealed record ExchangeRate(string Currency, DateOnly From, decimal Rate);
