namespace CustomerTiering.Rules.Policies;

/// <summary>An exchange rate that a later version of the same standard brings, for days that the version itself does not rate.</summary>
/// <param name="Version">The version that brings it.</param>
/// <param name="Place">Its place in that version's list.</param>
public sealed record LaterRate(ExchangeRate Rate, int Version, int Place);
