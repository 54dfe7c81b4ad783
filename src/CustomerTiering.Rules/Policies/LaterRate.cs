namespace CustomerTiering.Rules.Policies;

/// <summary>An exchange rate of a later version of the same standard, for days without a rate in the version itself.</summary>
/// <param name="Version">The later version.</param>
/// <param name="Place">The index in that version's list.</param>
public sealed record LaterRate(ExchangeRate Rate, int Version, int Place);
