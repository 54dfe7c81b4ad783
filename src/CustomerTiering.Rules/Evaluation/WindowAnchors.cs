namespace CustomerTiering.Rules.Evaluation;

/// <summary>From where windows count.</summary>
/// <param name="Joined">Number of the day of joining.</param>
/// <param name="TierStart">Number of the first day of the held tier, or of joining.</param>
/// <param name="Attribute">The customer's attributes as of the day D, by name; null is absent.</param>
internal readonly record struct WindowAnchors(int Joined, int TierStart, Func<string, string?> Attribute);
