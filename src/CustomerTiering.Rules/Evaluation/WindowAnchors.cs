namespace CustomerTiering.Rules.Evaluation;

/// <summary>The starting points of windows.</summary>
/// <param name="Joined">Day number of joining.</param>
/// <param name="TierStart">Day number of the first day of the held tier, or of joining.</param>
/// <param name="Attribute">The customer's attributes as of D, by name; null if absent.</param>
internal readonly record struct WindowAnchors(int Joined, int TierStart, Func<string, string?> Attribute);
